"""Files sent for an absence: which there are, and one of them, for who may read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from preau.attendance.models import AbsenceProof
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

#: All that was sent of a period `t`, as a jsonb array of `ProofLine`, for those who treat absences; or null.
PROOFS = """
(SELECT jsonb_agg(jsonb_build_array(f.id, f.name, f.sent_at, coalesce(w.first_name || ' ' || w.last_name, ''))
                  ORDER BY f.sent_at, f.id)
   FROM absence_proof f LEFT JOIN person w ON w.id = f.sent_by_id
  WHERE f.school_id = t.school_id AND f.period_id = t.id AND f.withdrawn_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A file, ready to print; `sent_by` is empty for families."""

    id: int
    name: str
    sent_at: datetime
    sent_by: str = ""


@dataclass(frozen=True, slots=True)
class ShownProof:
    """A file to send."""

    name: str
    mime: str
    content: bytes


def own_proofs(actor: Actor, period_id: int) -> tuple[ProofLine, ...]:
    """What the reader sent of a period: nobody of a family reads what another sent (rule B8)."""
    mine = AbsenceProof.objects.filter(period_id=period_id, sent_by_id=actor.person_id, withdrawn_at=None)
    return tuple(ProofLine(*row) for row in mine.values_list("pk", "name", "sent_at"))


def proofs_in(column: str | None) -> tuple[ProofLine, ...]:
    """The files of a column `PROOFS`, as PostgreSQL hands JSON over."""
    rows = json.loads(column) if column else []
    return tuple(ProofLine(pk, name, datetime.fromisoformat(at), by) for pk, name, at, by in rows)


def own_proof(actor: Actor, pupil_id: int, proof_id: int) -> ShownProof:
    """A file that the reader sent of this pupil; `NotAllowed` for any other."""
    return _shown(AbsenceProof.objects.filter(pk=proof_id, period__pupil_id=pupil_id, sent_by_id=actor.person_id))


def proof_of_school(school_id: int, proof_id: int) -> ShownProof:
    """A file sent to this school; `NotAllowed` for any other."""
    return _shown(AbsenceProof.objects.filter(pk=proof_id, school_id=school_id))


def _shown(found: QuerySet[AbsenceProof]) -> ShownProof:
    row = found.filter(withdrawn_at=None).values_list("name", "mime", "content").first()
    if row is None:
        raise NotAllowed
    return ShownProof(row[0], row[1], bytes(row[2]))
