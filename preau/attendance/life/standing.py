"""Where a period stands, in the words of the desk and of families (rule B6 « States of an absence »)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from preau.attendance.models import AbsencePeriod


class PeriodState(StrEnum):
    """The states a period goes through; `ANNOUNCED` when it has not begun yet."""

    ANNOUNCED = "annoncee"
    UNEXPLAINED = "sans_motif"
    PENDING = "a_examiner"
    AWAITING_PROOF = "piece_attendue"
    ACCEPTED = "reglee"
    REFUSED = "refusee"


class Explained(Protocol):
    """What a state is made of, in a row as in a line of a screen."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def reason_id(self) -> int | None: ...
    @property
    def words(self) -> str: ...
    @property
    def admissibility(self) -> str: ...
    @property
    def proof_received_at(self) -> datetime | None: ...


def state_of(period: Explained, *, needs_proof: bool, now: datetime) -> PeriodState:
    """Refused; settled once accepted, with its proof when the reason asks for one; else what is still awaited: the
    proof, a decision on what was said, or that somebody says something. Announced: to come, and not yet decided.
    """
    if period.admissibility == AbsencePeriod.Admissibility.REFUSED:
        return PeriodState.REFUSED
    if period.admissibility == AbsencePeriod.Admissibility.ACCEPTED:
        is_settled = not needs_proof or period.proof_received_at is not None
        return PeriodState.ACCEPTED if is_settled else PeriodState.AWAITING_PROOF
    if period.starts_at > now:
        return PeriodState.ANNOUNCED
    if period.reason_id is None and not period.words:
        return PeriodState.UNEXPLAINED
    return PeriodState.PENDING


#: `state_of` in SQL, for what filters and counts. `t` is the period, `m` its reason or nothing, `%(now)s` the
#: instant.
STATE = """CASE t.admissibility
     WHEN 'refusee' THEN 'refusee'
     WHEN 'acceptee' THEN CASE WHEN coalesce(m.needs_proof, false) AND t.proof_received_at IS NULL
                               THEN 'piece_attendue' ELSE 'reglee' END
     ELSE CASE WHEN t.starts_at > %(now)s THEN 'annoncee'
               WHEN t.reason_id IS NULL AND t.words = '' THEN 'sans_motif'
               ELSE 'a_examiner' END
END"""
