"""What a count gives: totals, and under each the items that make it, so that every number can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

from preau.attendance.counting.facts import HalfDay, Method, Origin
from preau.attendance.counting.rules import Rule, whole

_MINUTE = timedelta(minutes=1)
_INSTANT = timedelta(microseconds=1)


def ratio(one: timedelta, other: timedelta) -> Fraction:
    """How many times the second goes into the first, exactly."""
    return Fraction(one // _INSTANT, other // _INSTANT)


class Verdict(StrEnum):
    """What an absence is worth, the best first: accepted; a reason that waits; no reason, or a refused one."""

    JUSTIFIED = "justifiee"
    AWAITING = "en_attente"
    UNJUSTIFIED = "injustifiee"


_WORST_LAST = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Share:
    """The lesson time of one half-day that was missed under one verdict, and what says so."""

    verdict: Verdict
    missed: timedelta
    origins: tuple[Origin, ...]
    lesson_ids: tuple[int, ...]
    reasons: tuple[Rule, ...]
    is_proof_awaited: bool


@dataclass(frozen=True, slots=True)
class MissedHalfDay:
    """A half-day of which the pupil missed something. `lesson_time`: all her lessons of that half-day."""

    half_day: HalfDay
    lesson_time: timedelta
    shares: tuple[Share, ...]

    @property
    def missed(self) -> timedelta:
        """The lesson time she missed, whatever the verdict."""
        return sum((share.missed for share in self.shares), timedelta())

    @property
    def verdict(self) -> Verdict:
        """The least good of its parts: one hour without a reason makes the half-day unjustified."""
        return max((share.verdict for share in self.shares), key=_WORST_LAST.index)

    @property
    def is_complete(self) -> bool:
        """True when every lesson of the half-day was missed from end to end."""
        return self.missed == self.lesson_time

    @property
    def is_complete_and_unjustified(self) -> bool:
        """True when all of it was missed without a legitimate reason: nothing justified, nothing that waits."""
        return self.is_complete and [share.verdict for share in self.shares] == [Verdict.UNJUSTIFIED]


@dataclass(frozen=True, slots=True)
class Item:
    """A line under a total. `value` is what it adds: half-days, minutes or late arrivals. `rule` says how it is
    counted, `reasons` why with that verdict. `is_proof_awaited`: accepted, but the proof has not come.
    """

    half_day: HalfDay
    verdict: Verdict
    value: Fraction
    missed: timedelta
    origins: tuple[Origin, ...]
    lesson_ids: tuple[int, ...]
    rule: Rule
    reasons: tuple[Rule, ...]
    is_proof_awaited: bool


@dataclass(frozen=True, slots=True)
class Total:
    """A number, and the lines that make it."""

    items: tuple[Item, ...]

    @property
    def value(self) -> Fraction:
        """The exact number."""
        return sum((item.value for item in self.items), Fraction())

    @property
    def whole(self) -> int:
        """The number as a report card prints it."""
        return whole(self.value)


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything counted one way; justified, awaiting and unjustified make the total, exactly."""

    total: Total

    def of(self, verdict: Verdict) -> Total:
        """The part of it with this verdict."""
        return Total(tuple(item for item in self.total.items if item.verdict == verdict))

    @property
    def justified(self) -> Total:
        """What was accepted."""
        return self.of(Verdict.JUSTIFIED)

    @property
    def awaiting(self) -> Total:
        """What has a reason that nobody has judged yet."""
        return self.of(Verdict.AWAITING)

    @property
    def unjustified(self) -> Total:
        """What has no reason, or a refused one."""
        return self.of(Verdict.UNJUSTIFIED)


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something given that did not count, on this half-day or (None) at all, and the rule that says why."""

    origin: Origin
    half_day: HalfDay | None
    rule: Rule


@dataclass(frozen=True, slots=True)
class Count:
    """The presence of one pupil: her missed half-days in order, her late arrivals, and what did not count."""

    half_days: tuple[MissedHalfDay, ...]
    late: Tally
    set_aside: tuple[SetAside, ...]

    def by(self, method: Method) -> Tally:
        """The absences counted by the method of the school: in half-days, or in minutes by `HOURS`."""
        if method == Method.GROSS:
            return self.gross
        return self.proportional if method == Method.PROPORTIONAL else self.hours

    @property
    def gross(self) -> Tally:
        """In half-days: any absence in the half-day is one."""
        return Tally(Total(tuple(_gross(half) for half in self.half_days)))

    @property
    def proportional(self) -> Tally:
        """In half-days: the time missed over the lesson time of the half-day."""
        return Tally(
            Total(
                tuple(
                    _item(half, share, ratio(share.missed, half.lesson_time), Rule.PROPORTIONAL)
                    for half in self.half_days
                    for share in half.shares
                )
            )
        )

    @property
    def hours(self) -> Tally:
        """In minutes of lessons missed."""
        return Tally(
            Total(
                tuple(
                    _item(half, share, ratio(share.missed, _MINUTE), Rule.HOURS)
                    for half in self.half_days
                    for share in half.shares
                )
            )
        )

    @property
    def lesson_ids(self) -> tuple[int, ...]:
        """The lessons of which something was missed (« créneaux »), each once."""
        return tuple(sorted({n for half in self.half_days for share in half.shares for n in share.lesson_ids}))


def _item(half: MissedHalfDay, share: Share, value: Fraction, rule: Rule) -> Item:
    return Item(
        half_day=half.half_day,
        verdict=share.verdict,
        value=value,
        missed=share.missed,
        origins=share.origins,
        lesson_ids=share.lesson_ids,
        rule=rule,
        reasons=share.reasons,
        is_proof_awaited=share.is_proof_awaited,
    )


def _gross(half: MissedHalfDay) -> Item:
    mixed = (Rule.WORST_OF_HALF,) if len(half.shares) > 1 else ()
    return Item(
        half_day=half.half_day,
        verdict=half.verdict,
        value=Fraction(1),
        missed=half.missed,
        origins=tuple(sorted({origin for share in half.shares for origin in share.origins})),
        lesson_ids=tuple(sorted({n for share in half.shares for n in share.lesson_ids})),
        rule=Rule.GROSS,
        reasons=tuple(dict.fromkeys(rule for share in half.shares for rule in share.reasons)) + mixed,
        is_proof_awaited=any(share.is_proof_awaited for share in half.shares),
    )
