"""The form of an item: what it says, whom it is for, when, and what is asked of readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.bodies.field import BodyField
from preau.foundation.files.attached import SentFile, read_files
from preau.foundation.files.images import Unusable, decoded, flat, jpeg
from preau.foundation.screens.uploads import is_too_large
from preau.kernel import clock
from preau.kernel.refusals import NotPossible
from preau.news.audience import EVERY, OF_PUPILS, audiences_of, who_label
from preau.news.models import NewsItem
from preau.news.queries.places import Place
from preau.news.rules import BODY_LENGTH, LARGEST_PICTURE, PICTURE_BOX
from preau.news.writing import ItemWords

_MINUTE = "%Y-%m-%dT%H:%M"


class ItemForm(forms.Form):
    """Names of fields are those of the action, but `who` and `places`, which make the audience together."""

    thread_id = forms.TypedChoiceField(
        label=gettext_lazy("Fil"), coerce=int,
        error_messages={"required": gettext_lazy("Choisissez un fil.")},
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("Titre"), strip=True,
        error_messages={"required": gettext_lazy("Donnez un titre\u202f: c’est ce qui se lit dans la liste.")},
    )  # fmt: skip
    html = BodyField(
        label=gettext_lazy("Texte"), longest=BODY_LENGTH,
        error_messages={"required": gettext_lazy("Écrivez le texte de l’actualité.")},
    )  # fmt: skip
    who = forms.MultipleChoiceField(
        label=gettext_lazy("Pour qui"),
        error_messages={"required": gettext_lazy("Dites à qui s’adresse cette actualité.")},
    )  # fmt: skip
    places = forms.MultipleChoiceField(
        label=gettext_lazy("De quelles classes"), required=False,
        help_text=gettext_lazy("Sans choix\u202f: toutes. Vaut pour élèves, responsables et enseignants."),
    )  # fmt: skip
    shown_from = forms.DateTimeField(
        label=gettext_lazy("Paraît le"), required=False,
        help_text=gettext_lazy("Laissez vide pour publier aussitôt."),
    )  # fmt: skip
    shown_until = forms.DateTimeField(
        label=gettext_lazy("Disparaît le"), required=False,
        help_text=gettext_lazy("Laissez vide si elle reste."),
    )  # fmt: skip
    wants_acknowledgement = forms.BooleanField(
        label=gettext_lazy("Demander aux lecteurs de dire qu’ils en ont pris connaissance"), required=False
    )
    takes_comments = forms.BooleanField(label=gettext_lazy("Accepter des commentaires"), required=False)
    image = forms.FileField(label=gettext_lazy("Image"), required=False, allow_empty_file=True)
    picture_alt = forms.CharField(
        label=gettext_lazy("L’image en quelques mots"), required=False, strip=True, max_length=300,
        help_text=gettext_lazy("Lus à qui ne voit pas l’image."),
    )  # fmt: skip
    drops_picture = forms.BooleanField(label=gettext_lazy("Retirer l’image"), required=False)
    fichiers = forms.FileField(label=gettext_lazy("Fichiers à joindre"), required=False, allow_empty_file=True)
    dropped_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Fichiers à retirer"), required=False, coerce=int
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def choose_from(
        self, *, threads: Sequence[tuple[int, str]], places: Sequence[Place], files: Sequence[tuple[int, str]] = ()
    ) -> None:
        """Offer what exists. Without threads the item is above schools, and takes no comment."""
        self._offer("who", [(who.value, who_label(who).capitalize()) for who in EVERY])
        self._offer("places", [(one.key, one.label) for one in places])
        self._offer("dropped_ids", list(files))
        if threads:
            self._offer("thread_id", list(threads))
        else:
            del self.fields["thread_id"], self.fields["takes_comments"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def words(self, files: Any) -> ItemWords:
        """What the action is asked. Errors: `NotPossible` for a picture or a file that cannot be kept."""
        given = self.cleaned_data
        joined = tuple(SentFile(one.name or "", one.read()) for one in files.getlist("fichiers") if one.size)
        return ItemWords(
            title=given["title"], html=given["html"], audience=_keys(given["who"], given["places"]),
            shown_from=given["shown_from"], shown_until=given["shown_until"],
            takes_comments=given.get("takes_comments", False),
            wants_acknowledgement=given["wants_acknowledgement"],
            picture=_picture(files.get("image")), picture_alt=given["picture_alt"],
            drops_picture=given["drops_picture"], files=read_files(joined),
            dropped_ids=tuple(given["dropped_ids"]),
        )  # fmt: skip


def start_of(item: NewsItem, alt: str) -> dict[str, Any]:
    """What the form of an item begins with."""
    asked = audiences_of(item.audience)
    return {
        "thread_id": item.thread_id, "title": item.title, "html": item.html,
        "who": list(dict.fromkeys(one.who for one in asked)),
        "places": list(dict.fromkeys(key.partition(":")[2] for key in item.audience if ":" in key)),
        "shown_from": _typed(item.shown_from), "shown_until": _typed(item.shown_until),
        "wants_acknowledgement": item.wants_acknowledgement, "takes_comments": item.takes_comments,
        "picture_alt": alt, "seen": item.version,
    }  # fmt: skip


def refuse_what_is_too_heavy(request: Any) -> None:
    """Errors: `NotPossible` when the picture and the files were dropped on their way."""
    if is_too_large(request):
        raise NotPossible(_("L’image et les fichiers sont trop lourds ensemble\u202f: 20\u202fMo au plus."))


def _keys(who: Sequence[str], places: Sequence[str]) -> tuple[str, ...]:
    narrowed = {one.value for one in OF_PUPILS} if places else set()
    whole = [one for one in who if one not in narrowed]
    return (*whole, *(f"{one}:{place}" for one in who if one in narrowed for place in places))


def _picture(sent: Any) -> bytes:
    if sent is None or not sent.size:
        return b""
    if sent.size > LARGEST_PICTURE:
        raise NotPossible(_("Cette image est trop lourde\u202f: 8\u202fMo au plus."), field="image")
    try:
        return jpeg(flat(decoded(sent.read(), PICTURE_BOX)), 82)
    except Unusable as why:
        said = _("Cette image ne peut pas servir\u202f: %(why)s.") % {"why": why.args[0]}
        raise NotPossible(said, field="image") from None


def _typed(moment: datetime | None) -> str:
    return clock.local(moment).strftime(_MINUTE) if moment else ""
