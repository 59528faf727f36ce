"""What leaves the page at once, of the notices told: the one place that decides it (capability C33).

A notice is decided once (`decided_at`). Of a category that its reader wants at once, a sending is written for each
channel that leads to her; of any other, nothing: her digest reads it where it stands. What it says depends on the
way: nothing on a locked screen but that there is news; in a mail or an SMS, its title, which names the child and
the sort of news, or only its category when that is sensitive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from preau.foundation.languages.offered import FRENCH
from preau.foundation.languages.recipients import by_language
from preau.foundation.rooms.manifest import NoticeKind, When
from preau.kernel import clock
from preau.outreach.contacts import Reach, chosen_when, kinds, reaches_at_once
from preau.outreach.models import Sending
from preau.outreach.pausing import quiet_of
from preau.outreach.rules import DECIDED_AT_ONCE, DIGEST_LOCK, TOO_OLD
from preau.outreach.wording import words_of

# The digest reads what was decided before it; whoever decides now holds it back (`digest.one_at_a_time`).
_DECIDING = "SELECT pg_advisory_xact_lock_shared(%(lock)s)"
_UNDECIDED = """
SELECT id, recipient_id, kind, title, path, at FROM notice
 WHERE decided_at IS NULL ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED
"""
_DECIDED = "UPDATE notice SET decided_at = %(now)s WHERE id = ANY(%(ids)s)"


@dataclass(frozen=True, slots=True)
class Undecided:
    """A notice nobody looked at yet."""

    id: int
    person_id: int
    kind: str
    title: str
    path: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """How many notices were looked at; how many urgent messages go through somebody's quiet hours."""

    seen: int
    passing: int = 0


def decide_next() -> Decided:
    """Decide of the next ones, in the transaction open now."""
    with connection.cursor() as cursor:
        cursor.execute(_DECIDING, {"lock": DIGEST_LOCK})
        rows = cursor.execute(_UNDECIDED, {"most": DECIDED_AT_ONCE}).fetchall()
    notices = [Undecided(*row) for row in rows]
    if not notices:
        return Decided(0)
    made, passing = _sendings(_at_once(notices))
    Sending.objects.bulk_create(made, ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED, {"now": clock.now(), "ids": [one.id for one in notices]})
    return Decided(len(notices), passing)


def _at_once(notices: Sequence[Undecided]) -> list[tuple[Undecided, NoticeKind]]:
    known = kinds()
    chosen = chosen_when({one.person_id for one in notices})
    oldest = clock.now() - TOO_OLD
    found = []
    for one in notices:
        kind = known.get(one.kind)
        if kind is None or kind.sent_by_room or one.at < oldest:
            continue
        if kind.is_urgent or chosen.get((one.person_id, one.kind), kind.when) is When.AT_ONCE:
            found.append((one, kind))
    return found


def _sendings(leaving: Sequence[tuple[Undecided, NoticeKind]]) -> tuple[list[Sending], int]:
    """The messages, and how many of them are urgent and wait for no morning."""
    people = sorted({one.person_id for one, _kind in leaving})
    if not people:
        return [], 0
    reaches, urgent = _by_person(people, is_urgent=False), _by_person(people, is_urgent=True)
    spoken = {person: code for code, some in by_language(people).items() for person in some}
    quiet = quiet_of(people)
    now = clock.now()
    made, passing = [], 0
    for one, kind in leaving:
        free_at = quiet[one.person_id].leaves_at(now)
        ways = (urgent if kind.is_urgent else reaches).get(one.person_id, ())
        leaves_at = now if kind.is_urgent else free_at
        made += [_sending(one, kind, way, spoken.get(one.person_id, FRENCH), now, leaves_at) for way in ways]
        passing += len(ways) if leaves_at < free_at else 0
    return made, passing


def _by_person(people: Iterable[int], *, is_urgent: bool) -> dict[int, list[Reach]]:
    found: dict[int, list[Reach]] = {}
    for reach in reaches_at_once(people, is_urgent=is_urgent):
        found.setdefault(reach.person_id, []).append(reach)
    return found


def _sending(
    one: Undecided, kind: NoticeKind, reach: Reach, language: str, now: datetime, leaves_at: datetime
) -> Sending:
    subject, text = words_of(one, kind, reach.channel, language)
    return Sending(
        person_id=one.person_id, about=f"avis:{one.id}", notice_id=one.id, channel=reach.channel,
        sent_to=reach.address, subject=subject, text=text, path=one.path, made_at=now, leaves_at=leaves_at,
    )  # fmt: skip
