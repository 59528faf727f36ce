"""Do a piece of the work of an incident."""

from __future__ import annotations

from collections.abc import Callable

from preau.access.actions.reset_accounts import reset_accounts
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor, Profile
from preau.kernel.refusals import NotAllowed
from preau.vigilance.events import WorkAdvanced
from preau.vigilance.evidence import make_evidence
from preau.vigilance.leading import kinds_of, school_of
from preau.vigilance.models import IncidentAccount, IncidentWork, IncidentWriting
from preau.vigilance.rules import ACCOUNTS_A_PIECE, WRITINGS_A_PIECE


@action
def advance_work(*, actor: Actor, work_id: int) -> bool:
    """One piece: some writings withdrawn or given back, some accounts reset, or the evidence file. True when more
    is to be done. What remains is read from the rows: a piece that dies is done again, one that is done is not.

    `NotAllowed` for anybody but Préau. The scope of the incident is open.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    work = (
        IncidentWork.objects.select_for_update(of=("self",))
        .select_related("incident")
        .filter(pk=work_id, ended_at=None)
        .first()
    )
    if work is None:
        return False
    done, copies = _PIECES[IncidentWork.Kind(work.kind)](work)
    work.done, work.copies = work.done + done, work.copies + copies
    is_over = not done or work.done >= work.total or work.kind == IncidentWork.Kind.EVIDENCE
    if is_over:
        work.ended_at, work.total = clock.now(), work.done
    work.save(update_fields=["done", "copies", "total", "ended_at"])
    record(
        WorkAdvanced(school_of(work.incident), work.incident_id, work.pk, work.kind, work.done, work.total),
        actor=actor,
    )
    return not is_over


def _withdraw(work: IncidentWork) -> tuple[int, int]:
    return _turn(work, withdrawn=True)


def _restore(work: IncidentWork) -> tuple[int, int]:
    return _turn(work, withdrawn=False)


def _turn(work: IncidentWork, *, withdrawn: bool) -> tuple[int, int]:
    rows = list(
        IncidentWriting.objects.select_for_update()
        .filter(incident_id=work.incident_id, wants=work.kind)
        .order_by("writing", "pk")[:WRITINGS_A_PIECE]
    )
    asker, kinds, copies = Actor(work.asked_by_id, Profile(work.asked_profile)), kinds_of(work.incident), 0
    for name in {row.writing for row in rows} & kinds.keys():
        ids = [row.writing_id for row in rows if row.writing == name]
        turn = kinds[name].withdraw if withdrawn else kinds[name].restore
        copies += turn(asker, ids, work.event_id)
    mine, now = IncidentWriting.objects.filter(pk__in=[row.pk for row in rows]), clock.now()
    if withdrawn:
        mine.update(wants="", withdrawn_at=now, restored_at=None)
    else:
        mine.update(wants="", restored_at=now)
    return len(rows), copies


def _reset(work: IncidentWork) -> tuple[int, int]:
    rows = dict(
        IncidentAccount.objects.select_for_update()
        .filter(incident_id=work.incident_id, wants=work.kind)
        .order_by("pk")
        .values_list("pk", "person_id")[:ACCOUNTS_A_PIECE]
    )
    if rows and not work.incident.is_rehearsal:
        reset_accounts(actor=SYSTEM, person_ids=list(rows.values()), school_id=school_of(work.incident))
    IncidentAccount.objects.filter(pk__in=list(rows)).update(wants="", reset_at=clock.now())
    return len(rows), 0


def _keep_evidence(work: IncidentWork) -> tuple[int, int]:
    return make_evidence(work), 0


_PIECES: dict[IncidentWork.Kind, Callable[[IncidentWork], tuple[int, int]]] = {
    IncidentWork.Kind.WITHDRAW: _withdraw,
    IncidentWork.Kind.RESTORE: _restore,
    IncidentWork.Kind.RESET: _reset,
    IncidentWork.Kind.EVIDENCE: _keep_evidence,
}
