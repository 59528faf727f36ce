"""Versions of a period: nothing that was known of an absence is lost (capability C58)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from preau.attendance.models import AbsencePeriod, AbsencePeriodVersion
from preau.kernel import clock

#: What a version keeps: all that a change may touch.
KEPT = (
    "starts_at",
    "ends_at",
    "reason_id",
    "words",
    "said_by_id",
    "admissibility",
    "answer",
    "decided_by_id",
    "proof_received_at",
    "followed_at",
    "followed_by_id",
    "withdrawn_at",
    "withdrawn_why",
)


def keep_version(period: AbsencePeriod, *, deed: str, by_id: int | None) -> None:
    """Keep this period as it is, before `deed` changes it; the period counts one version more (to be saved)."""
    keep_versions([period], deed=deed, by_id=by_id)


def keep_versions(periods: Iterable[AbsencePeriod], *, deed: str, by_id: int | None) -> None:
    """The same for many periods, in one statement."""
    known = tuple(periods)
    AbsencePeriodVersion.objects.bulk_create(
        AbsencePeriodVersion(
            school_id=period.school_id,
            period=period,
            version=period.version,
            deed=deed,
            before={name: _plain(getattr(period, name)) for name in KEPT},
            changed_at=clock.now(),
            changed_by_id=by_id,
        )
        for period in known
    )
    for period in known:
        period.version += 1


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
