"""One delivery, one transaction: read, sift, compare, and, when asked, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from django.db import connection, transaction

from preau.directory.calendar_queries import years
from preau.directory.new_year.days import effective_day
from preau.exchange.aaf import (
    accounting,
    happenings,
    keeping,
    merge_groups,
    merge_guardianships,
    merge_nomenclatures,
    merge_persons,
    merge_pupils,
    merge_schools,
    merge_staff,
    sifting,
)
from preau.exchange.aaf.delivery import Delivery, DeliveryFile
from preau.exchange.aaf.events import DeliveryApplied
from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.keeping import keep, keep_rows, known_readings, last_days, readings_told
from preau.exchange.aaf.measure import NO_WATCH, Watch
from preau.exchange.aaf.models import SourceDelivery
from preau.exchange.aaf.plan import Plan, read_plan
from preau.exchange.aaf.staging import KnownReading, delivery_day, processes_for, stage
from preau.exchange.aaf.tables import Cursor, create_tables, run
from preau.exchange.brake import DIRECTORY_LOCK
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.kernel.refusals import NotPossible
from preau.kernel.words import THIN, full_day

_AGGREGATES = (
    merge_schools, sifting, merge_persons, merge_nomenclatures, merge_groups, merge_pupils, merge_guardianships,
    merge_staff, happenings, accounting, keeping,
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
    *accounting.PLAN,
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
#: Of PostgreSQL, for this transaction: one import at a time joins whole tables of a region.
_WORK_MEM = "64MB"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, and whether it was written."""

    plan: Plan
    is_applied: bool


def _silent(_file: DeliveryFile, _entries: int) -> None:
    """Tell nobody."""


def import_delivery(
    delivery: Delivery,
    *,
    apply: bool,
    confirmed: bool = False,
    on_file: Callable[[DeliveryFile, int], None] = _silent,
    watch: Watch = NO_WATCH,
) -> Outcome:
    """Compare a delivery with the base; with `apply`, write what differs, in one transaction. What begins and what
    ends does so today; between two school years, on the first day of the next (`effective_day`).

    The directory is not written when nothing differs, nor when the plan removes too many people (`Plan.removals`)
    without `confirmed`. Speaks as the owner of the tables. `on_file`: see `stage`.

    Errors: `NotPossible` for a delivery that cannot be taken, that is older than the last one of its source, for a
    delta whose source never gave a full delivery, or when another import is under way; whatever stops it midway
    leaves the base as it was.
    """
    parameters: dict[str, object] = {
        "today": effective_day(clock.today(), years()), "now": clock.now(), "is_delta": delivery.is_delta,
    }  # fmt: skip
    fingerprints = {source: delivery.fingerprint(source) for source in delivery.sources}
    with transaction.atomic(), connection.cursor() as django_cursor:
        cursor = cast("Cursor", django_cursor)
        _be_alone(cursor)
        known = known_readings(cursor, delivery.sources)
        _check_order(cursor, delivery, known)
        with watch.phase("lecture"):
            notes = stage(cursor, delivery, on_file, processes=processes_for(delivery), known=known, watch=watch)
        with watch.phase("comparaison"):
            create_tables(cursor, _TABLES)
            run(cursor, PLAN, parameters)
            plan = read_plan(cursor, delivery, notes, parameters, known)
        is_taken = apply and (confirmed or not plan.removals)
        if is_taken:
            with watch.phase("écriture"):
                if not plan.is_empty:
                    run(cursor, APPLY, parameters)
                    record(_fact(plan), actor=SYSTEM)
                readings = readings_told(delivery, notes, known)
                keep(cursor, delivery, fingerprints, plan.account, readings, parameters)
        else:
            transaction.set_rollback(True)
    if apply and not is_taken:
        _note_waiting(delivery, fingerprints, plan)
    return Outcome(plan, is_taken and not plan.is_empty)


def _check_order(cursor: Cursor, delivery: Delivery, known: Mapping[str, KnownReading]) -> None:
    """A delivery comes after those of its source that were applied; a delta, after a full one."""
    last = last_days(cursor)
    for source in delivery.sources:
        day = delivery_day(delivery, source)
        if source in last and day < last[source]:
            raise NotPossible(
                f"La livraison du {full_day(day)} est plus ancienne que la dernière livraison appliquée de la "
                f"source {source}, du {full_day(last[source])}{THIN}: elle ferait revenir en arrière. "
                "Rien n’a changé."
            )
        if delivery.is_delta and source not in known:
            raise NotPossible(
                f"La livraison du {full_day(day)} est une livraison delta, et la source {source} n’a encore "
                "donné aucune livraison complète. Importez d’abord une livraison complète. Rien n’a changé."
            )


def _note_waiting(delivery: Delivery, fingerprints: Mapping[str, str], plan: Plan) -> None:
    """What waits for a human is written apart: the plan itself left no trace."""
    with transaction.atomic(), connection.cursor() as cursor:
        keep_rows(
            cast("Cursor", cursor),
            delivery,
            fingerprints,
            SourceDelivery.State.WAITING,
            reason=" ; ".join(f"{one.uai} : {one.leaving} {one.population} sur {one.of}" for one in plan.removals),
            account=plan.account,
        )


def _be_alone(cursor: Cursor) -> None:
    cursor.execute("SELECT row_security_active('enrolment'), pg_try_advisory_xact_lock(%s)", [DIRECTORY_LOCK])
    as_screens, alone = cursor.fetchone() or (True, False)
    if as_screens:
        raise NotPossible(
            "L’import de l’annuaire se lance par la commande « preau import aaf », jamais d’un écran."
        )
    if not alone:
        raise NotPossible(
            "Un autre import de l’annuaire est en cours : attendez qu’il finisse, puis relancez celui-ci."
        )
    cursor.execute("SELECT set_config('work_mem', %s, true)", [_WORK_MEM])


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
