"""What waits for a moderator: read, let through or refused with a word, by one person once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.directory.people.audience import Audience, Who
from preau.messaging.models import Addressed, Copy, Message
from tests.cast import Cast, everywhere
from tests.mailing import written

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
HERE = "/0310001A/messages/a-relire/"


@pytest.fixture
def waiting(cast: Cast) -> int:
    """Léa writes to Noé and to her teacher; nobody has it yet."""
    pk = written(cast, "lea", "", subject="Fête", text="Venez tous", state=Message.State.WAITING)
    with everywhere(cast):
        for name in ("noe", "durand"):
            one = Audience(Who.PERSON, person_id=cast.people[name].pk)
            Addressed.objects.create(
                school=cast.schools["college"], message_id=pk, who=one.who, person_id=one.person_id
            )
        Message.objects.filter(pk=pk).update(recipients=2, reason="Un message à plus de 12 personnes")
    return pk


def decide(client: Client, pk: int, gesture: str, reason: str = "") -> int:
    return client.post(f"{HERE}{pk}/", {"geste": gesture, "reason": reason}).status_code


def boxes(seen: Look, pk: int, cast: Cast) -> set[str]:
    names = {person.pk: name for name, person in cast.people.items()}
    with seen():
        return {names[one.person_id] for one in Copy.objects.filter(message_id=pk).exclude(person_id=cast.lea.pk)}


def test_the_cpe_reads_it_and_lets_it_leave_once(
    cast: Cast, visit: Visit, waiting: int, seen_everywhere: Look
) -> None:
    drawn = visit("cpe").get(HERE).content.decode()
    for said in ("Fête", "Venez tous", "Léa Martin-Ségala", "4e B", "Un message à plus de 12 personnes"):
        assert said in drawn
    assert boxes(seen_everywhere, waiting, cast) == set()
    for _ in range(2):
        assert decide(visit("cpe"), waiting, "laisser") == 302
    assert boxes(seen_everywhere, waiting, cast) == {"noe", "durand"}
    assert "Aucun message n’attend" in visit("chef").get(HERE).content.decode()
    assert decide(visit("chef"), waiting, "refuser", "Non") == 422


def test_a_refusal_says_why_and_nothing_leaves(
    cast: Cast, visit: Visit, waiting: int, seen_everywhere: Look
) -> None:
    answer = visit("chef").post(f"{HERE}{waiting}/", {"geste": "refuser", "reason": " "})
    assert answer.status_code == 422
    assert "Dites pourquoi" in answer.content.decode()
    for _ in range(2):
        assert decide(visit("chef"), waiting, "refuser", "Parlez-en d’abord à la vie scolaire.") == 302
    with seen_everywhere():
        assert Message.objects.get(pk=waiting).reason == "Parlez-en d’abord à la vie scolaire."
    assert decide(visit("cpe"), waiting, "laisser") == 422
    assert boxes(seen_everywhere, waiting, cast) == set()


def test_nobody_decides_what_does_not_wait_or_is_her_own(cast: Cast, visit: Visit, waiting: int) -> None:
    delivered = written(cast, "lea", "noe")
    hers = written(cast, "cpe", "noe", state=Message.State.WAITING)
    assert decide(visit("cpe"), delivered, "laisser") == 404
    assert decide(visit("cpe"), hers, "laisser") == 404
    assert decide(visit("cpe"), waiting, "autre") == 404
    assert decide(visit("jumeau_chef"), waiting, "laisser") == 404
    assert decide(visit("durand"), waiting, "laisser") == 404
