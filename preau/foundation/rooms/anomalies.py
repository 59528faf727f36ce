"""What a room finds wrong in what it keeps: kinds of anomalies, brought by its manifest and shown on one desk.

A kind is one SQL statement. It is written for `%(schools)s` (ids of schools, a bigint array) and `%(day)s` (today
in Paris), and selects exactly these columns, by these names and in this order:

| column | type | what |
|---|---|---|
| `school_id` | bigint | the school that sees it on its desk; one of `%(schools)s` |
| `keys` | bigint[] | what it is about, always in the same order: with `code`, its identity |
| `label` | text | whom or what it is about, as a list sorts and prints it (« Martin Léa ») |
| `detail` | text | what more helps to recognise it (« 4e B »); may be empty |
| `state` | text | whatever makes it another anomaly when it changes (the mail shared); may be empty |

A percent sign is doubled. A desk puts the statements of all kinds together, so it ends without a semicolon and
names nothing outside itself. It must be cheap for one school (a few milliseconds) and fair for seven hundred:
it starts from an index on the school. Screens run it: row security applies, the scope of the schools is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.words import folded


class Owner(StrEnum):
    """Who can mend an anomaly: the school, the académie (its feed says so), or those who keep Préau."""

    SCHOOL = "etablissement"
    ACADEMIE = "academie"
    HOUSE = "preau"


class Severity(StrEnum):
    """What an anomaly costs: somebody cannot work; somebody is badly served; good to know."""

    BLOCKING = "bloquante"
    SERIOUS = "genante"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class AnomalyLine:
    """One anomaly found: the columns of the statement, with the code of its kind."""

    code: str
    school_id: int
    keys: tuple[int, ...]
    label: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class Mend:
    """The one gesture that mends an anomaly.

    `label` names the gesture (« Ouvrir l’emploi du temps »). `url_name` is the door, to which `args(line)` gives
    the arguments besides `uai`, always given. Empty, the gesture is made outside Préau and `label` says where.
    """

    label: str
    url_name: str = ""
    args: Callable[[AnomalyLine], dict[str, Any]] = lambda line: {}


@dataclass(frozen=True, slots=True)
class AnomalyKind:
    """A kind of anomaly. `code` is a French slug, kept in tables and read in addresses, unique in the house.

    `title` is a plural that stands after a number (« élèves sans classe »), `cause` a sentence in plain words.
    `door` leads to what a line is about: the screen, and the argument that takes the first of its `keys`.
    """

    code: str
    title: str
    cause: str
    owner: Owner
    severity: Severity
    mend: Mend
    statement: str
    door: tuple[str, str] | None = None

    @property
    def heading(self) -> str:
        """The title as it begins a line."""
        return self.title[:1].upper() + self.title[1:]

    def find(self, school_ids: Iterable[int]) -> tuple[AnomalyLine, ...]:
        """Those of these schools today, by label. The scope of the schools is open."""
        with connection.cursor() as cursor:
            rows = cursor.execute(self.statement, anomaly_parameters(school_ids)).fetchall()
        found = (
            AnomalyLine(self.code, school, tuple(keys), label, detail, state)
            for school, keys, label, detail, state in rows
        )
        return tuple(sorted(found, key=lambda line: (folded(line.label), line.keys)))


@dataclass(frozen=True, slots=True)
class BeyondSchools:
    """Something wrong that belongs to no school, counted: the Region sees it.

    `title` is a plural that stands after a number, `url_name` the door of the detail.
    """

    severity: Severity
    title: str
    cause: str
    owner: Owner
    count: int
    url_name: str

    @property
    def heading(self) -> str:
        """The title as it begins a line."""
        return self.title[:1].upper() + self.title[1:]


def anomaly_parameters(school_ids: Iterable[int]) -> dict[str, Any]:
    """The parameters every statement is written for."""
    return {"schools": sorted(set(school_ids)), "day": clock.today()}
