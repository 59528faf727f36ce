"""Choose from when each profile sees the coming year of a school (capability C20)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from preau.directory.calendar_queries import years
from preau.directory.events import YearOpeningsSet
from preau.directory.models import YearOpening
from preau.directory.new_year.days import OPENED
from preau.directory.policies import may_manage_calendar
from preau.foundation.ledger.record import record
from preau.kernel import clock, words
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def set_year_openings(*, actor: Actor, school_id: int, year_id: int, days: Mapping[Profile, date]) -> None:
    """From its day on, a profile sees its classes of the coming year; from the first day of class, everybody does.

    Errors: `NotAllowed` for who does not set this calendar or a profile that has no such day; `NotPossible` for a
    year that has begun, or a day after its first (field: the profile).
    """
    if not may_manage_calendar(actor, school_id) or not set(days) <= set(OPENED):
        raise NotAllowed
    year = next((one for one in years() if one.id == year_id), None)
    if year is None or year.starts_on <= clock.today():
        raise NotPossible(_("Cette année a déjà commencé\u202f: chacun la voit."))
    for profile, day in days.items():
        if day > year.starts_on:
            raise NotPossible(
                _("Choisissez au plus tard le %(day)s, premier jour de l’année\u202f: ce jour-là, chacun la voit.")
                % {"day": words.full_day(year.starts_on)},
                field=profile.value,
            )
    YearOpening.objects.bulk_create(
        [
            YearOpening(school_id=school_id, year_id=year_id, profile=profile.value, opens_on=day)
            for profile, day in sorted(days.items())
        ],
        update_conflicts=True,
        unique_fields=["school", "year", "profile"],
        update_fields=["opens_on"],
    )
    record(YearOpeningsSet(school_id, year_id), actor=actor)
