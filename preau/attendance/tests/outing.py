"""Going out together in tests, by the doors of those who treat absences."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from django.test import Client

from preau.attendance.models import AbsencePeriod, AbsenceReason, CollectiveAbsence
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

MAKE = "/0310001A/absences/collectives/nouvelle/"
KEY = UUID(int=77)


def reason_of(cast: Cast, look: Look, code: str = "sortie") -> int:
    with look():
        return AbsenceReason.objects.get(school=cast.schools["college"], code=code).pk


def asked(cast: Cast, look: Look, day: date = TODAY, **more: str | int) -> dict[str, str | int]:
    """What the form says: today from 8 h to 12 h, the whole of 4e B."""
    return {
        "nom": "Sortie au musée", "debut": day.isoformat(), "debut_heure": "08:00", "fin": day.isoformat(),
        "fin_heure": "12:00", "motif": reason_of(cast, look), "classes": cast.groups["4B"].pk, "voir": "1", **more,
    }  # fmt: skip


def seen(client: Client, query: dict[str, str | int]) -> str:
    response = client.get(MAKE, query)
    assert response.status_code == 200
    return response.content.decode()


def made(client: Client, query: dict[str, str | int], **choices: object) -> int:
    """Make it; the id of the page that comes next."""
    response = client.post(MAKE, {"cle": str(KEY), **choices}, query_params=query)
    assert response.status_code == 302, response.content.decode()
    return int(response["Location"].rstrip("/").rsplit("/", 1)[1])


def going(look: Look, collective_id: int) -> dict[int, AbsencePeriod]:
    """Who goes, by pupil."""
    with look():
        mine = AbsencePeriod.objects.filter(collective_id=collective_id, withdrawn_at=None)
        return {one.pupil_id: one for one in mine}


def fresh(look: Look, collective_id: int) -> CollectiveAbsence:
    with look():
        return CollectiveAbsence.objects.get(pk=collective_id)
