"""« Ignorer cet élève »: a file without a pupil, or without one of their periods (capability C96)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from preau.exchange.lsu.records import Livret


@dataclass(frozen=True, slots=True)
class Ignored:
    """Keys of the file; without a period, the pupil is ignored in the whole file."""

    pupil: str
    period: str = ""


def without(livret: Livret, ignored: Collection[Ignored]) -> Livret:
    """The same file without them. A pupil of whom no report is left goes too."""
    if not ignored:
        return livret
    wholly = {one.pupil for one in ignored if not one.period}
    by_period = {(one.pupil, one.period) for one in ignored if one.period}
    period_reports = tuple(
        report
        for report in livret.period_reports
        if report.pupil not in wholly and (report.pupil, report.period) not in by_period
    )
    cycle_reports = tuple(report for report in livret.cycle_reports if report.pupil not in wholly)
    touched = {one.pupil for one in ignored}
    left = {one.pupil for one in period_reports} | {one.pupil for one in cycle_reports}
    return replace(
        livret,
        pupils=tuple(pupil for pupil in livret.pupils if pupil.key not in touched or pupil.key in left),
        period_reports=period_reports,
        cycle_reports=cycle_reports,
    )
