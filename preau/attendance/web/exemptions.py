"""Exemptions: the list of the school, and the form of one (capability C64)."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.withdraw_exemption import withdraw_exemption
from preau.attendance.actions.write_exemption import COMMENT_LENGTH, NOTE_LENGTH, ExemptionWords, write_exemption
from preau.attendance.models import Exemption
from preau.attendance.policies import EXEMPT
from preau.attendance.queries.enrolled import enrolled_pupil
from preau.attendance.queries.exemptions import When, exemptions_of_school, subjects_taught
from preau.directory.people.search import Kind, people_found
from preau.directory.queries import PupilHead
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock, words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.timetable.queries.year_weeks import Pattern, year_weeks

WRITERS = frozenset({Profile.VIE_SCOLAIRE, Profile.DIRECTION, Profile.STAFF})
_HOUR = {"invalid": gettext_lazy("Écrivez l’heure ainsi\u202f: 10:40.")}
_DAY = {"invalid": gettext_lazy("Écrivez le jour ainsi\u202f: 24/11/2026.")}
_DAYS = (
    ("", gettext_lazy("Un seul jour")), ("1", gettext_lazy("Le lundi")), ("2", gettext_lazy("Le mardi")),
    ("3", gettext_lazy("Le mercredi")), ("4", gettext_lazy("Le jeudi")), ("5", gettext_lazy("Le vendredi")),
    ("6", gettext_lazy("Le samedi")),
)  # fmt: skip
_WEEKS = (
    (Pattern.EVERY.value, gettext_lazy("Toutes les semaines")),
    (Pattern.A.value, gettext_lazy("Les semaines A")),
    (Pattern.B.value, gettext_lazy("Les semaines B")),
)


class ExemptionForm(forms.Form):
    """Of a subject, or of hours of a day; from when to when; whether she comes."""

    matiere = forms.ChoiceField(label=gettext_lazy("Matière"), required=False)
    debut_heure = forms.TimeField(label=gettext_lazy("De"), required=False, error_messages=_HOUR)
    fin_heure = forms.TimeField(label=gettext_lazy("À"), required=False, error_messages=_HOUR)
    jour = forms.ChoiceField(label=gettext_lazy("Quel jour"), required=False, choices=_DAYS)
    semaines = forms.ChoiceField(label=gettext_lazy("Semaines"), choices=_WEEKS, initial=Pattern.EVERY.value)
    debut = forms.DateField(label=gettext_lazy("Premier jour"), error_messages=_DAY)
    fin = forms.DateField(label=gettext_lazy("Dernier jour"), error_messages=_DAY)
    vient = forms.BooleanField(
        label=gettext_lazy("L’élève vient quand même en cours, sans pratiquer"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Pour ses enseignants"),
        help_text=gettext_lazy("Sur la feuille d’appel. Par exemple\u202f: peut arbitrer."),
        required=False,
        max_length=NOTE_LENGTH,
    )
    commentaire = forms.CharField(
        label=gettext_lazy("Commentaire"),
        help_text=gettext_lazy("Lu par la vie scolaire, la direction, le secrétariat et l’infirmerie."),
        required=False,
        max_length=COMMENT_LENGTH,
    )

    def words(self, school_id: int, held: Exemption | None) -> ExemptionWords:
        """What the action is asked. Weeks that are no longer called A or B stay those that were written."""
        said, pattern = self.cleaned_data, Pattern(self.cleaned_data["semaines"])
        kept = tuple(held.mondays or ()) if held and pattern is Pattern.CHOSEN else None
        is_of_hours = not said["matiere"]
        return ExemptionWords(
            begins_on=said["debut"],
            ends_on=said["fin"],
            subject_id=int(said["matiere"]) if said["matiere"] else None,
            weekday=int(said["jour"]) if said["jour"] and is_of_hours else None,
            starts_at=said["debut_heure"],
            ends_at=said["fin_heure"],
            mondays=_mondays(school_id, said["debut"], pattern) if kept is None else kept,
            must_attend=said["vient"],
            note=said["note"],
            comment=said["commentaire"],
        )


@screen("Dispenses", open_to=WRITERS, capability=EXEMPT)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those that hold, to come, ended; a name or a class narrows them."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()
    every = exemptions_of_school(school.id)
    wanted = words.folded(typed)
    lines = [one for one in every if wanted in words.folded(f"{one.name} {one.division}")]
    return page(
        request,
        "attendance/exemptions.html",
        title=_("Dispenses"),
        school=school,
        typed=typed,
        groups=[(when, [one for one in lines if one.when is when]) for when in When],
    )


@screen("Écrire une dispense", open_to=WRITERS, writes=True, capability=EXEMPT)
def write(request: Request, *, school: SchoolRef) -> HttpResponse:
    """First the pupil, then the rest; both are addresses."""
    number = request.GET.get("eleve", "")
    if not number:
        return _search(request, school)
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotAllowed
    return _form(request, school, enrolled_pupil(school.id, int(number)), None)


@screen("Changer une dispense", open_to=WRITERS, writes=True, capability=EXEMPT)
def change(request: Request, *, school: SchoolRef, exemption_id: int) -> HttpResponse:
    """Ended earlier, or said otherwise."""
    held = Exemption.objects.filter(pk=exemption_id, school_id=school.id, withdrawn_at=None).first()
    if held is None:
        raise NotAllowed
    return _form(request, school, enrolled_pupil(school.id, held.pupil_id, or_was=True), held)


@screen("Retirer une dispense", open_to=WRITERS, writes=True, reads=False, capability=EXEMPT)
def withdraw(request: Request, *, school: SchoolRef, exemption_id: int) -> HttpResponse:
    """It was an error."""
    withdraw_exemption(actor=request.actor, school_id=school.id, exemption_id=exemption_id)
    return redirect_saying(_list(school), _("Dispense retirée."))


def _form(request: Request, school: SchoolRef, pupil: PupilHead, held: Exemption | None) -> HttpResponse:
    form = ExemptionForm(request.POST if request.method == "POST" else None, initial=_start(held))
    _offer(form, school.id, held)
    if form.is_valid():
        with refusal_shown_in(form):
            write_exemption(
                actor=request.actor,
                school_id=school.id,
                pupil_id=pupil.id,
                said=form.words(school.id, held),
                exemption_id=held.pk if held else None,
                seen=_seen(request),
            )
        if not form.errors:
            return redirect_saying(
                _list(school), _("Dispense enregistrée\u202f: les feuilles d’appel la montrent.")
            )
    return page(
        request,
        "attendance/exemption.html",
        title=_("Dispense"),
        school=school,
        status=422 if form.errors else 200,
        pupil=pupil,
        form=form,
        exemption_id=held.pk if held else None,
        version=held.version if held else 0,
    )


def _offer(form: ExemptionForm, school_id: int, held: Exemption | None) -> None:
    matiere, semaines = form.fields["matiere"], form.fields["semaines"]
    assert isinstance(matiere, forms.ChoiceField)
    assert isinstance(semaines, forms.ChoiceField)
    subjects = {str(pk): label for pk, label in subjects_taught(school_id)}
    if held is not None and held.subject is not None:
        subjects.setdefault(str(held.subject_id), held.subject.label)
    matiere.choices = [("", _("Aucune\u202f: des heures")), *subjects.items()]
    if held is not None and _pattern_of(held) is Pattern.CHOSEN:
        semaines.choices = [*_WEEKS, (Pattern.CHOSEN.value, _("Les semaines déjà écrites"))]


def _start(held: Exemption | None) -> dict[str, Any]:
    if held is None:
        today = clock.today().isoformat()
        return {"debut": today, "fin": today}
    return {
        "matiere": str(held.subject_id or ""), "jour": str(held.weekday or ""),
        "debut_heure": f"{held.starts_at:%H:%M}" if held.starts_at else "",
        "fin_heure": f"{held.ends_at:%H:%M}" if held.ends_at else "",
        "semaines": _pattern_of(held).value, "debut": held.begins_on.isoformat(), "fin": held.ends_on.isoformat(),
        "vient": held.must_attend, "note": held.note, "commentaire": held.comment,
    }  # fmt: skip


def _mondays(school_id: int, day: date, pattern: Pattern) -> tuple[date, ...] | None:
    if pattern is Pattern.EVERY:
        return None
    weeks = year_weeks(school_id, day)
    return weeks.mondays(pattern, frozenset()) if weeks else ()


def _pattern_of(held: Exemption) -> Pattern:
    if held.mondays is None:
        return Pattern.EVERY
    for pattern in (Pattern.A, Pattern.B):
        if tuple(held.mondays) == _mondays(held.school_id, held.begins_on, pattern):
            return pattern
    return Pattern.CHOSEN


def _seen(request: Request) -> int | None:
    typed = request.POST.get("vue", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def _search(request: Request, school: SchoolRef) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\x00", "")
    found = people_found(request.actor, school.id, typed, kind=Kind.PUPIL) if typed.strip() else None
    here = reverse("attendance:write-exemption", kwargs={"uai": school.uai})
    people = () if found is None else found.people
    context: dict[str, Any] = {
        "typed": typed,
        "found": None if found is None else [(one, f"{here}?{urlencode({'eleve': one.id})}") for one in people],
        "remaining": 0 if found is None else found.remaining - len(people),
    }
    if is_fragment(request):
        return fragment(request, "attendance/noting_found.html", school=school, **context)
    return page(
        request, "attendance/exemption_search.html", title=_("Nouvelle dispense"), school=school, **context
    )


def _list(school: SchoolRef) -> str:
    return reverse("attendance:exemptions", kwargs={"uai": school.uai})
