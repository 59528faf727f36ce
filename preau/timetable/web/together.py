"""Several people side by side on a day, and the hours of the week when all of them are free (capability C44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock, words
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.timetable.hours import Span, common_gaps
from preau.timetable.queries.lines import LessonLine
from preau.timetable.queries.weeks import days_off_between, lessons_between
from preau.timetable.rules import MOST_TOGETHER, WORTH_A_MEETING
from preau.timetable.web.seats import Seat, seats_of
from preau.timetable.web.shown import Step, asked_day
from preau.timetable.web.week import Column, day_span, hours_of, now_in, slots_of


@dataclass(frozen=True, slots=True)
class Together:
    """Everything `timetable/together.html` prints of those chosen."""

    label: str
    hours: tuple[int, ...]
    columns: tuple[Column, ...]
    gaps: tuple[tuple[str, str], ...]
    bells: tuple[tuple[tuple[int, int], str], ...]
    previous: Step
    following: Step


@screen("Emplois du temps côte à côte", open_to=STAFF_PROFILES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those of `?avec=` on a day, the hours they share, and how to add one or take one off."""
    day = asked_day(request)
    seats = seats_of(request, request.actor, school, day.on)
    keys, chosen = seats.keys, seats.chosen
    # Seen by its place in the row of those chosen.
    seat = min(int(request.GET.get("vu", "0")[:2]) if request.GET.get("vu", "")[:2].isdigit() else 0, 99)
    kept = (("avec", ",".join(keys)), ("jour", day.on.isoformat()))
    return page(
        request, "timetable/together.html", title=_("Côte à côte"), school=school, seats=seats, wrong=day.wrong,
        kept=kept, is_full=len(keys) >= MOST_TOGETHER, named=request.GET.get("eleve", "").strip()[:60],
        found=[(label, _address(request, [*keys, key], day.on, len(keys))) for key, label in seats.found],
        removals=[
            (one.label, _address(request, [key for key in keys if key != one.key], day.on)) for one in chosen
        ],
        shown=_shown(request, school, chosen, day.on, min(seat, len(chosen) - 1)) if chosen else None,
    )  # fmt: skip


def _shown(request: Request, school: SchoolRef, chosen: Sequence[Seat], on: date, seat: int) -> Together:
    monday = date.fromordinal(on.toordinal() - on.weekday())
    sunday = date.fromordinal(min(monday.toordinal() + 6, date.max.toordinal()))
    weeks = lessons_between(monday, sunday, [one.whose(school) for one in chosen], reader=request.actor)
    off = days_off_between(monday, sunday, (school.id,))
    held = [line for lines in weeks for line in lines]
    hours = hours_of(held)
    keys = [one.key for one in chosen]
    columns = tuple(
        _column(request, one, [line for line in lines if line.held_on == on], hours, _Place(n, seat, on, keys))
        for n, (one, lines) in enumerate(zip(chosen, weeks, strict=True))
    )
    days = [
        date.fromordinal(n) for n in range(monday.toordinal(), min(monday.toordinal() + 5, sunday.toordinal()))
    ]
    return Together(
        label=words.day(on),
        hours=hours,
        columns=columns,
        gaps=tuple((words.day(day), _free(day, held, hours)) for day in days if day not in off.reasons),
        bells=(),
        previous=Step(_("Veille"), _address(request, keys, _moved(on, -1))),
        following=Step(_("Lendemain"), _address(request, keys, _moved(on, 1))),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands, and what its address keeps."""

    number: int
    chosen: int
    on: date
    keys: list[str]


def _column(
    request: Request, one: Seat, lines: Sequence[LessonLine], hours: tuple[int, ...], place: _Place
) -> Column:
    is_today = place.on == clock.today()
    return Column(
        title=one.label,
        short=one.label,
        url=_address(request, place.keys, place.on, seat=place.number),
        is_chosen=place.number == place.chosen,
        is_today=False,
        notes=(),
        empty="" if lines else _("Pas de cours"),
        now=now_in(hours) if is_today else None,
        slots=slots_of(request.actor, lines, one.seen, one.label, hours),
    )


def _free(day: date, held: Sequence[LessonLine], hours: tuple[int, ...]) -> str:
    """The stretches of the day when nobody has a lesson, in words."""
    busy = [Span(line.starts_at, line.ends_at) for line in held if line.held_on == day and not line.is_cancelled]
    gaps = common_gaps(busy, day_span(day, hours), WORTH_A_MEETING)
    return ", ".join(words.hours(gap.starts, gap.ends) for gap in gaps) or _("aucune")


def _address(request: HttpRequest, keys: Sequence[str], on: date, seat: int = 0) -> str:
    query = {"avec": ",".join(keys), "jour": on.isoformat(), **({"vu": str(seat)} if seat else {})}
    return f"{request.path}?{urlencode(query, safe=',')}"


def _moved(on: date, by: int) -> date:
    return date.fromordinal(min(max(on.toordinal() + by, 1), date.max.toordinal()))
