"""The form of a message: what it says, whom it goes to, the draft it is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.bodies.field import BodyField
from preau.foundation.screens.request import Request
from preau.kernel.actor import Actor, Profile
from preau.kernel.ids import new_key
from preau.messaging.letter import ROLES, Letter, Line
from preau.messaging.models import Draft, Message
from preau.messaging.rules import LONGEST_SUBJECT, MOST_ADDRESSED
from preau.messaging.tokens import audience_of

_ANSWERS = (
    (Message.Answers.SENDER, gettext_lazy("À moi seulement")),
    (Message.Answers.ALL, gettext_lazy("À moi, ou à tous ceux à qui j’écris ouvertement")),
    (Message.Answers.NOBODY, gettext_lazy("Pas de réponse")),
)


class LetterForm(forms.Form):
    """Names of fields are those of `Letter`. Whom it goes to is read beside: one `dest` a line, and its role."""

    subject = forms.CharField(
        label=gettext_lazy("Objet"), required=False, strip=True, max_length=LONGEST_SUBJECT,
        error_messages={"max_length": gettext_lazy("L’objet ne peut dépasser 150 caractères.")},
    )  # fmt: skip
    html = BodyField(label=gettext_lazy("Message"), required=False)
    answers = forms.ChoiceField(
        label=gettext_lazy("Les réponses vont"), choices=_ANSWERS, required=False, initial=Message.Answers.SENDER
    )
    wants_answer = forms.BooleanField(
        label=gettext_lazy("J’attends une réponse"), required=False,
        help_text=gettext_lazy("Le message reste dans leur liste «\u202fÀ faire\u202f» jusqu’à leur réponse."),
    )  # fmt: skip
    is_urgent = forms.BooleanField(
        label=gettext_lazy("Urgent\u202f: prévenir tout de suite, même le soir"), required=False,
        help_text=gettext_lazy("Sécurité, transport annulé\u202f: la direction seule, et cela reste noté."),
    )  # fmt: skip
    confirmed = forms.IntegerField(
        label=gettext_lazy("Nombre de personnes"), required=False, localize=True, min_value=0,
        help_text=gettext_lazy("Écrivez le nombre de personnes pour confirmer cet envoi."),
    )  # fmt: skip
    recipients = forms.Field(label=gettext_lazy("Destinataires"), required=False)
    fichiers = forms.Field(label=gettext_lazy("Fichiers joints"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    window = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    draft = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def letter(self, lines: tuple[Line, ...], actor: Actor) -> Letter:
        """What was said, whole or not."""
        said = self.cleaned_data
        is_family = actor.is_a(Profile.PUPIL, Profile.GUARDIAN)
        return Letter(
            subject=said.get("subject") or "",
            html=said.get("html") or "",
            lines=lines,
            answers=(not is_family and said.get("answers")) or Message.Answers.SENDER,
            is_urgent=bool(said.get("is_urgent")) and actor.is_a(Profile.DIRECTION),
            wants_answer=bool(said.get("wants_answer")) and not is_family,
        )


@dataclass(frozen=True, slots=True)
class Gesture:
    """What was done in the form besides typing: `name` (`envoyer`, `chercher`…) and what it is about."""

    name: str
    about: str = ""


def gesture_of(request: Request) -> Gesture:
    """A button says it; without one, the words are kept and nothing leaves."""
    for name in ("ajouter", "retirer", "oter-fichier"):
        about = request.POST.get(name, "")
        if about:
            return Gesture(name, about)
    return Gesture(request.POST.get("geste", "enregistrer"))


def lines_sent(request: Request, gesture: Gesture) -> tuple[Line, ...]:
    """The address that the form says, once somebody was added or removed. `NotAllowed` for what no page offers."""
    tokens = [str(token) for token in request.POST.getlist("dest")[: MOST_ADDRESSED + 1]]
    if gesture.name == "ajouter":
        tokens.append(gesture.about)
    kept = [token for token in dict.fromkeys(tokens) if (gesture.name, gesture.about) != ("retirer", token)]
    roles = set(ROLES)
    said = {token: request.POST.get(f"role-{token}", "") for token in kept}
    return tuple(Line(audience_of(token), said[token] if said[token] in roles else "a") for token in kept)


def start_of(draft: Draft) -> dict[str, Any]:
    """What the form of a draft shows."""
    return {
        "subject": draft.subject, "html": draft.html, "answers": draft.answers, "is_urgent": draft.is_urgent,
        "wants_answer": draft.wants_answer, "key": draft.key, "version": draft.version, "draft": draft.pk,
        "window": str(new_key()),
    }  # fmt: skip


def start_of_new(html: str = "", subject: str = "") -> dict[str, Any]:
    """What the form of a new message shows."""
    key: uuid.UUID = new_key()
    return {
        "subject": subject, "html": html, "answers": Message.Answers.SENDER, "key": key, "window": str(new_key()),
    }  # fmt: skip


def role_choices() -> list[tuple[str, str]]:
    """How a line is addressed."""
    return [("a", _("À")), ("cc", _("Copie")), ("cci", _("Copie cachée"))]
