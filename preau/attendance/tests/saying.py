"""What families and vie scolaire do in tests, by their own doors."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from preau.attendance.actions.treat_periods import Treatment, treat_periods
from preau.attendance.models import (
    AbsencePeriod,
    AbsenceReason,
)
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.notices.models import Notice
from preau.foundation.tenancy.scope import school_scope
from tests.cast import Cast
from tests.house.test_actions import acting

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def page_of(cast: Cast) -> str:
    return f"/eleves/{cast.lea.pk}/absences/"


def deliver() -> None:
    gather_listeners()
    deliver_all()


def reason(cast: Cast, look: Look, code: str) -> int:
    with look():
        return AbsenceReason.objects.get(school=cast.schools["college"], code=code).pk


def decide(cast: Cast, period: AbsencePeriod, decision: str, **more: object) -> None:
    with transaction.atomic(), school_scope([period.school_id]):
        treat_periods(
            actor=acting(cast, "cpe"),
            school_id=period.school_id,
            seen={period.pk: period.version},
            treatment=Treatment(admissibility=decision, **more),  # type: ignore[arg-type]
        )
    deliver()


def told(cast: Cast, name: str, kind: str = "attendance:decision") -> list[str]:
    mine = Notice.objects.filter(recipient_id=cast.people[name].pk, kind=kind, withdrawn_at=None)
    return list(mine.values_list("title", flat=True))


def justify(
    client: Client, cast: Cast, period: AbsencePeriod, *files: tuple[str, bytes], **said: object
) -> tuple[int, str]:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(f"{page_of(cast)}{period.pk}/justifier/", {**said, "fichiers": sent})
    return response.status_code, response.content.decode()


def announce(client: Client, cast: Cast, *files: tuple[str, bytes], **said: object) -> tuple[int, str]:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(f"{page_of(cast)}annoncer/", {**said, "fichiers": sent})
    return response.status_code, response.content.decode()
