"""What uploading does by night: forget files that waited too long, and reports a year old."""

from __future__ import annotations

from django.db import transaction

from preau.directory.models import School
from preau.exchange.upload.actions.give_up_import import give_up_import
from preau.exchange.upload.models import KeptColumns, SchoolImport
from preau.exchange.upload.rules import COLUMNS_KEPT_FOR, REPORTS_KEPT_FOR
from preau.foundation.jobs.job import scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import SYSTEM


@scheduled("10 3 * * *")
def forget_old_imports() -> None:
    """Retention of imports (see `manifest.py`)."""
    now = clock.now()
    with transaction.atomic(), scope_opened_by_hand(School.objects.values_list("id", flat=True)):
        SchoolImport.objects.filter(received_at__lt=now - REPORTS_KEPT_FOR).delete()
        KeptColumns.objects.filter(used_at__lt=now - COLUMNS_KEPT_FOR).delete()
        waiting = SchoolImport.objects.filter(state=SchoolImport.State.UNDER_WAY, expires_at__lte=now)
        for school_id, import_id in waiting.values_list("school_id", "id"):
            give_up_import(actor=SYSTEM, school_id=school_id, import_id=import_id)
