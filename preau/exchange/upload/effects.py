"""What an import under way would do, in the form screens and the terminal print, whatever its sort.

The scope of the school must be open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from preau.directory.models import School, SchoolYear
from preau.exchange.places import Place
from preau.exchange.tabular.mapping import Mapping
from preau.exchange.tabular.records import (
    Anomaly,
    Table,
)
from preau.exchange.upload.accounting import Account, account_of_lessons, account_of_people, kept_lines
from preau.exchange.upload.actions.import_timetable import refusal_of
from preau.exchange.upload.choices import Choices
from preau.exchange.upload.people.closing import classless_to_confirm
from preau.exchange.upload.people.comparing import departures_to_confirm, plan_of
from preau.exchange.upload.people.groups import Unknown
from preau.exchange.upload.people.known import load_known
from preau.exchange.upload.people.plan import Closable, Happening, Plan, What
from preau.exchange.upload.people.told import Told
from preau.exchange.upload.reading import Place as Expected
from preau.exchange.upload.reading import Read, read_files
from preau.exchange.upload.recognise import Given
from preau.exchange.upload.timetables.building import Building
from preau.exchange.upload.timetables.known import load_timetable
from preau.exchange.upload.timetables.plan import Mode, TimetablePlan, plan_timetable
from preau.kernel import clock

#: The columns of the table of classes, and what each counts.
_MOVES = (What.ARRIVAL, What.MOVE, What.DEPARTURE, What.ABSENT)
OF_CLASS = (What.ARRIVAL, What.MOVE, What.DEPARTURE, What.ABSENT, What.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    number: int
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class, and how many of its pupils each of `OF_CLASS` happens to; `others` counts records and groups."""

    division: str
    numbers: tuple[int, ...]
    others: int

    @property
    def is_as_before(self) -> bool:
        """True when nobody comes, goes or is missing."""
        return not any(number for what, number in zip(OF_CLASS, self.numbers, strict=True) if what in _MOVES)


@dataclass(frozen=True, slots=True)
class Effect:
    """`table` and `mapping` are those of a CSV. `to_confirm`: so many pupils would leave that it is asked twice;
    `classless`: so many would lose their class, likewise. `closable` are the groups the file names no more,
    `building` what may be written of bells and rooms. `account` says what became of each line: `aside` are those
    left out as is usual, `kept` those of which nothing else is told. `refusal` says why it cannot be
    applied as it is.
    """

    figures: tuple[Figure, ...]
    classes: tuple[ClassLine, ...]
    happenings: tuple[Happening, ...]
    not_taken: tuple[Anomaly, ...]
    anomalies: tuple[Anomaly, ...]
    anomaly_count: int
    unknown: tuple[Unknown, ...]
    is_nothing: bool
    has_absent: bool = False
    closable: tuple[Closable, ...] = ()
    classless: int = 0
    building: Building = field(default_factory=Building)
    to_confirm: int = 0
    refusal: str = ""
    account: Account = field(default_factory=lambda: Account(0, 0, 0, 0))
    aside: tuple[Anomaly, ...] = ()
    kept: tuple[Place, ...] = ()
    table: Table | None = None
    mapping: Mapping | None = None

    @property
    def left_out(self) -> int:
        """Lines that do not come in at all."""
        return len(self.not_taken) + sum(anomaly.is_left_out for anomaly in self.anomalies)


def place_of(school: School) -> Expected:
    """Whose files are expected of this school today."""
    today = clock.today()
    year = SchoolYear.objects.filter(starts_on__lte=today, ends_on__gte=today).first()
    return Expected(school.uai, year.starts_on.year if year else None, today)


def effect_of(
    school: School, sort: str, files: Sequence[Given], choices: Choices, *, switches_source: bool = False
) -> Effect:
    """Read the files again, compare with the school as it stands now. `switches_source`: the Region agrees that
    the timetable comes from another software. Raises `NotPossible`.
    """
    read = read_files(sort, files, place_of(school), choices)
    if read.timetable is not None:
        known = load_timetable(school, read.timetable)
        planned = plan_timetable(
            read.timetable,
            known,
            Mode(choices.mode),
            choices.answers,
            choices.closed,
            writes_building=choices.writes_building,
        )
        return timetable_effect(planned, switches_source=switches_source)
    plan, resolved = plan_of(read.told, load_known(school, read.told), choices.wishes)
    return people_effect(plan, resolved.unknown, read)


