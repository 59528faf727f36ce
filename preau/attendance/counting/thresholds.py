"""Absenteeism, month by month (L131-8, circular 2014-159, capability C71): unjustified half-days against 4 and 10.

Rule B6 says to count *complete* half-days, by calendar month. The law says « quatre demi-journées » and nothing of
complete: both are given, and the head decides. What still waits for a decision is not unjustified.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from preau.attendance.counting.rules import ABSENTEEISM_FROM, REINFORCED_FROM
from preau.attendance.counting.totals import Count, MissedHalfDay, Verdict


class Level(StrEnum):
    """How far a month has gone."""

    NONE = "rien"
    ABSENTEEISM = "signalement"
    REINFORCED = "mesures_renforcees"


def level_of(half_days: int) -> Level:
    """What so many unjustified half-days in one month call for."""
    if half_days >= REINFORCED_FROM:
        return Level.REINFORCED
    return Level.ABSENTEEISM if half_days >= ABSENTEEISM_FROM else Level.NONE


@dataclass(frozen=True, slots=True)
class UnjustifiedMonth:
    """The unjustified half-days of one calendar month, which starts on `first_on`.

    `gross`: something was missed without a legitimate reason; `complete`: every lesson was, from end to end.
    """

    first_on: date
    gross: tuple[MissedHalfDay, ...]

    @property
    def complete(self) -> tuple[MissedHalfDay, ...]:
        """Those of which nothing was attended, nothing justified and nothing waits."""
        return tuple(half for half in self.gross if half.is_complete_and_unjustified)

    @property
    def level(self) -> Level:
        """By complete half-days: the one that is reported (rule B6)."""
        return level_of(len(self.complete))

    @property
    def gross_level(self) -> Level:
        """By all of them: an earlier sign, for vie scolaire."""
        return level_of(len(self.gross))


def unjustified_months(count: Count) -> tuple[UnjustifiedMonth, ...]:
    """The months with an unjustified half-day, in order."""
    found: dict[date, list[MissedHalfDay]] = {}
    for half in count.half_days:
        if half.verdict == Verdict.UNJUSTIFIED:
            found.setdefault(half.half_day.day.replace(day=1), []).append(half)
    return tuple(UnjustifiedMonth(month, tuple(halves)) for month, halves in found.items())
