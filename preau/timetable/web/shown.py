"""What the day screens share: the day asked in the address, and a day ready to print with its way around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from preau.kernel import clock, words
from preau.timetable.queries.days import Day, LessonLine


class Seen(StrEnum):
    """Whose day it is: what goes without saying is not said."""

    BY_PUPIL = "eleve"
    BY_CLASS = "classe"
    BY_GROUP = "groupe"
    BY_TEACHER = "enseignant"
    BY_ROOM = "salle"


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
    #: True on the first lesson after now, when none is under way: the present hour is shown above it.
    is_after_now: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbouring day with lessons: what is read aloud, and where it leads."""

    label: str
    url: str


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
    seen: Seen,
    path: str,
    school_ids: tuple[int, ...],
    keeping: Mapping[str, str] | None = None,
    whole: str = "",
) -> ShownDay:
    """A day ready to print. `path` is the page, `keeping` what its links carry along, `whole` the class that
    goes without saying; the page asks itself again when the lessons of `school_ids` are laid.
    """
    today, now = clock.today(), clock.now()
    is_today = day.on == today

    def at(on: date | None) -> str:
        query = {**(keeping or {}), **({"jour": on.isoformat()} if on and on != today else {})}
        return f"{path}?{urlencode(query)}" if query else path

    def step(said: str, on: date | None) -> Step | None:
        return Step(f"{said} : {words.day(on)}", at(on)) if on else None

    lessons = _printed(day, seen, now, whole=whole, is_today=is_today)
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
        topics=tuple(f"emploi:{school_id}" for school_id in school_ids),
    )


def _said(on: date, today: date) -> str:
    near = words.relative_day(on, today)
    full = words.day(on) if on.year == today.year else words.full_day(on)
    return full if near == words.day(on) else f"{full} ({near})"


def _printed(day: Day, seen: Seen, now: datetime, *, whole: str, is_today: bool) -> tuple[PrintedLesson, ...]:
    several_schools = len({line.school for line in day.lines}) > 1
    under_way = any(line.is_now for line in day.lines)
    next_start = min((line.starts_at for line in day.lines if line.starts_at > now), default=None)
    printed, shown_now = [], not is_today or under_way
    for line in day.lines:
        title, detail = _words_of(line, seen, whole, several_schools=several_schools)
        is_after_now = not shown_now and line.starts_at == next_start
        shown_now = shown_now or is_after_now
        printed.append(PrintedLesson(line, title, detail, is_after_now))
    return tuple(printed)


def _words_of(line: LessonLine, seen: Seen, whole: str, *, several_schools: bool) -> tuple[str, str]:
    room = _("salle %(room)s") % {"room": line.room} if line.room and seen is not Seen.BY_ROOM else ""
    school = line.school if several_schools else ""
    if seen is Seen.BY_TEACHER:
        title, parts = line.groups or line.subject, (line.subject if line.groups else "", room, school)
    elif seen in {Seen.BY_CLASS, Seen.BY_ROOM}:
        title, parts = line.subject, (line.groups if line.groups != whole else "", line.teachers, room)
    else:
        title, parts = line.subject, (line.teachers, room, school)
    return title, ", ".join(part for part in parts if part)
