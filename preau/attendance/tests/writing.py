"""Letters of a series, in tests: made through the page, read again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from pypdf import PdfReader

from preau.access.models import Account
from preau.attendance.models import Notification
from preau.attendance.tests.sending import deliver
from preau.attendance.tests.test_roll import tap
from preau.directory.models import Person
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

PAGE = "/0310001A/courriers/"
TEXT = "{destinataire},\n{enfant}, {classe}\u202f: {nombre}\n{liste}\n{demi_journees} – {etablissement}, {jour}"


def make_absent(cast: Cast, visit: Visit) -> None:
    """Léa is absent without a word. Her father has an e-mail address, her mother a postal one."""
    Account.objects.filter(person=cast.marc).update(email="marc@exemple.fr")
    Person.objects.filter(pk=cast.sofia.pk).update(address="3 rue des Lilas\n31000 Toulouse")
    tap(visit("durand"), cast, "lea", "absent")
    deliver()


def post(client: Client, cast: Cast, channel: str, key: UUID | None = None, **said: Any) -> tuple[int, str, str]:
    words = {
        "envoi": channel, "objet": "Absences de {enfant}", "cle": str(key or uuid4()), "eleve": [cast.lea.pk],
        "texte": TEXT, **said,
    }  # fmt: skip
    response = client.post(PAGE, words)
    return response.status_code, response.get("Location", ""), response.content.decode()


def made(look: Look) -> list[tuple[str, str]]:
    with look():
        return list(Notification.objects.exclude(batch=None).order_by("id").values_list("sent_to", "state"))


def pages(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
