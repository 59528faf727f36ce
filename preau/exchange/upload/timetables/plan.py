"""What a timetable would change in its school: groups and their members, weekly courses, or both. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from preau.exchange.places import Anomaly, Place
from preau.exchange.sts.known import Course
from preau.exchange.sts.plan import Plan as CoursePlan
from preau.exchange.sts.records import Weeks, YearSpan
from preau.exchange.tabular.records import Anomaly as LeftOut
from preau.exchange.upload.people.closing import plan_closing
from preau.exchange.upload.people.groups import Answers, Resolved, Unknown, plan_groups, resolve_groups
from preau.exchange.upload.people.plan import Closable, GroupRef, Happening, NewGroup, Plan, Ref
from preau.exchange.upload.people.told import ToldGroup
from preau.exchange.upload.subjects import Subjects
from preau.exchange.upload.timetables.building import Building, plan_building
from preau.exchange.upload.timetables.known import KnownTimetable
from preau.exchange.upload.timetables.matching import People, called
from preau.exchange.upload.timetables.telling import LessonsTold, tell_lessons
from preau.exchange.upload.timetables.told import told_groups
from preau.exchange.upload.timetables.weeks import weeks_of
from preau.exchange.weekly.records import Software, Timetable, WeeklyLesson
from preau.kernel import words

CALLED = {Software.STS: "STSweb", Software.EDT: "EDT", Software.UDT: "UnDeuxTemps"}


class Mode(StrEnum):
    """What of the file comes in; the value is what forms say (capability C18)."""

    BOTH = "tout"
    GROUPS = "groupes"
    COURSES = "cours"


@dataclass(frozen=True, slots=True)
class TimetablePlan:
    """`courses` is None in the mode of groups alone. New groups stand in it under numbers below zero: they have no
    other yet. `members` are (pupil, group) who come in; `left` ids of memberships that end. `replaces` names the
    other software that the courses of the school come from. `building` is what may be written of bells and rooms;
    `lessons` how many the file has, `aside` those that do not come in.
    """

    known: KnownTimetable
    software: Software
    mode: Mode
    groups: tuple[NewGroup, ...]
    members: tuple[tuple[int, GroupRef], ...]
    left: tuple[int, ...]
    courses: CoursePlan | None
    pairings: dict[tuple[str, str], Ref | None]
    unknown: tuple[Unknown, ...]
    anomalies: tuple[Anomaly, ...]
    replaces: tuple[str, ...]
    closable: tuple[Closable, ...] = ()
    groups_over: tuple[int, ...] = ()
    happenings: tuple[Happening, ...] = ()
    aside: tuple[LeftOut, ...] = ()
    lessons: int = 0
    building: Building = field(default_factory=Building)
    writes_building: bool = False

    @property
    def is_nothing(self) -> bool:
        """True when applying would write nothing."""
        groups = self.groups or self.members or self.left or self.pairings or self.groups_over
        building = self.writes_building and self.building
        return not (groups or building) and (self.courses is None or self.courses.is_nothing)


@dataclass(slots=True)
class _Comparing:
    """One comparison under way."""

    timetable: Timetable
    known: KnownTimetable
    mode: Mode
    answers: Answers
    people: People
    subjects: Subjects
    resolved: Resolved
    anomalies: list[Anomaly] = field(default_factory=list)


def plan_timetable(
    timetable: Timetable,
    known: KnownTimetable,
    mode: Mode,
    answers: Answers,
    closing: frozenset[int] = frozenset(),
    *,
    writes_building: bool = False,
) -> TimetablePlan:
    """What applying would do. Groups are opened by the file, classes never: they come from the académie."""
    told = tuple(told_groups(timetable))
    opens = False, mode is not Mode.COURSES
    comparing = _Comparing(
        timetable,
        known,
        mode,
        answers,
        People(known.people, known.numbers, answers),
        Subjects(known.subjects, known.people, answers, is_national=timetable.software is Software.STS),
        resolve_groups(told, known.people, answers, opens=opens),
        list(timetable.anomalies),
    )
    draft = Plan(known.people, timetable.software.value)
    plan_groups(draft, told, comparing.resolved, answers)
    members, left = _members(comparing) if mode is not Mode.COURSES else ((), ())
    courses = _courses(comparing) if mode is not Mode.GROUPS else None
    told_lessons = tell_lessons(timetable, courses, known.courses) if courses is not None else LessonsTold()
    draft.memberships_over = list(left)
    _plan_closing(comparing, draft, closing)
    building = Building() if mode is Mode.GROUPS else plan_building(timetable, known.building, comparing.anomalies)
    _tell_unpaired(comparing, told)
    asked = comparing.people.unknown, comparing.subjects.unknown
    others = tuple(one for found in asked for one in found.values())
    draft.pairings.update(_remembered(others, answers))
    return TimetablePlan(
        known=known,
        software=timetable.software,
        mode=mode,
        groups=tuple(draft.groups),
        members=members,
        left=left,
        courses=courses,
        pairings=draft.pairings,
        unknown=(*comparing.resolved.unknown, *others),
        anomalies=tuple(sorted(comparing.anomalies, key=lambda a: (a.place.file, a.place.line, a.reason))),
        closable=tuple(draft.closable),
        groups_over=tuple(draft.groups_over),
        happenings=(*told_lessons.happenings, *draft.happenings),
        aside=told_lessons.aside,
        lessons=len(timetable.lessons) if courses is not None else 0,
        building=building,
        writes_building=writes_building,
        replaces=tuple(CALLED[Software(one)] for one in sorted(known.software - {timetable.software.value})),
    )


def _plan_closing(comparing: _Comparing, draft: Plan, closing: frozenset[int]) -> None:
    """The groups that this software opened and names no more; the lessons it gave them go with its courses."""
    keeps_lessons = comparing.mode is Mode.GROUPS
    lessons = {
        group: of.every if keeps_lessons else of.of_others for group, of in comparing.known.people.lessons.items()
    }
    names_groups = any(not is_division for is_division, _code in comparing.resolved.of)
    may_close = False, names_groups and comparing.mode is not Mode.COURSES
    plan_closing(draft, comparing.resolved.told_ids(), may_close, lessons, closing)


def _members(comparing: _Comparing) -> tuple[tuple[tuple[int, GroupRef], ...], tuple[int, ...]]:
    """Who is in the groups that this software opened here; another source tells those it opened itself."""
    known = comparing.known.people
    software = comparing.timetable.software.value
    ours = {group.id for group in known.groups if group.origin == software and not group.is_locked}
    wanted: dict[tuple[int, GroupRef], None] = {}
    lost: Counter[str] = Counter()
    for member in comparing.timetable.members:
        group = comparing.resolved.of.get((member.is_division, member.structure))
        if member.is_division or group is None or (isinstance(group, int) and group not in ours):
            continue
        if (member.ends_on and member.ends_on <= known.today) or (
            member.begins_on and member.begins_on > known.today
        ):
            continue
        pupil = comparing.people.pupil(member.pupil)
        if pupil is None:
            lost[f"{member.pupil.last_name} {member.pupil.first_name}".strip()] += 1
        else:
            wanted[pupil, group] = None
    place = Place(comparing.timetable.file, 1)
    for name in sorted(lost):
        comparing.anomalies.append(
            Anomaly(place, f"élève {name} : inconnu de l’établissement, ses groupes ignorés")
        )
    standing = {
        (pupil, one.group_id): one.id
        for pupil, of in known.memberships.items()
        for one in of
        if one.group_id in ours & comparing.resolved.told_ids()
    }
    has_members = any(not member.is_division for member in comparing.timetable.members)
    left = tuple(pk for key, pk in sorted(standing.items()) if key not in wanted) if has_members else ()
    return tuple(key for key in wanted if key not in standing), left


def _courses(comparing: _Comparing) -> CoursePlan:
    timetable, known = comparing.timetable, comparing.known.courses
    weeks = weeks_of(timetable, known.weeks, comparing.known.calendar, comparing.anomalies)
    numbers = {key: -rank for rank, key in enumerate(_new_keys(comparing.resolved), 1)}
    wanted: dict[str, Course] = {}
    for lesson in timetable.lessons:
        course = _course(comparing, lesson, numbers) if lesson.alternation in weeks else None
        if course is not None:
            wanted[course.key] = course
    used = {course.alternation for course in wanted.values()}
    kept = [weeks[code] for code in sorted(used)]
    year = _year(comparing)
    return CoursePlan(
        school=known.school,
        year=year,
        is_new_year=timetable.year is not None and year.label not in known.years,
        subjects=(),
        new_weeks=tuple(week for week in kept if week.code not in known.weeks),
        changed_weeks=tuple(week for week in kept if known.weeks.get(week.code, _as_kept(week)) != _as_kept(week)),
        new=tuple(course for key, course in wanted.items() if key not in known.courses),
        changed=tuple(course for key, course in wanted.items() if known.courses.get(key, course) != course),
        removed=tuple(known.course_ids[key] for key in known.courses if key not in wanted),
        unchanged=sum(known.courses.get(key) == course for key, course in wanted.items()),
        anomalies=(),
        local_subjects=tuple((*key, label) for key, label in sorted(comparing.subjects.new.items())),
    )


def _course(comparing: _Comparing, lesson: WeeklyLesson, numbers: dict[tuple[bool, str], int]) -> Course | None:
    """A lesson matched; None when none of its classes and groups is of the school."""
    keys = [(True, code) for code in lesson.divisions] + [(False, group.code) for group in lesson.groups]
    # Asked of the school even for a lesson that does not come in yet: its class may be paired on the same page.
    teachers = frozenset(pk for one in lesson.teachers if (pk := comparing.people.teacher(one)) is not None)
    comparing.subjects.find(lesson.subject)
    refs = [comparing.resolved.of.get(key) for key in keys]
    groups = frozenset(ref if isinstance(ref, int) else numbers[ref] for ref in refs if ref is not None)
    if not groups:
        return None
    if not teachers:
        names = ", ".join(called(one) for one in lesson.teachers) or "aucun dans le fichier"
        when = f"{words.WEEKDAYS[lesson.weekday - 1]} à {words.hour(lesson.starts)}"
        what = lesson.subject.label or lesson.subject.code
        comparing.anomalies.append(
            Anomaly(lesson.place, f"cours sans enseignant connu : {what}, {when} (enseignant : {names})")
        )
    return Course(
        key=lesson.key,
        alternation=lesson.alternation,
        subject=comparing.subjects.subject(lesson.subject),
        weekday=lesson.weekday,
        starts=lesson.starts,
        minutes=lesson.minutes,
        room=", ".join(lesson.rooms),
        groups=groups,
        teachers=teachers,
    )


def _new_keys(resolved: Resolved) -> list[tuple[bool, str]]:
    return sorted(ref for ref in resolved.of.values() if isinstance(ref, tuple))


def _year(comparing: _Comparing) -> YearSpan:
    """That of the file; else the one in course, which named weeks are counted in."""
    told, calendar = comparing.timetable.year, comparing.known.calendar
    if told is not None:
        return YearSpan(told.first, told.starts_on, told.ends_on)
    today = comparing.known.people.today
    first, last = (calendar.starts_on, calendar.ends_on) if calendar else (today, today)
    return YearSpan(first.year, first, last)


def _as_kept(week: Weeks) -> tuple[str, tuple[object, ...]]:
    return week.label, week.mondays


def _tell_unpaired(comparing: _Comparing, told: tuple[ToldGroup, ...]) -> None:
    """One line per class or group left aside, with how many of its courses go."""
    uses: Counter[tuple[bool, str]] = Counter()
    for lesson in comparing.timetable.lessons:
        uses.update((True, code) for code in lesson.divisions)
        uses.update((False, group.code) for group in lesson.groups)
    for one in told:
        key = one.is_division, one.code
        if comparing.resolved.of[key] is None:
            what = "classe" if one.is_division else "groupe"
            comparing.anomalies.append(
                Anomaly(
                    one.place, f"{what} « {one.code} » sans correspondance : laissé de côté ({uses[key]} cours)"
                )
            )
    place = Place(comparing.timetable.file, 1)
    for asked in comparing.people.unknown.values():
        if not isinstance(asked.answer, int):
            comparing.anomalies.append(Anomaly(place, f"enseignant « {asked.told} » sans correspondance"))


def _remembered(unknown: tuple[Unknown, ...], answers: Answers) -> dict[tuple[str, str], Ref | None]:
    return {
        (one.what, one.told): one.answer if isinstance(one.answer, int) else None
        for one in unknown
        if (one.what, one.told) in answers and not one.is_remembered and one.answer != "creer"
    }
