"""The one count of presence: the desk, the family, the register and the report card all read this (rule B6)."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from preau.attendance.counting.claims import ABSENCES, Claim, Treatment, claims_of, held_by
from preau.attendance.counting.facts import Facts, HalfDay
from preau.attendance.counting.lessons import OwnTime, own_times, time_of
from preau.attendance.counting.rules import Rule
from preau.attendance.counting.spans import Spans, length, meet, union
from preau.attendance.counting.totals import Count, Item, MissedHalfDay, SetAside, Share, Tally, Total

_EXEMPT = {
    Treatment.UNDER_RESPONSIBILITY: Rule.UNDER_RESPONSIBILITY,
    Treatment.NO_BREACH: Rule.NO_BREACH,
}
_LATENESS = {Treatment.LATE: Rule.LATE, Treatment.AS_LATENESS: Rule.AS_LATENESS}


class _Kept(NamedTuple):
    """What a claim keeps of a half-day."""

    claim: Claim
    spans: Spans


class _Half(NamedTuple):
    """What one half-day gives."""

    missed: MissedHalfDay | None
    late: tuple[Item, ...]
    set_aside: tuple[SetAside, ...]


def count(facts: Facts) -> Count:
    """Count the absences and late arrivals of one pupil over her lessons, by all three methods at once.

    Time without a lesson never counts. Half-days that are closed, or without a lesson for her, are dropped. Rows
    that speak of the same instant are one (`Treatment`). All is exact: durations and fractions, nothing rounded.
    """
    owned = own_times(facts.lessons, facts.midday)
    claims = claims_of(facts, owned)
    held = held_by(claims)
    by_half: dict[HalfDay, list[OwnTime]] = {}
    for one in owned:
        by_half.setdefault(one.half_day, []).append(one)
    halves = [
        _count_half(half_day, by_half[half_day], claims, held, is_closed=half_day in facts.closed)
        for half_day in sorted(by_half, key=lambda half_day: half_day.order)
    ]
    set_aside = (*chain.from_iterable(half.set_aside for half in halves), *_without_lesson(claims, owned))
    return Count(
        half_days=tuple(half.missed for half in halves if half.missed is not None),
        late=Tally(Total(tuple(chain.from_iterable(half.late for half in halves)))),
        set_aside=tuple(dict.fromkeys(set_aside)),
    )


def _count_half(
    half_day: HalfDay,
    owned: list[OwnTime],
    claims: tuple[Claim, ...],
    held: dict[Treatment, Spans],
    *,
    is_closed: bool,
) -> _Half:
    time = time_of(owned)
    absent: list[_Kept] = []
    late: list[Item] = []
    aside: list[SetAside] = []
    for claim in claims:
        if claim.spans[-1].ends <= time[0].starts or claim.spans[0].starts >= time[-1].ends:
            continue
        touched = meet(claim.spans, time)
        if not touched:
            continue
        words = claim.words
        kept = meet(touched, held[words.treatment])
        if is_closed:
            aside.append(SetAside(words.origin, half_day, Rule.CLOSED))
        elif not kept:
            aside.append(SetAside(words.origin, half_day, Rule.COVERED))
        elif words.treatment in _EXEMPT:
            aside.append(SetAside(words.origin, half_day, _EXEMPT[words.treatment]))
        elif words.treatment in _LATENESS:
            late.append(_late_item(half_day, owned, _Kept(claim, kept)))
        else:
            absent.append(_Kept(claim, kept))
    shares = tuple(_share(owned, absent, treatment) for treatment in ABSENCES)
    missed = tuple(share for share in shares if share is not None)
    return _Half(MissedHalfDay(half_day, length(time), missed) if missed else None, tuple(late), tuple(aside))


def _share(owned: list[OwnTime], absent: list[_Kept], treatment: Treatment) -> Share | None:
    mine = [one for one in absent if one.claim.words.treatment == treatment]
    if not mine:
        return None
    missed = union(span for one in mine for span in one.spans)
    words = [one.claim.words for one in mine]
    return Share(
        verdict=words[0].verdict,
        missed=length(missed),
        origins=tuple(dict.fromkeys(one.origin for one in words)),
        lesson_ids=_touched(owned, missed),
        reasons=tuple(dict.fromkeys(rule for one in words for rule in one.reasons)),
        is_proof_awaited=any(one.is_proof_awaited for one in words),
    )


def _late_item(half_day: HalfDay, owned: list[OwnTime], kept: _Kept) -> Item:
    words = kept.claim.words
    return Item(
        half_day=half_day,
        verdict=words.verdict,
        value=Fraction(1),
        missed=length(kept.spans),
        origins=(words.origin,),
        lesson_ids=_touched(owned, kept.spans),
        rule=_LATENESS[words.treatment],
        reasons=words.reasons,
        is_proof_awaited=words.is_proof_awaited,
    )


def _touched(owned: list[OwnTime], spans: Spans) -> tuple[int, ...]:
    return tuple(sorted(one.lesson_id for one in owned if meet((one.span,), spans)))


def _without_lesson(claims: tuple[Claim, ...], owned: tuple[OwnTime, ...]) -> tuple[SetAside, ...]:
    time = time_of(owned)
    return tuple(
        SetAside(claim.words.origin, None, Rule.NO_LESSON) for claim in claims if not meet(claim.spans, time)
    )
