"""Looking for writings of an incident: what the form asks, in words that every kind of writing understands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from preau.foundation.rooms.writings import FoundWriting, Search
from preau.kernel.words import folded
from preau.vigilance.leading import Led, kinds_of
from preau.vigilance.models import DrillAccount, IncidentAccount
from preau.vigilance.queries.attached import people_of_logins
from preau.vigilance.rules import MOST_FOUND


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: of these logins, of the accounts already kept, with this text; between two instants."""

    since: datetime
    until: datetime
    logins: tuple[str, ...] = ()
    of_kept: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A writing found, with its kind."""

    kind: str
    label: str
    found: FoundWriting

    @property
    def token(self) -> str:
        """What a box of the form sends."""
        return f"{self.kind}-{self.found.id}"


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, the newest first; logins that are nobody's; how many authors were asked for."""

    hits: tuple[Hit, ...]
    unknown: tuple[str, ...]
    authors: int


def pasted_logins(text: str) -> tuple[str, ...]:
    """Logins typed or pasted, whatever separates them, once each."""
    return tuple(dict.fromkeys(word.lower() for word in re.findall(r"[\w.\-']+", text)))


def people_named(led: Led, logins: tuple[str, ...]) -> dict[str, int]:
    """The person of each login; in a rehearsal, the made-up account."""
    if led.incident.is_rehearsal:
        mine = DrillAccount.objects.filter(incident=led.incident, login__in=logins)
        return dict(mine.values_list("login", "pk"))
    return people_of_logins(logins) if logins else {}


def look(led: Led, wanted: Wanted) -> Result:
    """In every kind of writing of the incident."""
    known = people_named(led, wanted.logins)
    authors = {*known.values()}
    if wanted.of_kept:
        authors |= {*IncidentAccount.objects.filter(incident=led.incident).values_list("person_id", flat=True)}
    unknown = tuple(login for login in wanted.logins if login not in known)
    text = folded(wanted.text)
    if not authors and (wanted.logins or wanted.of_kept or not text):
        return Result((), unknown, 0)
    search = Search(
        school_ids=led.school_ids, since=wanted.since, until=wanted.until, author_ids=tuple(sorted(authors)),
        text=text, most=MOST_FOUND,
    )  # fmt: skip
    hits = [
        Hit(kind.name, kind.label, found)
        for kind in kinds_of(led.incident).values()
        for found in kind.found(search)
    ]
    hits.sort(key=lambda hit: hit.found.written_at, reverse=True)
    return Result(tuple(hits[:MOST_FOUND]), unknown, len(authors))
