"""The coming year of a school: what will change, who sees it from when, and one button."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.directory.actions.prepare_new_year import prepare_new_year
from preau.directory.actions.set_year_openings import set_year_openings
from preau.directory.calendar_lines import YearLine
from preau.directory.calendar_queries import years
from preau.directory.models import YearOpening
from preau.directory.new_year.days import OPENED, next_year, opening
from preau.directory.new_year.report import classes_around, year_reports
from preau.directory.policies import MANAGE_CALENDAR
from preau.directory.web.doors import OFFICE
from preau.foundation.screens.page import PROFILE_LABELS, page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed


@screen("Rentrée", open_to=OFFICE, writes=True, capability=MANAGE_CALENDAR)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Read first: pupils and classes before and after; then choose the days on which the year opens."""
    year = next_year(clock.today(), years())
    if year is None:
        return page(request, "directory/new_year.html", title=_("Rentrée"), school=school, year=None)
    form = _form(request, school, year)
    if form.is_valid():
        with refusal_shown_in(form):
            days = {profile: form.cleaned_data[profile.value] for profile in OPENED}
            set_year_openings(actor=request.actor, school_id=school.id, year_id=year.id, days=days)
        if form.is_valid():
            return redirect_saying(_path(school), _("Les jours d’ouverture sont enregistrés."))
    (report,) = year_reports((school.id,), year)
    return page(
        request,
        "directory/new_year.html",
        title=_("Rentrée"),
        school=school,
        year=year,
        report=report,
        classes=classes_around(school.id, year),
        form=form,
    )


@screen("Préparer la rentrée", open_to=OFFICE, writes=True, reads=False, capability=MANAGE_CALENDAR)
def prepare(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Prepare the year, or bring what was prepared up to date."""
    year = next_year(clock.today(), years())
    if year is None:
        raise NotAllowed
    prepare_new_year(actor=request.actor, school_id=school.id, year_id=year.id)
    return redirect_saying(_path(school), _("La rentrée est préparée. L’année en cours n’a pas changé."))


def _path(school: SchoolRef) -> str:
    return reverse("directory:new-year", kwargs={"uai": school.uai})


def _form(request: Request, school: SchoolRef, year: YearLine) -> forms.Form:
    chosen: dict[Profile, date] = {
        Profile(profile): day
        for profile, day in YearOpening.objects.filter(school_id=school.id, year_id=year.id).values_list(
            "profile", "opens_on"
        )
    }
    form = forms.Form(
        request.POST if request.method == "POST" else None,
        initial={profile.value: opening(profile, year, chosen) for profile in OPENED},
    )
    for profile in OPENED:
        form.fields[profile.value] = forms.DateField(label=PROFILE_LABELS[profile])
    return form
