"""A month ready to print: its weeks, day by day, and the way around (capability C44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.kernel import clock, words
from preau.timetable.queries.lines import LessonLine, Seen
from preau.timetable.queries.weeks import DaysOff, days_off_between, lessons_between
from preau.timetable.web.shown import ShownTabs, Step, View, topics_of, words_of
from preau.timetable.web.week import Asking, hue_of

_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class MonthLesson:
    """A lesson in a day of the month: `state` in a word, when something happened to it."""

    hour: str
    title: str
    hue: int
    state: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day; `is_out` when it is of the month before or after. `url` shows it alone."""

    weekday: str
    number: int
    title: str
    url: str
    notes: tuple[str, ...]
    summary: str
    is_today: bool
    is_out: bool
    lessons: tuple[MonthLesson, ...]


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """Everything `timetable/month.html` prints. `days` are those of whole weeks, as many to each as `titles`."""

    label: str
    titles: tuple[str, ...]
    days: tuple[MonthDay, ...]
    previous: Step
    following: Step
    today_url: str
    wrong: str
    own_url: str
    is_current: bool
    topics: tuple[str, ...]
    tabs: ShownTabs


def shown_month(asking: Asking) -> ShownMonth:
    """The month that holds the day asked: Monday to Friday, and the days of the week-end that have lessons."""
    on, today = asking.day.on, clock.today()
    first = on.replace(day=1)
    last = _moved(first, 1) - timedelta(days=1) if (on.year, on.month) != (9999, 12) else date.max
    monday = first - timedelta(days=first.weekday())
    end = date.fromordinal(min(last.toordinal() + _SUNDAY - last.weekday(), date.max.toordinal()))
    (lines,) = lessons_between(monday, end, [asking.whose], reader=asking.actor)
    off = days_off_between(monday, end, asking.whose.school_ids)
    shown = max([4, *(line.held_on.weekday() for line in lines)])
    days = (date.fromordinal(n) for n in range(monday.toordinal(), end.toordinal() + 1))
    is_current = (on.year, on.month) == (today.year, today.month)
    return ShownMonth(
        label=words.month(on),
        titles=words.tongue().weekdays[: shown + 1],
        days=tuple(_day(asking, day, on, lines, off) for day in days if day.weekday() <= shown),
        previous=Step(_("Mois précédent"), asking.at(_moved(first, -1), View.MONTH)),
        following=Step(_("Mois suivant"), asking.at(_moved(first, 1), View.MONTH)),
        today_url="" if is_current else asking.at(today, View.MONTH),
        wrong=asking.day.wrong,
        own_url=asking.at(on, View.MONTH),
        is_current=is_current,
        topics=topics_of(asking.whose),
        tabs=ShownTabs.of(asking.path, asking.keeping, on, View.MONTH),
    )


def _day(asking: Asking, day: date, on: date, lines: Sequence[LessonLine], off: DaysOff) -> MonthDay:
    mine = [line for line in lines if line.held_on == day]
    notes = off.reasons.get(day, ())
    return MonthDay(
        weekday=words.short_weekday(day),
        number=day.day,
        title=words.day(day),
        url=asking.at(day, View.DAY),
        notes=notes,
        summary=_summary(mine) if mine or not notes else "",
        is_today=day == clock.today(),
        is_out=day.month != on.month,
        lessons=tuple(_lesson(asking, line) for line in mine),
    )


def _summary(lines: Sequence[LessonLine]) -> str:
    """How many lessons are held, and from when to when."""
    held = [line for line in lines if not line.is_cancelled]
    if not held:
        return _("Pas de cours")
    said = ngettext("%(num)s cours", "%(num)s cours", len(held)) % {"num": len(held)}
    return f"{said}, {words.hours(held[0].starts_at, max(line.ends_at for line in held))}"


def _lesson(asking: Asking, line: LessonLine) -> MonthLesson:
    seen = asking.whose.seen
    title, _detail = words_of(line, seen, asking.whole, several_schools=False, with_room=False)
    if seen is Seen.BY_ROOM and line.groups:
        title = f"{line.groups}, {title}"
    state = _("annulé") if line.is_cancelled else _("modifié") if line.is_changed else ""
    return MonthLesson(words.hour(line.starts_at), title, hue_of(line.subject), state, line.is_cancelled)


def _moved(first: date, by: int) -> date:
    """The first day of a month nearby; the calendar has a first one and a last one."""
    month = min(max(first.year * 12 + first.month - 1 + by, 12), 9999 * 12 + 11)
    return date(month // 12, month % 12 + 1, 1)
