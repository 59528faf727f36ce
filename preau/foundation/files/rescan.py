"""Files that came while the antivirus was away are looked at when it is back."""

from __future__ import annotations

from typing import Any

from django.db import models

from preau.foundation.files.antivirus import Verdict, scan


def rescan(files: models.QuerySet[Any], *, most: int = 50) -> int:
    """Look at those of these rows (`content`, `verdict`) that wait; returns how many were settled. A dangerous one
    is emptied. Stops at the first the antivirus does not answer for: it is still away. In the caller's transaction
    and scope.
    """
    settled = 0
    waiting = files.filter(verdict=Verdict.WAITING).order_by("pk").select_for_update(skip_locked=True)
    for pk in list(waiting.values_list("pk", flat=True)[:most]):
        content = files.filter(pk=pk).values_list("content", flat=True).get()
        verdict = scan(bytes(content))
        if verdict is Verdict.WAITING:
            break
        emptied = {"content": b""} if verdict is Verdict.INFECTED else {}
        files.filter(pk=pk).update(verdict=verdict, **emptied)
        settled += 1
    return settled
