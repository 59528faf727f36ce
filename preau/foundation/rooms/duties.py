"""What stands to be done by a person: kinds of duties, brought by the manifests of rooms, shown as « À faire ».

Nothing is stored: a room answers what stands now, so that a duty ends by itself when it is done elsewhere. A
source is one SQL statement, written for these parameters and no other:

| parameter | type | what |
|---|---|---|
| `%(person)s` | bigint | the person |
| `%(profile)s` | text | the hat she wears |
| `%(pupils)s` | bigint[] | pupils of whom she is told: wards whose schooling she follows; herself, a pupil |
| `%(deciding)s` | bigint[] | those she may decide for: wards under her authority; herself, a pupil |
| `%(schools)s` | bigint[] | the schools where her hat holds |
| `%(day)s` | date | today in Paris |
| `%(now)s` | timestamptz | this instant |

`%(actor)s` and `%(today)s` are the person and the day, under the names that other pieces of SQL give them.

It selects exactly these columns, by these names and in this order:

| column | type | what |
|---|---|---|
| `keys` | bigint[] | what it is about: `told` makes the path of it |
| `pupil_id` | bigint | the pupil it is about, or null |
| `school_id` | bigint | the school that asks, or null |
| `texts` | text[] | what `told` needs to say it (no null inside) |
| `due_at` | timestamptz | the deadline, or null; of one that is a day, the midnight that ends it (`ends_on`) |
| `asked_at` | timestamptz | since when it is asked |

A percent sign is doubled; it ends without a semicolon. The sources of a hat are put together into one statement,
asked at each home page: a source starts from an index on the pupils, the person or the schools, and costs a
fraction of a millisecond. The scope of the schools is open, row security applies. The rights are in the statement:
it finds for whom the door behind `path` would open, and nobody else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from preau.kernel import clock
from preau.kernel.actor import Actor, Profile


def ends_on(day: str) -> str:
    """SQL of the instant when a day (SQL of a date) ends in Paris: the deadline « before the end of this day »."""
    return f"(({day} + 1)::timestamp AT TIME ZONE 'Europe/Paris')"


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of a statement."""

    keys: tuple[int, ...]
    pupil_id: int | None
    school_id: int | None
    texts: tuple[str, ...]
    due_at: datetime | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do. `verb` is the button (« Signer », « Justifier », « Répondre », « Lire »),
    `path` leads to where it is done; `title` says what, `detail` what more helps, and may be empty. The page
    says the child, the school and the deadline itself.
    """

    verb: str
    title: str
    path: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DutySource:
    """A kind of duties of these profiles. `name` is a French slug, unique in the house.

    `told(actor, asked)` says one row; it asks nothing of the database. `many(count)` stands for several of one
    kind and one child when the list is long (« 12 absences à justifier »). `topics(actor)`: the live topics that
    tell that one came or went. `capability`, when given, is asked of the actor before the statement.
    """

    name: str
    profiles: frozenset[Profile]
    statement: str
    told: Callable[[Actor, Asked], Duty]
    many: Callable[[int], str]
    topics: Callable[[Actor], tuple[str, ...]] = lambda actor: ()
    capability: str = ""


def duty_parameters(actor: Actor) -> dict[str, Any]:
    """The parameters every statement is written for."""
    now = clock.now()
    today = clock.school_day(now)
    if actor.is_a(Profile.GUARDIAN):
        followed = [ward for ward in actor.wards if ward.is_informed or ward.may_consult]
        pupils = [ward.pupil_id for ward in followed]
        deciding = [ward.pupil_id for ward in followed if ward.may_decide]
    else:
        pupils = deciding = [actor.person_id] if actor.is_a(Profile.PUPIL) else []
    return {
        "person": actor.person_id, "actor": actor.person_id, "profile": actor.profile.value, "pupils": pupils,
        "deciding": deciding, "schools": list(actor.school_ids), "day": today, "today": today, "now": now,
    }  # fmt: skip
