"""The form of a word: to whom, what it says, what is asked, until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from preau.foundation.bodies.field import BodyField
from preau.liaison.addressing import Place
from preau.liaison.catalogue import Usual
from preau.liaison.models import LiaisonSettings, Word
from preau.liaison.rules import BODY_LENGTH
from preau.liaison.writing import WordWords

#: What a family may be asked, for who writes.
ASKED = (
    (Word.Answer.READ.value, gettext_lazy("Rien, à lire seulement")),
    (Word.Answer.ACKNOWLEDGE.value, gettext_lazy("Confirmer la lecture")),
    (Word.Answer.SIGN.value, gettext_lazy("Signer")),
    (Word.Answer.AGREE.value, gettext_lazy("Autoriser ou refuser")),
    (Word.Answer.CHOOSE.value, gettext_lazy("Choisir une réponse")),
    (Word.Answer.REPLY.value, gettext_lazy("Écrire une réponse")),
    (Word.Answer.DEPOSIT.value, gettext_lazy("Déposer un document")),
)


class TextForm(forms.Form):
    """What a word says, and until when: what may be corrected once it is sent."""

    title = forms.CharField(
        label=gettext_lazy("Titre"), strip=True,
        error_messages={"required": gettext_lazy("Donnez un titre à ce mot.")},
    )  # fmt: skip
    html = BodyField(
        label=gettext_lazy("Ce que les familles lisent"), longest=BODY_LENGTH,
        error_messages={"required": gettext_lazy("Écrivez ce que ce mot dit aux familles.")},
    )  # fmt: skip
    due_on = forms.DateField(
        label=gettext_lazy("Réponse attendue le"), required=False,
        help_text=gettext_lazy("Passé ce jour, une réponse est marquée en retard et un refus ne change plus."),
        error_messages={"invalid": gettext_lazy("Écrivez un jour, par exemple 12/12/2026.")},
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CorrectionForm(TextForm):
    """A correction is told, or not."""

    is_told = forms.BooleanField(
        label=gettext_lazy("Prévenir les familles de cette correction"), required=False,
        help_text=gettext_lazy("Sans cela, le mot est corrigé sans bruit\u202f: la page dit seulement quand."),
    )  # fmt: skip


class WordForm(TextForm):
    """Everything of a word; names of fields are those of the action."""

    audience = forms.MultipleChoiceField(
        label=gettext_lazy("À qui"), error_messages={"required": gettext_lazy("Choisissez à qui va ce mot.")},
        help_text=gettext_lazy("Aux familles de ces élèves. Vous pourrez ensuite n’en garder que certains."),
    )  # fmt: skip
    purpose = forms.ChoiceField(label=gettext_lazy("Nature"), choices=Word.Purpose.choices)
    answer = forms.ChoiceField(label=gettext_lazy("Ce que la famille doit faire"), choices=ASKED)
    options = forms.CharField(
        label=gettext_lazy("Réponses possibles"), required=False,
        help_text=gettext_lazy("Une par ligne, si la famille doit en choisir une."),
    )  # fmt: skip
    needs_all = forms.BooleanField(
        label=gettext_lazy("Tous les responsables légaux doivent répondre"), required=False,
        help_text=gettext_lazy("Sinon une réponse suffit\u202f: l’accord de l’autre est présumé."),
    )  # fmt: skip
    kept_until = forms.DateField(
        label=gettext_lazy("Documents gardés jusqu’au"), required=False,
        help_text=gettext_lazy("Ils sont effacés ce jour-là. Sans date\u202f: un an."),
    )  # fmt: skip
    shows_other = forms.BooleanField(
        label=gettext_lazy("Chaque responsable lit la réponse de l’autre"), required=False
    )
    shows_pupils = forms.BooleanField(label=gettext_lazy("L’élève sait si sa famille a répondu"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def offer(self, places: Sequence[Place]) -> None:
        """The classes, groups and levels that this author may address."""
        field = self.fields["audience"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(place.key, place.label) for place in places]

    def words(self) -> WordWords:
        """What the action is asked."""
        given = self.cleaned_data
        said = {name: given[name] for name in WordWords.__dataclass_fields__}
        return WordWords(**{**said, "options": given["options"].splitlines()})


def start_of(word: Word) -> dict[str, Any]:
    """What the form of a draft begins with."""
    start = {name: getattr(word, name) for name in WordWords.__dataclass_fields__}
    return {**start, "options": "\n".join(word.options), "seen": word.version}


def start_new(school_id: int, usual: Usual | None) -> dict[str, Any]:
    """A new word: what the school chose for its book, and a usual word when one was taken."""
    chosen = LiaisonSettings.objects.filter(school_id=school_id).first() or LiaisonSettings(school_id=school_id)
    start: dict[str, Any] = {
        "purpose": Word.Purpose.WORD.value, "answer": Word.Answer.ACKNOWLEDGE.value,
        "shows_other": chosen.shows_other, "shows_pupils": chosen.shows_pupils,
    }  # fmt: skip
    if usual is not None:
        start |= {
            "title": usual.title, "html": usual.html, "purpose": usual.purpose, "answer": usual.answer,
            "options": "\n".join(usual.options), "needs_all": usual.needs_all,
        }  # fmt: skip
    return start
