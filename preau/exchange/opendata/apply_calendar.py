"""Write the official calendar: holidays of the zones, school years that begin."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from preau.directory.models import Holiday, SchoolYear
from preau.exchange.opendata.events import CalendarImported
from preau.exchange.opendata.plan_calendar import CalendarPlan, plan_calendar
from preau.exchange.opendata.records import OfficialHoliday
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

#: Our advisory lock: « open », in four bytes. Two imports follow each other.
LOCK = 0x6F70656E


def calendar_plan(told: Sequence[OfficialHoliday]) -> CalendarPlan:
    """What applying would do now."""
    zones = {holiday.zone for holiday in told}
    rows = Holiday.objects.filter(zone__in=zones).values_list(
        "zone", "year_label", "label", "starts_on", "ends_on", "has_known_end"
    )
    years = SchoolYear.objects.values_list("label", "starts_on", "ends_on")
    return plan_calendar(
        told,
        (OfficialHoliday(*row) for row in rows),
        known_years={label: (first, last) for label, first, last in years},
        today=clock.today(),
    )


@action
def apply_calendar(*, actor: Actor, told: Sequence[OfficialHoliday]) -> CalendarPlan:
    """Make what is known agree with what is told. The same files again change nothing and say nothing.

    Error: `NotAllowed` for anyone but Préau itself.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    plan = calendar_plan(told)
    if plan.is_nothing:
        return plan
    for gone in plan.removed:
        Holiday.objects.filter(zone=gone.zone, year_label=gone.year_label, label=gone.label).delete()
    Holiday.objects.bulk_create(
        [_row(holiday) for holiday in (*plan.new, *(after for _before, after in plan.changed))],
        update_conflicts=True,
        unique_fields=["zone", "year_label", "label"],
        update_fields=["starts_on", "ends_on", "has_known_end"],
    )
    SchoolYear.objects.bulk_create(
        [SchoolYear(label=year.label, starts_on=year.starts_on, ends_on=year.ends_on) for year in plan.years]
    )
    record(CalendarImported(len(plan.new), len(plan.changed), len(plan.removed), len(plan.years)), actor=actor)
    return plan


def _row(holiday: OfficialHoliday) -> Holiday:
    return Holiday(
        zone=holiday.zone,
        year_label=holiday.year_label,
        label=holiday.label,
        starts_on=holiday.starts_on,
        ends_on=holiday.ends_on,
        has_known_end=holiday.has_known_end,
    )
