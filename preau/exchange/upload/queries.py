"""The imports of a school, as its list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from preau.exchange.upload.models import SchoolImport
from preau.exchange.upload.policies import visible_imports
from preau.kernel import clock
from preau.kernel.actor import Actor

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ImportLine:
    """`is_open`: its steps go on; `is_applied`: it has a report."""

    id: int
    sort: str
    files: str
    by: str
    at: datetime
    is_open: bool
    is_applied: bool


def capital(label: str) -> str:
    """« tableau CSV » at the head of a line."""
    return label[:1].upper() + label[1:]


def latest_imports(actor: Actor, school_id: int) -> tuple[ImportLine, ...]:
    """The latest first. Those given up, or whose files waited too long, are not worth a line."""
    now = clock.now()
    rows = visible_imports(actor).filter(school_id=school_id).exclude(state=SchoolImport.State.GIVEN_UP)
    found = rows.values_list(
        "id", "sort", "file_names", "made_by__first_name", "made_by__last_name", "received_at", "applied_at",
        "expires_at",
    )[:_SHOWN]  # fmt: skip
    return tuple(
        ImportLine(
            pk,
            capital(SchoolImport.Sort(sort).label),
            ", ".join(names),
            f"{first or ''} {last or ''}".strip(),
            applied or received,
            is_open=applied is None,
            is_applied=applied is not None,
        )
        for pk, sort, names, first, last, received, applied, expires in found
        if applied is not None or expires > now
    )
