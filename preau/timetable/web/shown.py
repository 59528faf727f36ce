"""What the day screens share: the day asked in the address, and a day ready to print with its way around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.kernel import clock, words
from preau.kernel.actor import Actor
from preau.timetable.policies import may_change_lessons
from preau.timetable.queries.days import Day
from preau.timetable.queries.lines import LessonLine, Seen
from preau.timetable.queries.weeks import Whose
from preau.timetable.topics import topic_of


class View(StrEnum):
    """How much is shown at once; the word is the one of the address."""

    DAY = "jour"
    WEEK = "semaine"
    MONTH = "mois"

    @property
    def query(self) -> dict[str, str]:
        """What asks for it; a day goes without saying."""
        return {} if self is View.DAY else {"vue": self.value}


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day of `?jour=`; today when it is missing, or unreadable (then `wrong` says so)."""

    on: date
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class PrintedLesson:
    """A lesson as this page says it."""

    line: LessonLine
    title: str
    detail: str
    #: Where the lesson is changed, for who may change it.
    url: str
    #: True on the first lesson after now, when none is under way: the present hour is shown above it.
    is_after_now: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbouring day with lessons: what is read aloud, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownTabs:
    """Day, week or month of the same thing: (label, address, shown now)."""

    links: tuple[tuple[str, str, bool], ...]

    @classmethod
    def of(cls, path: str, keeping: Mapping[str, str], on: date, shown: View) -> ShownTabs:
        kept = {**keeping, **({} if on == clock.today() else {"jour": on.isoformat()})}
        labels = {View.DAY: _("Jour"), View.WEEK: _("Semaine"), View.MONTH: _("Mois")}
        asked = {view: urlencode({**kept, **view.query}) for view in View}
        return cls(
            tuple(
                (labels[view], f"{path}?{query}" if query else path, view is shown)
                for view, query in asked.items()
            )
        )


@dataclass(frozen=True, slots=True)
class ShownDay:
    """Everything `timetable/day.html` prints."""

    label: str
    lessons: tuple[PrintedLesson, ...]
    previous: Step | None
    following: Step | None
    today_url: str
    wrong: str
    now: datetime
    is_today: bool
    is_over: bool
    own_url: str
    topics: tuple[str, ...]
    tabs: ShownTabs


def asked_view(request: HttpRequest) -> View:
    """What `?vue=` asks: the day, or the week or the month that holds it."""
    asked = request.GET.get("vue", "")
    return View(asked) if asked in set(View) else View.DAY


def topics_of(whose: Whose) -> tuple[str, ...]:
    """What makes a page of lessons ask itself again: a laying of the school, a change to one of these lessons."""
    laid = tuple(f"emploi:{school_id}" for school_id in whose.school_ids)
    return (*laid, *(topic_of(school_id, whose.seen, whose.key) for school_id in whose.school_ids))


def asked_day(request: HttpRequest) -> AskedDay:
    """What `?jour=2026-11-24` asks."""
    text = request.GET.get("jour", "").strip()
    if not text:
        return AskedDay(clock.today())
    try:
        return AskedDay(date.fromisoformat(text))
    except ValueError:
        said = _(
            "« %(text)s » n’est pas une date. Écrivez-la sous la forme 2026-11-24 ; "
            "voici la journée d’aujourd’hui."
        )
        return AskedDay(clock.today(), said % {"text": text[:30]})


def shown_day(
    day: Day,
    asked: AskedDay,
    *,
    whose: Whose,
    path: str,
    actor: Actor,
    keeping: Mapping[str, str] | None = None,
    whole: str = "",
) -> ShownDay:
    """A day ready to print. `path` is the page, `keeping` what its links carry along, `whole` the class that
    goes without saying; the page asks itself again when the lessons of `whose` are laid or changed.
    """
    today, now = clock.today(), clock.now()
    is_today = day.on == today

    def at(on: date | None) -> str:
        query = {**(keeping or {}), **({"jour": on.isoformat()} if on and on != today else {})}
        return f"{path}?{urlencode(query)}" if query else path

    def step(said: str, on: date | None) -> Step | None:
        return Step(f"{said} : {words.day(on)}", at(on)) if on else None

    lessons = _printed(actor, day, whose.seen, now, whole=whole, is_today=is_today)
    return ShownDay(
        label=_said(day.on, today),
        lessons=lessons,
        previous=step(_("Jour de cours précédent"), day.previous),
        following=step(_("Jour de cours suivant"), day.following),
        today_url="" if is_today else at(None),
        wrong=asked.wrong,
        now=now,
        is_today=is_today,
        is_over=is_today and bool(day.lines) and all(line.is_past for line in day.lines),
        own_url=at(day.on),
        topics=topics_of(whose),
        tabs=ShownTabs.of(path, keeping or {}, day.on, View.DAY),
    )


def _said(on: date, today: date) -> str:
    near = words.relative_day(on, today)
    full = words.day(on) if on.year == today.year else words.full_day(on)
    return full if near == words.day(on) else f"{full} ({near})"


def lesson_url(actor: Actor, line: LessonLine) -> str:
    """Where the lesson is changed; '' for who may not."""
    if not may_change_lessons(actor, uai=line.uai):
        return ""
    return reverse("timetable:lesson", kwargs={"uai": line.uai, "lesson_id": line.lesson_id})


def _printed(
    actor: Actor, day: Day, seen: Seen, now: datetime, *, whole: str, is_today: bool
) -> tuple[PrintedLesson, ...]:
    several_schools = len({line.school for line in day.lines}) > 1
    under_way = any(line.is_now for line in day.lines)
    next_start = min((line.starts_at for line in day.lines if line.starts_at > now), default=None)
    printed, shown_now = [], not is_today or under_way
    for line in day.lines:
        title, detail = words_of(line, seen, whole, several_schools=several_schools)
        is_after_now = not shown_now and line.starts_at == next_start
        shown_now = shown_now or is_after_now
        printed.append(PrintedLesson(line, title, detail, lesson_url(actor, line), is_after_now))
    return tuple(printed)


def words_of(
    line: LessonLine, seen: Seen, whole: str, *, several_schools: bool, with_room: bool = True
) -> tuple[str, str]:
    """The title and the detail of a lesson, for who reads the lessons of a pupil, a class, a teacher or a room."""
    is_said = with_room and line.room and seen is not Seen.BY_ROOM
    room = _("salle %(room)s") % {"room": line.room} if is_said else ""
    school = line.school if several_schools else ""
    if seen is Seen.BY_TEACHER:
        title, parts = line.groups or line.subject, (line.subject if line.groups else "", room, school)
    elif seen in {Seen.BY_CLASS, Seen.BY_ROOM}:
        title, parts = line.subject, (line.groups if line.groups != whole else "", line.teachers, room)
    else:
        title, parts = line.subject, (line.teachers, room, school)
    return title, ", ".join(part for part in parts if part)
