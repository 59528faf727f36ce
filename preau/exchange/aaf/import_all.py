"""Every delivery of a folder, in the order of their days: each one whole, in its own transaction.

A run that is stopped between two deliveries, or within one, goes on where it was: in a folder of several
deliveries, those already applied are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from django.db import connection, transaction

from preau.exchange.aaf.delivery import Delivery, DeliveryFile, discover
from preau.exchange.aaf.import_delivery import Outcome, import_delivery
from preau.exchange.aaf.keeping import already_applied, keep_rows
from preau.exchange.aaf.measure import NO_WATCH, Watch
from preau.exchange.aaf.models import SourceDelivery
from preau.exchange.aaf.tables import Cursor
from preau.foundation.tenancy.sizes import learn_sizes
from preau.kernel.refusals import NotPossible


def import_all(
    folder: Path,
    *,
    apply: bool,
    confirmed: bool = False,
    on_file: Callable[[DeliveryFile, int], None] = lambda _file, _entries: None,
    watch: Watch = NO_WATCH,
) -> Iterator[tuple[Delivery, Outcome | None]]:
    """Each delivery with what came of it; None when it had been applied already.

    Without `apply` they are all applied, each on top of the one before, and undone at the end. It ends at the
    first one that waits to be confirmed. Errors: as `discover` and `import_delivery`; those before stay applied.
    """
    deliveries = discover(folder)
    if apply or len(deliveries) == 1:
        yield from _each(deliveries, apply=apply, confirmed=confirmed, on_file=on_file, watch=watch)
        return
    with transaction.atomic():
        yield from _each(deliveries, apply=True, confirmed=confirmed, on_file=on_file, watch=watch)
        transaction.set_rollback(True)


def _each(
    deliveries: tuple[Delivery, ...],
    *,
    apply: bool,
    confirmed: bool,
    on_file: Callable[[DeliveryFile, int], None],
    watch: Watch,
) -> Iterator[tuple[Delivery, Outcome | None]]:
    for delivery in deliveries:
        left = _left_of(delivery) if len(deliveries) > 1 else delivery
        if not left.files:
            yield delivery, None
            continue
        try:
            outcome = import_delivery(left, apply=apply, confirmed=confirmed, on_file=on_file, watch=watch)
        except NotPossible as refusal:
            if apply:
                _note_refusal(left, refusal.message)
            raise
        if outcome.is_applied:
            learn_sizes()
        yield left, outcome
        if outcome.plan.removals and not confirmed:
            return


def _left_of(delivery: Delivery) -> Delivery:
    """The sources of a delivery that were not applied with these very files."""
    with connection.cursor() as cursor:
        return delivery.without(already_applied(cast("Cursor", cursor), delivery))


def _note_refusal(delivery: Delivery, reason: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        fingerprints = {source: delivery.fingerprint(source) for source in delivery.sources}
        keep_rows(cast("Cursor", cursor), delivery, fingerprints, SourceDelivery.State.REFUSED, reason=reason)
