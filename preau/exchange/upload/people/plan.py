"""What a file would change in its school: computed, printable, applied or not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from preau.exchange.places import Place
from preau.exchange.tabular.records import (
    Anomaly,
)
from preau.exchange.upload.people.known import Known
from preau.exchange.upload.people.told import Option

#: Somebody: her id when she is known, the key of the file when she is new.
Ref = int | str
#: A class or a group: its id when it is known, (is_division, code) when it is new.
GroupRef = int | tuple[bool, str]


class What(StrEnum):
    """What happens to somebody; the value is what screens and reports say."""

    ARRIVAL = "arrivée"
    MOVE = "changement de classe"
    GROUPS = "changement de groupes"
    DEPARTURE = "départ"
    ABSENT = "absent du fichier, gardé"
    UNCHANGED = "inchangé"
    RECORD = "fiche complétée ou corrigée"
    GUARDIAN = "nouveau responsable"
    TIE = "responsabilité ouverte"
    TIE_CHANGED = "responsabilité modifiée"
    TIE_OVER = "responsabilité close"
    GROUP_OVER = "classe ou groupe fermé"
    LESSON = "nouveau cours"
    LESSON_CHANGED = "cours modifié"
    LESSON_OVER = "cours retiré"
    STAFF = "nouveau poste"
    COURSE = "nouveau service"
    COURSE_OVER = "service clos"
    OPTIONS = "options modifiées"
    GUEST = "droit d’invité ouvert"
    GUEST_CHANGED = "droit d’invité modifié"


@dataclass(frozen=True, slots=True)
class Happening:
    """`division` is the class under which a screen lists it, or ''; `line` is 0 when no file speaks of it."""

    what: What
    name: str
    division: str = ""
    detail: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class NewGroup:
    is_division: bool
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class NewTie:
    """`values` are the columns of the guardianship, capabilities included."""

    pupil: Ref
    guardian: Ref
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewCourse:
    """Somebody teaches a subject, by its source and its code, to a class or a group."""

    teacher: Ref
    source: str
    subject: str
    group: GroupRef


@dataclass(frozen=True, slots=True)
class Closable:
    """A class or a group that its source names no more, the pupils who are still in it, its lessons to come.

    `is_doubtful`: the file forgets more groups than it names, as a partial export does.
    """

    id: int
    is_division: bool
    code: str
    pupils: int
    lessons: int
    is_doubtful: bool = False

    @property
    def is_free(self) -> bool:
        """True when closing it takes nothing from anybody: ticked unless the school says otherwise."""
        return not (self.is_doubtful or self.lessons or (self.is_division and self.pupils))


@dataclass(slots=True)
class Plan:
    """Everything that applying would do. Filled while comparing, then only read.

    `persons_new` and `persons_changed` map to the columns to write; `keys` are (somebody, source, kind, key).
    `local_subjects` are added to the school's own nomenclature; `guests` and `guests_changed` map to a dated post.
    `kept` are lines that were compared, whatever happened of them; `aside`, those left out as is usual, which the
    report lists and nobody has to mend. `groups_over` are those of `closable` that the school closes.
    """

    known: Known
    origin: str
    persons_new: dict[str, dict[str, Any]] = field(default_factory=dict)
    persons_changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    keys: list[tuple[Ref, str, str, str]] = field(default_factory=list)
    pupils: dict[Ref, dict[str, Any]] = field(default_factory=dict)
    enrolments: dict[Ref, date] = field(default_factory=dict)
    enrolments_over: list[int] = field(default_factory=list)
    memberships: list[tuple[Ref, GroupRef, date]] = field(default_factory=list)
    memberships_over: list[int] = field(default_factory=list)
    ties: list[NewTie] = field(default_factory=list)
    ties_changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    ties_over: list[int] = field(default_factory=list)
    posts: list[tuple[Ref, str, str, str]] = field(default_factory=list)
    courses: list[NewCourse] = field(default_factory=list)
    courses_over: list[int] = field(default_factory=list)
    local_subjects: list[dict[str, str]] = field(default_factory=list)
    options: dict[Ref, tuple[Option, ...]] = field(default_factory=dict)
    guests: dict[Ref, dict[str, Any]] = field(default_factory=dict)
    guests_changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    groups: list[NewGroup] = field(default_factory=list)
    closable: list[Closable] = field(default_factory=list)
    groups_over: list[int] = field(default_factory=list)
    mefs: list[dict[str, str]] = field(default_factory=list)
    subjects: list[dict[str, str]] = field(default_factory=list)
    school: dict[str, str] = field(default_factory=dict)
    pairings: dict[tuple[str, str], Ref | None] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)
    kept: set[Place] = field(default_factory=set)
    aside: list[Anomaly] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)
    anomaly_count: int = 0

    def tell(self, anomaly: Anomaly) -> None:
        self.anomalies.append(anomaly)
        self.anomaly_count += 1

    def leave_aside(self, place: Place, reason: str) -> None:
        self.aside.append(Anomaly(place, reason, "", is_left_out=True))

    def count(self, what: What) -> int:
        return self.counts[what]

    @property
    def counts(self) -> Counter[What]:
        return Counter(one.what for one in self.happenings)

    @property
    def is_nothing(self) -> bool:
        """True when applying would write nothing."""
        return not any(
            (
                self.persons_new, self.persons_changed, self.keys, self.pupils, self.enrolments,
                self.enrolments_over, self.memberships, self.memberships_over, self.ties, self.ties_changed,
                self.ties_over, self.posts, self.groups, self.mefs, self.subjects, self.school, self.pairings,
                self.courses, self.courses_over, self.local_subjects, self.guests, self.guests_changed,
                self.options, self.groups_over,
            )
        )  # fmt: skip
