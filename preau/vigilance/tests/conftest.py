"""What the tests of vigilance share: a leader with a password, and an incident led through its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from preau.access.models import Account
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.vigilance.jobs import advance
from preau.vigilance.models import Incident, IncidentWork
from tests.cast import Cast, everywhere

PASSWORD = "une phrase que je garde"
SEARCH = {"since_on": "2026-11-22", "since_at": "00:00", "until_on": "2026-11-24", "geste": "chercher"}


class Leading:
    """Somebody leads an incident through its pages; its work is done when it says so, as the worker would."""

    def __init__(self, cast: Cast, client: Client) -> None:
        self.cast, self.client, self.pk = cast, client, 0

    def opens(self, *, real: bool = True, key: int = 1) -> Leading:
        answer = self.client.post(
            "/crise/",
            {"title": "Menaces", "is_rehearsal": "reel" if real else "exercice", "key": str(UUID(int=key))},
        )
        assert answer.status_code == 302, answer.content.decode()
        self.pk = int(re.findall(r"\d+", answer["Location"])[0])
        return self

    @property
    def path(self) -> str:
        return f"/crise/{self.pk}/"

    def page(self, where: str = "") -> str:
        answer = self.client.get(self.path + where)
        assert answer.status_code == 200
        return answer.content.decode()

    def sends(self, where: str, **said: object) -> tuple[int, str]:
        answer = self.client.post(self.path + where, said)
        return answer.status_code, answer.content.decode()

    def finds(self, **said: object) -> str:
        status, html = self.sends("chercher/", **{**SEARCH, **said})
        assert status == 200, html
        return html

    def keeps(self, *tokens: str, **said: object) -> None:
        gesture = {"geste": "retenir", "ecrit": list(tokens)} if tokens else {"geste": "tout"}
        assert self.sends("chercher/", **{**SEARCH, **said, **gesture})[0] == 302

    def works(self) -> None:
        """Everything that was asked for and waits."""
        with everywhere(self.cast):
            waiting = list(IncidentWork.objects.filter(ended_at=None).order_by("pk").values_list("schools", "pk"))
        for schools, pk in waiting:
            advance(school_ids=schools, work_id=pk)
        gather_listeners()
        deliver_all()

    @property
    def incident(self) -> Incident:
        with everywhere(self.cast):
            return Incident.objects.get(pk=self.pk)


@pytest.fixture
def leading(cast: Cast, visit: Callable[[str], Client]) -> Callable[[str], Leading]:
    """`leading("chef")`: her password is known to these tests."""

    def lead(name: str) -> Leading:
        Account.objects.filter(person=cast.people[name]).update(password=make_password(PASSWORD))
        return Leading(cast, visit(name))

    return lead
