"""`preau ledger parked`: facts whose listeners failed ten times. Somebody has to look."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import datetime

from preau.foundation.ledger.delivery import MOST_ATTEMPTS
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import words


@dataclass(frozen=True, slots=True)
class ParkedLine:
    """A parked fact, ready to print."""

    id: int
    at: datetime
    name: str
    school_id: int | None
    last_error: str


def parked() -> tuple[ParkedLine, ...]:
    """The parked facts, oldest first."""
    rows = LedgerEvent.objects.filter(delivered_at=None, attempts__gte=MOST_ATTEMPTS).order_by("id")
    return tuple(ParkedLine(*row) for row in rows.values_list("id", "at", "name", "school_id", "last_error"))


def retry_parked() -> int:
    """Give every parked fact its ten attempts again; returns how many there were."""
    rows = LedgerEvent.objects.filter(delivered_at=None, attempts__gte=MOST_ATTEMPTS)
    return rows.update(attempts=0, next_attempt_at=None)


def run(_options: argparse.Namespace | None = None) -> int:
    """Print them; exit code 1 when there are some."""
    lines = parked()
    for line in lines:
        when = f"{words.short_day(line.at)} {words.hour(line.at)}"
        school = f"établissement {line.school_id}" if line.school_id else "sans établissement"
        print(line.id, when, line.name, school, line.last_error, sep="\t")
    if not lines:
        print("Aucun fait en souffrance.")
    return 1 if lines else 0