def people_effect(plan: Plan, unknown: tuple[Unknown, ...], read: Read) -> Effect:
    """A plan of pupils, guardians or staff."""
    told, counts = read.told, plan.counts
    return Effect(
        figures=tuple(_people_figures(plan, told, counts)),
        classes=tuple(_classes(plan)) if told.has_pupils else (),
        happenings=tuple(plan.happenings),
        not_taken=tuple(
            Anomaly(one.place, f"{one.name or 'élève sans nom'} : {one.reason}", "", is_left_out=True)
            for one in told.not_taken
        ),
        anomalies=tuple(plan.anomalies),
        anomaly_count=plan.anomaly_count,
        unknown=unknown,
        is_nothing=plan.is_nothing,
        has_absent=bool(counts[What.ABSENT] or counts[What.DEPARTURE]),
        to_confirm=departures_to_confirm(plan),
        closable=tuple(plan.closable),
        classless=classless_to_confirm(plan),
        account=account_of_people(read, plan),
        aside=tuple(plan.aside),
        kept=tuple(kept_lines(plan)),
        table=read.table,
        mapping=read.mapping,
    )


def timetable_effect(plan: TimetablePlan, *, switches_source: bool = False) -> Effect:
    """A plan of groups and courses."""
    return Effect(
        figures=tuple(_timetable_figures(plan)),
        classes=(),
        happenings=plan.happenings,
        not_taken=(),
        anomalies=tuple(Anomaly(one.place, one.reason) for one in plan.anomalies),
        anomaly_count=len(plan.anomalies),
        unknown=plan.unknown,
        is_nothing=plan.is_nothing,
        closable=plan.closable,
        building=plan.building,
        account=account_of_lessons(plan.happenings, plan.aside, plan.lessons),
        aside=plan.aside,
        refusal=refusal_of(plan, switches_source=switches_source),
    )


def _people_figures(plan: Plan, told: Told, counts: Counter[What]) -> Iterator[Figure]:
    if told.has_pupils:
        yield Figure("arrivées", counts[What.ARRIVAL], "ok" if counts[What.ARRIVAL] else "neutral")
        yield Figure("changements de classe", counts[What.MOVE])
        yield Figure("départs", counts[What.DEPARTURE], "danger" if counts[What.DEPARTURE] else "neutral")
    if told.guardians:
        yield Figure("nouveaux responsables", counts[What.GUARDIAN])
        ties = counts[What.TIE] + counts[What.TIE_CHANGED] + counts[What.TIE_OVER]
        yield Figure("responsabilités ouvertes ou modifiées", ties)
    if any(not adult.is_guest for adult in told.adults):
        yield Figure("nouveaux postes", counts[What.STAFF])
    if any(adult.divisions is not None for adult in told.adults):
        yield Figure("services ouverts", counts[What.COURSE])
        yield Figure("services clos", counts[What.COURSE_OVER])
    if any(adult.is_guest for adult in told.adults):
        yield Figure("droits d’invité ouverts ou modifiés", counts[What.GUEST] + counts[What.GUEST_CHANGED])
    if plan.groups:
        yield Figure("classes et groupes ouverts", len(plan.groups))
    if plan.groups_over:
        yield Figure("classes et groupes fermés", len(plan.groups_over), "danger")
    yield Figure("fiches complétées", counts[What.RECORD])
    yield Figure("inchangés", counts[What.UNCHANGED])


def _timetable_figures(plan: TimetablePlan) -> Iterator[Figure]:
    if plan.mode is not Mode.COURSES:
        yield Figure("groupes ouverts", len(plan.groups))
        yield Figure("groupes fermés", len(plan.groups_over), "danger" if plan.groups_over else "neutral")
        yield Figure("entrées et sorties de groupes", len(plan.members) + len(plan.left))
    if plan.courses is not None:
        yield Figure("nouveaux cours", len(plan.courses.new), "ok" if plan.courses.new else "neutral")
        yield Figure("cours modifiés", len(plan.courses.changed))
        removed = len(plan.courses.removed)
        yield Figure("cours retirés", removed, "danger" if removed else "neutral")
        yield Figure("cours inchangés", plan.courses.unchanged)
    if plan.writes_building and plan.building:
        yield Figure("grilles de sonneries écrites", len(plan.building.grids))
        yield Figure("salles ajoutées", len(plan.building.rooms))


def _classes(plan: Plan) -> Iterator[ClassLine]:
    numbers: defaultdict[str, Counter[What]] = defaultdict(Counter)
    for one in plan.happenings:
        numbers[one.division][one.what] += 1
    for division in sorted(numbers, key=lambda code: (not code, code)):
        of = numbers[division]
        counted = tuple(of[what] for what in OF_CLASS)
        yield ClassLine(division or "sans classe", counted, of[What.RECORD] + of[What.GROUPS])
