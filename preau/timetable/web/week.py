"""A grid ready to print: the days of a week, or several people on one day, and the way around."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from preau.directory.class_days import Week
from preau.kernel import clock, words
from preau.kernel.actor import Actor
from preau.timetable.hours import Lane, Span, lanes
from preau.timetable.queries.bells import GridLine, SlotLine, grid_serving, grids_of
from preau.timetable.queries.lines import LessonLine, Seen
from preau.timetable.queries.weeks import DaysOff, Whose, days_off_between, lessons_between
from preau.timetable.rules import GRID_HOURS, LATEST_HOUR
from preau.timetable.web.shown import AskedDay, ShownTabs, Step, View, lesson_url, topics_of, words_of

#: How many colours tell subjects apart, in the skin.
HUES = 8
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A lesson in the grid. `place`: hours and twelfths of an hour from the top, the same of its length, its lane
    and how many lanes there are.
    """

    line: LessonLine
    title: str
    detail: str
    room: str
    place: tuple[int, int, int, int, int, int]
    hue: int
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """A day, or somebody. `short` and `url` choose it on a telephone."""

    title: str
    short: str
    url: str
    is_chosen: bool
    is_today: bool
    notes: tuple[str, ...]
    empty: str
    now: tuple[int, int] | None
    slots: tuple[Slot, ...]
    #: Where the slots of its bells stand: hours and twelfths from the top, the same of their length.
    ruled: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def choice(self) -> tuple[str, str, str, bool]:
        return self.short, self.title, self.url, self.is_chosen


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """Everything `timetable/week.html` prints."""

    label: str
    hours: tuple[int, ...]
    columns: tuple[Column, ...]
    previous: Step
    following: Step
    today_url: str
    wrong: str
    own_url: str
    is_current: bool
    topics: tuple[str, ...]
    tabs: ShownTabs
    bells: tuple[tuple[tuple[int, int], str], ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for which week or month, of whom; `path` and `keeping` make its links, `whole` is not said."""

    actor: Actor
    whose: Whose
    day: AskedDay
    path: str
    keeping: Mapping[str, str]
    whole: str = ""

    def at(self, on: date, view: View = View.WEEK) -> str:
        query = {**self.keeping, **view.query, **({} if on == clock.today() else {"jour": on.isoformat()})}
        return f"{self.path}?{urlencode(query)}" if query else self.path


def shown_week(asking: Asking) -> ShownWeek:
    """The week that holds the day asked, Monday to Friday, and Saturday or Sunday when there are lessons."""
    on, today = asking.day.on, clock.today()
    # The calendar ends on the last day of the year 9999.
    monday = on - on.weekday() * _DAY
    sunday = date.fromordinal(min(monday.toordinal() + 6, date.max.toordinal()))
    (lines,) = lessons_between(monday, sunday, [asking.whose], reader=asking.actor)
    off = days_off_between(monday, sunday, asking.whose.school_ids)
    days = _days_of(monday, sunday, on, lines)
    grid = _grid(asking.whose)
    hours = hours_of(lines, grid.slots if grid else ())
    return ShownWeek(
        label=_said(monday, days[-1], off.week),
        hours=hours,
        columns=tuple(_column(asking, day, lines, off, hours, grid) for day in days),
        previous=Step(_("Semaine précédente"), asking.at(_moved(monday, -7))),
        following=Step(_("Semaine suivante"), asking.at(_moved(monday, 7))),
        today_url="" if monday <= today <= sunday else asking.at(today),
        wrong=asking.day.wrong,
        own_url=asking.at(on),
        is_current=monday <= today <= sunday,
        topics=topics_of(asking.whose),
        tabs=ShownTabs.of(asking.path, asking.keeping, on, View.WEEK),
        bells=_bells(grid, hours),
    )


def hours_of(lines: Sequence[LessonLine], slots: Sequence[SlotLine] = ()) -> tuple[int, ...]:
    """The hours of the wall clock that the grid shows, first and last line included: lessons and bells are in."""
    first = min([GRID_HOURS[0], *(slot.starts_at.hour for slot in slots)])
    last = max([GRID_HOURS[1], *(slot.ends_at.hour + bool(slot.ends_at.minute) for slot in slots)])
    for line in lines:
        starts, ends = clock.local(line.starts_at), clock.local(line.ends_at)
        first = min(first, starts.hour)
        last = max(last, LATEST_HOUR if ends.date() > starts.date() else ends.hour + bool(ends.minute))
    return tuple(range(first, min(last, LATEST_HOUR) + 1))


def slots_of(
    actor: Actor, lines: Sequence[LessonLine], seen: Seen, whole: str, hours: tuple[int, ...]
) -> tuple[Slot, ...]:
    """The lessons of one column, in order, each in its place."""
    found = lanes([Span(line.starts_at, line.ends_at) for line in lines])
    several = len({line.school for line in lines}) > 1
    return tuple(
        _slot(actor, line, lane, seen, whole, hours[0], several_schools=several)
        for line, lane in zip(lines, found, strict=True)
    )


def now_in(hours: tuple[int, ...]) -> tuple[int, int] | None:
    """Where the present hour stands in the grid; None when it is outside."""
    wall = clock.local(clock.now())
    return (wall.hour - hours[0], wall.minute // 5) if hours[0] <= wall.hour < hours[-1] else None


def _slot(
    actor: Actor, line: LessonLine, lane: Lane, seen: Seen, whole: str, first: int, *, several_schools: bool
) -> Slot:
    starts = clock.local(line.starts_at)
    twelfths = max(1, round((line.ends_at - line.starts_at).total_seconds() / 300))
    title, detail = words_of(line, seen, whole, several_schools=several_schools, with_room=False)
    room = line.room if seen is not Seen.BY_ROOM else ""
    place = (starts.hour - first, starts.minute // 5, *divmod(twelfths, 12), lane.number, lane.of)
    return Slot(line, title, detail, room, place, hue_of(line.subject), lesson_url(actor, line))


def hue_of(subject: str) -> int:
    """The same colour for the same subject, everywhere and always."""
    return zlib.crc32(words.folded(subject).encode()) % HUES


def _column(
    asking: Asking,
    day: date,
    lines: Sequence[LessonLine],
    off: DaysOff,
    hours: tuple[int, ...],
    grid: GridLine | None,
) -> Column:
    mine = [line for line in lines if line.held_on == day]
    is_today = day == clock.today()
    return Column(
        title=words.day(day),
        short=f"{words.short_weekday(day)}\n{day.day}",
        url=asking.at(day),
        is_chosen=day == asking.day.on,
        is_today=is_today,
        notes=off.reasons.get(day, ()),
        empty="" if mine else _("Pas de cours"),
        now=now_in(hours) if is_today else None,
        slots=slots_of(asking.actor, mine, asking.whose.seen, asking.whole, hours),
        ruled=tuple(_ruled(slot, hours) for slot in grid.of_day(day.isoweekday())) if grid else (),
    )


def _grid(whose: Whose) -> GridLine | None:
    """The bells that rule this week: those of a class, of a pupil's groups, of the site of a room; those of the
    school for a teacher, when it has one grid. None for who goes to several schools.
    """
    if len(whose.school_ids) != 1:
        return None
    of_group = whose.seen in {Seen.BY_CLASS, Seen.BY_GROUP}
    grids = grids_of(
        whose.school_ids[0],
        group_ids=[int(whose.key)] if of_group else (),
        pupil_ids=[int(whose.key)] if whose.seen is Seen.BY_PUPIL else (),
        room=str(whose.key) if whose.seen is Seen.BY_ROOM else "",
    )
    if whose.seen is Seen.BY_TEACHER and len(grids) > 1:
        return None
    return grid_serving(grids)


def _ruled(slot: SlotLine, hours: tuple[int, ...]) -> tuple[int, int, int, int]:
    length = divmod(max(1, round(slot.minutes / 5)), 12)
    return (slot.starts_at.hour - hours[0], slot.starts_at.minute // 5, *length)


def _bells(grid: GridLine | None, hours: tuple[int, ...]) -> tuple[tuple[tuple[int, int], str], ...]:
    """Where the bells of every day ring, and what stands there in the margin."""
    every = [slot for slot in grid.slots if not slot.weekday] if grid else []
    return tuple((_ruled(slot, hours)[:2], words.hour(slot.starts_at)) for slot in every)


def _days_of(monday: date, sunday: date, chosen: date, lines: Sequence[LessonLine]) -> list[date]:
    held = {line.held_on for line in lines} | {chosen}
    days = [date.fromordinal(n) for n in range(monday.toordinal(), sunday.toordinal() + 1)]
    last = max((day for day in days if day in held), default=monday)
    return [day for day in days if day.weekday() < 5 or day <= last]


def _moved(monday: date, by: int) -> date:
    return date.fromordinal(min(max(monday.toordinal() + by, 1), date.max.toordinal()))


def _said(monday: date, last: date, week: Week | None) -> str:
    first, end = (words.day(day).partition(" ")[2] for day in (monday, last))
    if monday.month == last.month:
        first = first.partition(" ")[0]
    said = _("Du %(first)s au %(last)s") % {"first": first, "last": end}
    return f"{said}, {_('semaine %(week)s') % {'week': week}}" if week else said


def day_span(on: date, hours: tuple[int, ...]) -> Span:
    """The hours of the grid on a day, as instants."""
    return Span(clock.instant(on, time(hours[0])), _instant(on, hours[-1]))


def _instant(on: date, hour: int) -> datetime:
    return clock.instant(on, time(hour)) if hour < 24 else clock.instant(on, time(23, 59))
