"""What news does later: look at the files that wait for the antivirus."""

from __future__ import annotations

from django.db import transaction

from preau.directory.models import School
from preau.foundation.files.rescan import rescan
from preau.foundation.jobs.job import scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.news.models import NewsFile


@scheduled("*/5 * * * *")
def look_at_waiting_files() -> None:
    """The antivirus may be back."""
    with transaction.atomic(), scope_opened_by_hand(School.objects.values_list("pk", flat=True)):
        rescan(NewsFile.objects.all())
