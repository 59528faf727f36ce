"""What families and staff do with the book in tests, by their own doors."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.test import Client

from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.notices.models import Notice
from preau.liaison.models import Reply, Word, WordPupil
from tests.cast import Cast, everywhere

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
DESK = "/0310001A/carnet/"


def deliver() -> None:
    gather_listeners()
    deliver_all()


def path_of(cast: Cast, word: str = "sortie", pupil: str = "lea") -> str:
    return f"/eleves/{cast.people[pupil].pk}/carnet/{cast.liaison[word]}/"


def followed(cast: Cast, word: str = "sortie") -> str:
    return f"{DESK}{cast.liaison[word]}/"


def answer(client: Client, cast: Cast, value: str = "oui", word: str = "sortie", **more: Any) -> tuple[int, str]:
    response = client.post(path_of(cast, word), {"valeur": value, **more})
    return response.status_code, response.content.decode()


def outcome(cast: Cast, word: str = "sortie", pupil: str = "lea") -> str:
    with everywhere(cast):
        return WordPupil.objects.get(word_id=cast.liaison[word], pupil_id=cast.people[pupil].pk).outcome


def reply_of(cast: Cast, name: str, word: str = "sortie", pupil: str = "lea") -> Reply:
    with everywhere(cast):
        return Reply.objects.get(
            word_id=cast.liaison[word], pupil_id=cast.people[pupil].pk, person_id=cast.people[name].pk
        )


def change(cast: Cast, word: str = "sortie", **fields: Any) -> None:
    """The word as a test needs it."""
    with everywhere(cast):
        Word.objects.filter(pk=cast.liaison[word]).update(**fields)


def told(cast: Cast, name: str, kind: str) -> list[str]:
    mine = Notice.objects.filter(recipient_id=cast.people[name].pk, kind=kind, withdrawn_at=None)
    return list(mine.values_list("detail", flat=True))
