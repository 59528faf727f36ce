"""What a file would change in its school: computed, printable, applied or not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from preau.exchange.tabular.records import (
    Anomaly,
)
from preau.exchange.upload.people.known import Known

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
    STAFF = "nouveau poste"


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


@dataclass(slots=True)
class Plan:
    """Everything that applying would do. Filled while comparing, then only read.

    `persons_new` and `persons_changed` map to the columns to write; `keys` are (somebody, source, kind, key).
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
    groups: list[NewGroup] = field(default_factory=list)
    mefs: list[dict[str, str]] = field(default_factory=list)
    subjects: list[dict[str, str]] = field(default_factory=list)
    school: dict[str, str] = field(default_factory=dict)
    pairings: dict[tuple[str, str], Ref | None] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)
    anomaly_count: int = 0

    def tell(self, anomaly: Anomaly) -> None:
        self.anomalies.append(anomaly)
        self.anomaly_count += 1

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
            )
        )  # fmt: skip
