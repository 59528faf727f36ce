"""The form that treats periods, one or many, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy

from preau.attendance.actions.treat_periods import Treatment
from preau.attendance.models import AbsencePeriod, AbsenceReason
from preau.attendance.queries.reasons import OfferedReason
from preau.kernel.actor import Profile

#: Who treats absences works under one of these; the capability decides.
TREATERS = (Profile.VIE_SCOLAIRE, Profile.DIRECTION, Profile.STAFF)

#: Characters of what is answered or said, at most.
LONGEST = 1000
#: A period as a form sends it back has no more characters than two numbers.
_LONGEST_MARK = 40

KEEP = ("", gettext_lazy("Ne pas changer"))
_YES_NO = {"oui": True, "non": False}


class ReasonField(forms.TypedChoiceField):
    """Offers some reasons. Of another number the action says, in a sentence, why it cannot be taken."""

    def valid_value(self, value: object) -> bool:
        return _is_number(str(value))


class TreatmentForm(forms.Form):
    """What to write of the periods chosen; what is left alone stays as it is."""

    motif = ReasonField(label=gettext_lazy("Motif"), required=False)
    decision = forms.ChoiceField(
        label=gettext_lazy("Décision"),
        required=False,
        choices=[
            KEEP,
            (AbsencePeriod.Admissibility.ACCEPTED, gettext_lazy("Accepter le motif")),
            (AbsencePeriod.Admissibility.REFUSED, gettext_lazy("Refuser le motif")),
            (AbsencePeriod.Admissibility.PENDING, gettext_lazy("Remettre à examiner")),
        ],
    )
    reponse = forms.CharField(
        label=gettext_lazy("Réponse à la famille"),
        help_text=gettext_lazy("Obligatoire pour refuser un motif que la famille a donné."),
        required=False,
        max_length=LONGEST,
    )
    piece = forms.ChoiceField(
        label=gettext_lazy("Justificatif"),
        required=False,
        choices=[KEEP, ("oui", gettext_lazy("Reçu")), ("non", gettext_lazy("Pas reçu"))],
    )
    suivi = forms.ChoiceField(
        label=gettext_lazy("Suivi"),
        required=False,
        choices=[KEEP, ("oui", gettext_lazy("Suivie, rien à faire de plus")), ("non", gettext_lazy("À suivre"))],
    )

    def __init__(self, *args: object, reasons: Iterable[OfferedReason], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.offer(reasons)

    def offer(self, reasons: Iterable[OfferedReason]) -> None:
        """These reasons, besides leaving it and taking it away."""
        motif = self.fields["motif"]
        assert isinstance(motif, ReasonField)
        motif.choices = reason_choices(reasons, KEEP, ("0", gettext_lazy("Aucun motif")))

    def treatment(self) -> Treatment:
        """What was asked, once the form is valid."""
        said = self.cleaned_data
        return Treatment(
            reason_id=int(said["motif"]) if said["motif"] else None,
            admissibility=said["decision"] or None,
            answer=said["reponse"],
            proof=_YES_NO.get(said["piece"]),
            followed=_YES_NO.get(said["suivi"]),
        )


def reason_choices(reasons: Iterable[OfferedReason], *first: tuple[str, object]) -> list[tuple[str, object]]:
    """The options of a list of reasons: those of absence, then those of lateness, each under its name."""
    choices: list[tuple[str, object]] = list(first)
    known = tuple(reasons)
    for kind, label in (
        (AbsenceReason.Kind.ABSENCE, gettext_lazy("Motifs d’absence")),
        (AbsenceReason.Kind.LATE, gettext_lazy("Motifs de retard")),
    ):
        mine = [(str(one.id), one.label) for one in known if one.kind == kind]
        if mine:
            choices.append((label, mine))  # type: ignore[arg-type]
    return choices


def seen_in(marks: Iterable[str]) -> dict[int, int]:
    """From `12-3` (period, version) as a page sends them; what is not written so is left out."""
    seen: dict[int, int] = {}
    for mark in marks:
        number, _dash, version = mark.partition("-")
        if len(mark) <= _LONGEST_MARK and _is_number(number) and _is_number(version):
            seen[int(number)] = int(version)
    return seen


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
