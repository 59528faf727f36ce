"""The one count of presence: the desk, the family, the register and the report card all read this (rule B6)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from preau.attendance.counting.claims import ABSENCES, Claim, Treatment, claims_of, held_by
from preau.attendance.counting.facts import Facts, HalfDay
from preau.attendance.counting.lessons import OwnTime, own_times, time_of
from preau.attendance.counting.rules import Rule
from preau.attendance.counting.spans import Span, Spans, length, meet, union
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
    Each half-day is counted by itself: what is said of others changes nothing in it.
    """
    owned = own_times(facts.lessons, facts.midday)
    claims = claims_of(facts, owned)
    touched: set[Claim] = set()
    halves: list[_Half] = []
    for half_day, lessons, time, said in _by_half(claims, owned):
        touched.update(one.claim for one in said)
        halves.append(_count_half(half_day, lessons, time, said, is_closed=half_day in facts.closed))
    without = (SetAside(claim.words.origin, None, Rule.NO_LESSON) for claim in claims if claim not in touched)
    set_aside = (*chain.from_iterable(half.set_aside for half in halves), *without)
    return Count(
        half_days=tuple(half.missed for half in halves if half.missed is not None),
        late=Tally(Total(tuple(chain.from_iterable(half.late for half in halves)))),
        set_aside=tuple(dict.fromkeys(set_aside)),
    )


def _by_half(
    claims: tuple[Claim, ...], owned: tuple[OwnTime, ...]
) -> Iterator[tuple[HalfDay, list[OwnTime], Spans, list[_Kept]]]:
    """The half-days that something is said of, in order of time, each with its lessons, their time, and what each
    claim says of that time, in order of claims. Half-days follow one another, as lessons do: claims are read once.
    """
    waiting = sorted((span, n) for n, claim in enumerate(claims) for span in claim.spans)
    open_now: list[tuple[Span, int]] = []
    read = 0
    for half_day, lessons in groupby(owned, key=attrgetter("half_day")):
        hers = list(lessons)
        starts, ends = hers[0].span.starts, hers[-1].span.ends
        while read < len(waiting) and waiting[read][0].starts < ends:
            open_now.append(waiting[read])
            read += 1
        open_now = [one for one in open_now if one[0].ends > starts]
        if not open_now:
            continue
        time = time_of(hers)
        spans: dict[int, list[Span]] = {}
        for span, n in open_now:
            spans.setdefault(n, []).append(span)
        said = [_Kept(claims[n], meet(tuple(spans[n]), time)) for n in sorted(spans)]
        if said := [one for one in said if one.spans]:
            yield half_day, hers, time, said


def _held(said: list[_Kept]) -> list[Spans]:
    """What each keeps of what it says, where several speak of the same instant."""
    if len(said) == 1:
        return [said[0].spans]
    held = held_by(Claim(one.claim.words, one.spans) for one in said)
    return [meet(one.spans, held[one.claim.words.treatment]) for one in said]


def _count_half(
    half_day: HalfDay, owned: list[OwnTime], time: Spans, said: list[_Kept], *, is_closed: bool
) -> _Half:
    absent: list[_Kept] = []
    late: list[Item] = []
    aside: list[SetAside] = []
    for one, kept in zip(said, _held(said), strict=True):
        words = one.claim.words
        if is_closed:
            aside.append(SetAside(words.origin, half_day, Rule.CLOSED))
        elif not kept:
            aside.append(SetAside(words.origin, half_day, Rule.COVERED))
        elif words.treatment in _EXEMPT:
            aside.append(SetAside(words.origin, half_day, _EXEMPT[words.treatment]))
        elif words.treatment in _LATENESS:
            late.append(_late_item(half_day, owned, _Kept(one.claim, kept)))
        else:
            absent.append(_Kept(one.claim, kept))
    said_here = {one.claim.words.treatment for one in absent}
    missed = tuple(_share(owned, absent, treatment) for treatment in ABSENCES if treatment in said_here)
    return _Half(MissedHalfDay(half_day, length(time), missed) if missed else None, tuple(late), tuple(aside))


def _share(owned: list[OwnTime], absent: list[_Kept], treatment: Treatment) -> Share:
    mine = [one for one in absent if one.claim.words.treatment == treatment]
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
    return tuple(
        sorted(
            one.lesson_id
            for one in owned
            if any(span.starts < one.span.ends and one.span.starts < span.ends for span in spans)
        )
    )
