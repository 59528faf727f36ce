"""« Noter une absence »: somebody calls; find the pupil, say from when to when, and why."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.note_period import note_period
from preau.attendance.policies import TREAT
from preau.attendance.queries.enrolled import enrolled_pupil
from preau.attendance.queries.reasons import OfferedReason, offered_reasons
from preau.attendance.web.treating import LONGEST, TREATERS, ReasonField, reason_choices
from preau.directory.people.search import Kind, people_found
from preau.directory.queries import PupilHead
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

_DAY = {"invalid": gettext_lazy("Écrivez le jour ainsi\u202f: 24/11/2026.")}
_YEARS = (2000, 2100)
_HOUR = {"invalid": gettext_lazy("Écrivez l’heure ainsi\u202f: 10:40.")}


class SpanForm(forms.Form):
    """From when to when. Without an hour: the whole day."""

    debut = forms.DateField(label=gettext_lazy("Premier jour"), error_messages=_DAY)
    debut_heure = forms.TimeField(
        label=gettext_lazy("À partir de"),
        help_text=gettext_lazy("Sans heure\u202f: dès le matin."),
        required=False,
        error_messages=_HOUR,
    )
    fin = forms.DateField(label=gettext_lazy("Dernier jour"), error_messages=_DAY)
    fin_heure = forms.TimeField(
        label=gettext_lazy("Jusqu’à"),
        help_text=gettext_lazy("Sans heure\u202f: jusqu’au soir."),
        required=False,
        error_messages=_HOUR,
    )

    def clean(self) -> dict[str, Any]:
        """A year that no calendar of ours holds is a slip of the hand."""
        said = super().clean() or self.cleaned_data
        for name in ("debut", "fin"):
            if name in said and not _YEARS[0] <= said[name].year <= _YEARS[1]:
                self.add_error(name, _DAY["invalid"])
        return said

    def span(self) -> tuple[datetime, datetime]:
        """The instants between which the pupil is away; the end is excluded."""
        said = self.cleaned_data
        until = (
            clock.instant(said["fin"], said["fin_heure"])
            if said["fin_heure"]
            else clock.instant(said["fin"] + timedelta(days=1), time())
        )
        return clock.instant(said["debut"], said["debut_heure"] or time()), until


class NotingForm(SpanForm):
    """The same, and why."""

    motif = ReasonField(label=gettext_lazy("Motif"), required=False)
    mots = forms.CharField(
        label=gettext_lazy("Ce qui a été dit"),
        help_text=gettext_lazy("Seuls ceux qui traitent les absences le lisent."),
        required=False,
        max_length=LONGEST,
    )

    def __init__(self, *args: object, reasons: tuple[OfferedReason, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        motif = self.fields["motif"]
        assert isinstance(motif, ReasonField)
        motif.choices = reason_choices(reasons, ("", gettext_lazy("Pas encore connu")))


@screen("Noter une absence annoncée", open_to=TREATERS, writes=True, capability=TREAT)
def note(request: Request, *, school: SchoolRef) -> HttpResponse:
    """First the pupil, then the rest; both are addresses, so that nothing needs a script."""
    number = request.GET.get("eleve", "")
    if not number:
        return _search(request, school)
    pupil = _pupil(school, number)
    reasons = tuple(one for one in offered_reasons(school.id) if one.kind == "absence")
    today = clock.today().isoformat()
    form = NotingForm(
        request.POST if request.method == "POST" else None,
        reasons=reasons,
        initial={"debut": today, "fin": today},
    )
    if form.is_valid():
        starts_at, ends_at = form.span()
        with refusal_shown_in(form):
            period = note_period(
                actor=request.actor,
                school_id=school.id,
                pupil_id=pupil.id,
                starts_at=starts_at,
                ends_at=ends_at,
                reason_id=int(form.cleaned_data["motif"]) if form.cleaned_data["motif"] else None,
                words=form.cleaned_data["mots"],
            )
        if not form.errors:
            path = reverse("attendance:period", kwargs={"uai": school.uai, "period_id": period.pk})
            return redirect_saying(path, _("L’absence est notée\u202f: les feuilles d’appel la montrent déjà."))
    return page(
        request,
        "attendance/noting.html",
        title=_("Noter une absence"),
        school=school,
        status=422 if form.errors else 200,
        pupil=pupil,
        form=form,
    )


def _search(request: Request, school: SchoolRef) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\x00", "")
    found = people_found(request.actor, school.id, typed, kind=Kind.PUPIL) if typed.strip() else None
    here = reverse("attendance:note-period", kwargs={"uai": school.uai})
    context: dict[str, Any] = {
        "typed": typed,
        "found": None
        if found is None
        else [(one, f"{here}?{urlencode({'eleve': one.id})}") for one in found.people],
        "remaining": 0 if found is None else found.remaining - len(found.people),
    }
    if is_fragment(request):
        return fragment(request, "attendance/noting_found.html", school=school, **context)
    return page(request, "attendance/noting_search.html", title=_("Noter une absence"), school=school, **context)


def _pupil(school: SchoolRef, number: str) -> PupilHead:
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotAllowed
    return enrolled_pupil(school.id, int(number))
