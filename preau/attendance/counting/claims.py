"""What each thing noted of a pupil says of its time, and which word holds where several speak of the same instant.

Gepi leaves out an absence that a « contradictory » entry covers (under responsibility, no breach, lateness); here
the same is done instant by instant, so that cutting an absence in two never changes a count.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from preau.attendance.counting.facts import (
    AbsentStretch,
    Admissibility,
    Effects,
    Explanation,
    Facts,
    LateArrival,
    Origin,
)
from preau.attendance.counting.lessons import OwnTime, time_of
from preau.attendance.counting.rules import Rule
from preau.attendance.counting.spans import Span, Spans, meet, minus, union
from preau.attendance.counting.totals import Verdict


class Treatment(IntEnum):
    """What is done of an instant. The lowest holds: the school answers for the pupil before anything else, what
    explains comes before what does not, and a late arrival inside an absence is that absence.
    """

    UNDER_RESPONSIBILITY = 0
    NO_BREACH = 1
    AS_LATENESS = 2
    JUSTIFIED = 3
    AWAITING = 4
    UNJUSTIFIED = 5
    LATE = 6


ABSENCES = (Treatment.JUSTIFIED, Treatment.AWAITING, Treatment.UNJUSTIFIED)
_ABSENCE_OF = dict(zip(Verdict, ABSENCES, strict=True))
_NO_EFFECTS = Effects()


class Words(NamedTuple):
    """What one row says, apart from its time."""

    origin: Origin
    treatment: Treatment
    verdict: Verdict
    reasons: tuple[Rule, ...]
    is_proof_awaited: bool


class Claim(NamedTuple):
    """What one row says, and of which instants."""

    words: Words
    spans: Spans


def verdict_of(explanation: Explanation) -> tuple[Verdict, Rule]:
    """Accepted is justified and refused unjustified, whatever was said; pending waits when something was said."""
    if explanation.admissibility == Admissibility.ACCEPTED:
        return Verdict.JUSTIFIED, Rule.ACCEPTED
    if explanation.admissibility == Admissibility.REFUSED:
        return Verdict.UNJUSTIFIED, Rule.REFUSED
    return (Verdict.AWAITING, Rule.PENDING) if explanation.has_reason else (Verdict.UNJUSTIFIED, Rule.NO_REASON)


def claims_of(facts: Facts, owned: tuple[OwnTime, ...]) -> tuple[Claim, ...]:
    """One claim for each row, in order of rows; the pieces of a row, or the same row given twice, make one."""
    pieces: dict[Words, list[Span]] = {}
    for stretch in facts.stretches:
        pieces.setdefault(_of_stretch(stretch), []).append(Span.between(stretch.starts_at, stretch.ends_at))
    for late in facts.late_arrivals:
        words = _of_late(late, facts.late_as_absence_from)
        pieces.setdefault(words, []).extend(_home(late, owned))
    return tuple(Claim(words, union(spans)) for words, spans in sorted(pieces.items()))


def held_by(claims: Iterable[Claim]) -> dict[Treatment, Spans]:
    """The instants where each treatment holds: those claimed for it, less those claimed for a lower one."""
    found: dict[Treatment, Spans] = {}
    taken: Spans = ()
    claims = tuple(claims)
    for treatment in Treatment:
        claimed = union(span for one in claims if one.words.treatment == treatment for span in one.spans)
        found[treatment] = minus(claimed, taken)
        taken = union((*taken, *claimed))
    return found


def _of_stretch(stretch: AbsentStretch) -> Words:
    effects = stretch.explanation.effects or _NO_EFFECTS
    if (exempt := _exempt(effects)) is not None:
        return _words(stretch, exempt)
    if effects.as_lateness:
        return _words(stretch, Treatment.AS_LATENESS)
    verdict, _ = verdict_of(stretch.explanation)
    return _words(stretch, _ABSENCE_OF[verdict])


def _of_late(late: LateArrival, limit: int | None) -> Words:
    """A late arrival is an absence when it reaches the limit of the school, or when its reason in the catalogue is
    a breach that does not count as lateness.
    """
    effects = late.explanation.effects
    verdict, _ = verdict_of(late.explanation)
    if effects is not None and (exempt := _exempt(effects)) is not None:
        return _words(late, exempt)
    if effects is not None and not effects.as_lateness:
        return _words(late, _ABSENCE_OF[verdict], Rule.TURNED_BY_REASON)
    if limit is not None and late.minutes >= limit:
        return _words(late, _ABSENCE_OF[verdict], Rule.TURNED_BY_LIMIT)
    return _words(late, Treatment.LATE)


def _exempt(effects: Effects) -> Treatment | None:
    if effects.is_under_responsibility:
        return Treatment.UNDER_RESPONSIBILITY
    return None if effects.is_breach else Treatment.NO_BREACH


def _words(row: AbsentStretch | LateArrival, treatment: Treatment, *turned: Rule) -> Words:
    verdict, because = verdict_of(row.explanation)
    needs_proof = row.explanation.effects is not None and row.explanation.effects.needs_proof
    is_proof_awaited = verdict == Verdict.JUSTIFIED and needs_proof and not row.explanation.is_proof_received
    return Words(row.origin, treatment, verdict, (because, *turned), is_proof_awaited)


def _home(late: LateArrival, owned: tuple[OwnTime, ...]) -> Spans:
    """The lesson time that a late arrival takes, in the half-day of the first lesson it touches and no other: one
    gesture at one door is late once. Its bare time when it touches no lesson.
    """
    whole = (Span.lasting(late.starts_at, late.minutes),)
    home = next((one.half_day for one in owned if meet(whole, (one.span,))), None)
    return whole if home is None else meet(whole, time_of(one for one in owned if one.half_day == home))
