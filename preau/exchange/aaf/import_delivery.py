"""One delivery, one transaction: read, sift, compare, and, when asked, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from django.db import connection, transaction

from preau.exchange.aaf import (
    happenings,
    merge_groups,
    merge_guardianships,
    merge_nomenclatures,
    merge_persons,
    merge_pupils,
    merge_schools,
    merge_staff,
    sifting,
)
from preau.exchange.aaf.delivery import DeliveryFile, discover
from preau.exchange.aaf.events import DeliveryApplied
from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.plan import Plan, read_plan
from preau.exchange.aaf.staging import Cursor, create_tables, processes_for, stage
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.kernel.refusals import NotPossible

_AGGREGATES = (
    merge_schools, sifting, merge_persons, merge_nomenclatures, merge_groups, merge_pupils, merge_guardianships,
    merge_staff, happenings,
)  # fmt: skip
_TABLES = {name: columns for aggregate in _AGGREGATES for name, columns in aggregate.TABLES.items()}
# An anomaly of the reading may not know its school: the person read there does.
_PLACE_ANOMALIES = """
UPDATE aaf_anomaly a SET structure = s.structure
  FROM aaf_person s WHERE a.structure = '' AND s.file = a.file AND s.line = a.line
"""
PLAN = (
    _PLACE_ANOMALIES,
    *merge_schools.PLAN,
    *sifting.PLAN,
    *merge_staff.PLAN_POSTS,
    *merge_persons.PLAN,
    *merge_nomenclatures.PLAN,
    *merge_groups.PLAN,
    *merge_pupils.PLAN,
    *merge_guardianships.PLAN,
    *merge_staff.PLAN,
    *merge_groups.PLAN_ENDS,
    *happenings.PLAN,
)
APPLY = (
    *merge_schools.APPLY,
    *merge_persons.APPLY,
    *merge_nomenclatures.APPLY,
    *merge_groups.APPLY,
    *merge_pupils.APPLY,
    *merge_guardianships.APPLY,
    *merge_staff.APPLY,
)
#: Two imports never interleave: whoever holds this lock is alone until its transaction ends.
LOCK = 0x5072_6561_7501
#: From so many rows on, the planner's figures are made anew at once, for whoever reads next.
_MANY_CHANGES = 5_000
_WRITTEN = (
    "school", "person", "person_key", "pupil", "enrolment", "pupil_group", "membership", "guardianship", "post",
    "course", "form_teacher", "subject", "mef",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, and whether it was written."""

    plan: Plan
    is_applied: bool


def import_delivery(
    folder: Path,
    *,
    apply: bool,
    confirmed: bool = False,
    on_file: Callable[[DeliveryFile, int], None] = lambda _file, _entries: None,
) -> Outcome:
    """Compare the full delivery in `folder` with the base; with `apply`, write what differs.

    Nothing is written when nothing differs, nor when the plan removes too many people (`Plan.removals`) without
    `confirmed`. Speaks as the owner of the tables. `on_file`: see `stage`.

    Errors: `NotPossible` for a delivery that cannot be taken, or when another import is under way; whatever
    stops it midway leaves the base as it was.
    """
    delivery = discover(folder)
    parameters: dict[str, object] = {"today": clock.today()}
    with transaction.atomic(), connection.cursor() as django_cursor:
        cursor = cast("Cursor", django_cursor)
        _be_alone(cursor)
        notes = stage(cursor, delivery, on_file, processes=processes_for(delivery))
        create_tables(cursor, _TABLES)
        _run(cursor, PLAN, parameters)
        plan = read_plan(cursor, delivery, notes, parameters)
        is_applied = apply and not plan.is_empty and (confirmed or not plan.removals)
        if is_applied:
            _run(cursor, APPLY, parameters)
            record(_fact(plan), actor=SYSTEM)
            if plan.changes >= _MANY_CHANGES:
                cursor.execute(f"ANALYZE {', '.join(_WRITTEN)}")
        else:
            transaction.set_rollback(True)
    return Outcome(plan, is_applied)


def _be_alone(cursor: Cursor) -> None:
    cursor.execute("SELECT row_security_active('enrolment'), pg_try_advisory_xact_lock(%s)", [LOCK])
    as_screens, alone = cursor.fetchone() or (True, False)
    if as_screens:
        raise NotPossible(
            "L’import de l’annuaire se lance par la commande « preau import aaf », jamais d’un écran."
        )
    if not alone:
        raise NotPossible(
            "Un autre import de l’annuaire est en cours : attendez qu’il finisse, puis relancez celui-ci."
        )


def _run(cursor: Cursor, statements: Iterable[str], parameters: dict[str, object]) -> None:
    for statement in statements:
        cursor.execute(statement, parameters if "%(" in statement else None)


def _fact(plan: Plan) -> DeliveryApplied:
    return DeliveryApplied(
        sources=tuple(line.source for line in plan.sources),
        school_ids=tuple(school.id for school in plan.schools if school.counts),
        pupils_in=plan.total(What.PUPIL_IN),
        pupils_out=plan.total(What.PUPIL_OUT),
        staff_in=plan.total(What.STAFF_IN),
        staff_out=plan.total(What.STAFF_OUT),
        moves=plan.total(What.CLASS_MOVE),
        records=plan.total(What.RECORD),
        guardians_in=plan.total(What.GUARDIAN_IN),
        guardians_out=plan.total(What.GUARDIAN_OUT),
        changes=plan.changes,
        anomalies=plan.anomaly_count,
    )
