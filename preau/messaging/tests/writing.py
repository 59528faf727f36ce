"""Messages sent through the page, as tests need them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID, uuid5

from django.test import Client

from preau.messaging.models import Message
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
WRITE = "/0310001A/messages/ecrire/"


def token(cast: Cast, name: str) -> str:
    """The word of somebody of the cast, or of a group (`4B:responsables`)."""
    if name in cast.people:
        return f"p{cast.people[name].pk}:{cast.profiles[name].value}"
    group, _, who = name.partition(":")
    return f"g{cast.groups[group].pk}:{who}" if group in cast.groups else name


def said(cast: Cast, *to: str, **more: Any) -> dict[str, Any]:
    """What the form of a message sends."""
    words = {"subject": "Sortie au musée", "html": "Rendez-vous à 8 h.\n\nMerci.", **more}
    key = uuid5(UUID(int=0), repr((to, words["subject"], words["html"])))
    return {
        "dest": [token(cast, one) for one in to], "key": str(key), "window": "une", "geste": "envoyer", **words,
    }  # fmt: skip


def send(client: Client, cast: Cast, look: Look, *to: str, path: str = WRITE, **more: Any) -> Message:
    """Send it, and see that it left."""
    answer = client.post(path, said(cast, *to, **more))
    assert answer.status_code == 302, answer.content.decode()
    with look():
        return Message.objects.select_related("thread").latest("pk")
