"""A message to many: confirmed, a minute on the doorstep, delivered in batches, each person once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from preau.directory.models import Enrolment, Membership, Pupil
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.messaging import delivering
from preau.messaging.events import CopiesDelivered
from preau.messaging.jobs import deliver, leave, resume_deliveries
from preau.messaging.models import Copy, Draft, Message
from preau.messaging.tests.writing import WRITE, Look, Visit, said, send
from tests.cast import NOW, YEAR_START, Cast, person

MANY = 60


@pytest.fixture
def crowd(cast: Cast, seen_everywhere: Look) -> list[int]:
    """Sixty more pupils in 4e B."""
    made = []
    with seen_everywhere():
        for n in range(MANY):
            pupil = Pupil.objects.create(person=person(cast, f"m{n}", f"Élève{n}", "Nombreux", Profile.PUPIL))
            Enrolment.objects.create(school=cast.schools["college"], pupil=pupil, begins_on=YEAR_START)
            Membership.objects.create(
                school=cast.schools["college"], group=cast.groups["4B"], pupil=pupil, begins_on=YEAR_START
            )
            made.append(pupil.pk)
    return made


def copies(look: Look, message: Message) -> list[int]:
    with look():
        received = Copy.objects.filter(message=message).exclude(role=Copy.Role.SENDER)
        return list(received.order_by("person_id").values_list("person_id", flat=True))


def fresh(look: Look, message: Message) -> Message:
    with look():
        return Message.objects.get(pk=message.pk)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, int]]]:
    """The jobs that listeners asked for."""
    kept: list[tuple[str, dict[str, int]]] = []
    monkeypatch.setattr(deliver, "later", lambda **words: kept.append(("deliver", words)))
    monkeypatch.setattr(leave, "after", lambda _wait, **words: kept.append(("leave", words)))
    return kept


def test_the_number_is_typed_before_many_are_written_to(
    cast: Cast, visit: Visit, seen_everywhere: Look, crowd: list[int]
) -> None:
    people = MANY + 2
    for typed in ("", "12", str(people - 1)):
        refused = visit("durand").post(WRITE, said(cast, "4B:eleves", confirmed=typed))
        assert refused.status_code == 422
        assert f"part à {people} personnes" in refused.content.decode()
    with seen_everywhere():
        assert not Message.objects.filter(thread__subject="Sortie au musée").exists()
    message = send(visit("durand"), cast, seen_everywhere, "4B:eleves", confirmed=people)
    assert (message.state, message.recipients) == ("depart", people)
    assert message.leaves_at == NOW + timedelta(seconds=60)


def test_within_the_minute_its_sender_takes_it_back(
    cast: Cast, visit: Visit, seen_everywhere: Look, crowd: list[int], asked: list[tuple[str, dict[str, int]]]
) -> None:
    message = send(visit("durand"), cast, seen_everywhere, "4B:eleves", confirmed=MANY + 2)
    assert "Annuler l’envoi" in visit("durand").get(f"/messages/fils/{message.thread_id}/").content.decode()
    for other in ("petit", "chef", "lea", "jumeau_prof"):
        for gesture in ("annuler", "partir"):
            assert visit(other).post(f"/0310001A/messages/{message.pk}/{gesture}/").status_code == 404
    assert visit("durand").post(f"/0310001A/messages/{message.pk}/annuler/").status_code == 302
    with seen_everywhere():
        draft = Draft.objects.exclude(pk=cast.messages["draft"]).get()
        assert not Message.objects.filter(thread__subject="Sortie au musée").exists()
    assert (draft.subject, draft.html) == ("Sortie au musée", "<p>Rendez-vous à 8 h.</p><p>Merci.</p>")
    with clock.at(NOW + timedelta(seconds=61)):
        leave(school_id=message.school_id, message_id=message.pk)
    assert copies(seen_everywhere, message) == []


def test_after_the_minute_it_leaves_and_each_has_it_once(
    cast: Cast, visit: Visit, seen_everywhere: Look, crowd: list[int], asked: list[tuple[str, dict[str, int]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(delivering, "BATCH", 7)
    message = send(visit("durand"), cast, seen_everywhere, "4B:eleves", confirmed=MANY + 2)
    words = {"school_id": message.school_id, "message_id": message.pk}
    deliver_all()
    assert asked == [("leave", words)]
    deliver(**words)
    assert copies(seen_everywhere, message) == []
    with clock.at(NOW + timedelta(seconds=60)):
        leave(**words)
        deliver_all()
        assert asked == [("leave", words), ("deliver", words)]
        for _again in range(2):
            deliver(**words)
    done = fresh(seen_everywhere, message)
    assert copies(seen_everywhere, message) == sorted([*crowd, cast.lea.pk, cast.noe.pk])
    assert (done.state, done.delivered, done.recipients) == ("remis", MANY + 2, MANY + 2)
    batches = LedgerEvent.objects.filter(name="messaging.CopiesDelivered").values_list("payload", flat=True)
    assert [one["copies"] for one in batches] == [7] * 8 + [6]
    assert visit("lea").get(f"/messages/fils/{message.thread_id}/").status_code == 200


def test_its_sender_need_not_wait(
    cast: Cast, visit: Visit, seen_everywhere: Look, crowd: list[int], asked: list[tuple[str, dict[str, int]]]
) -> None:
    message = send(visit("durand"), cast, seen_everywhere, "4B:eleves", confirmed=MANY + 2)
    for _again in range(2):
        assert visit("durand").post(f"/0310001A/messages/{message.pk}/partir/").status_code == 302
    deliver(school_id=message.school_id, message_id=message.pk)
    assert len(copies(seen_everywhere, message)) == MANY + 2
    assert visit("durand").post(f"/0310001A/messages/{message.pk}/annuler/").status_code == 409


def test_an_urgent_message_of_the_head_does_not_wait(
    cast: Cast, visit: Visit, seen_everywhere: Look, crowd: list[int]
) -> None:
    message = send(visit("chef"), cast, seen_everywhere, "4B:eleves", confirmed=MANY + 2, is_urgent="on")
    assert message.state == "en_cours"


def test_what_a_killed_worker_left_goes_on_where_it_stopped(
    cast: Cast, visit: Visit, seen_everywhere: Look, crowd: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "BATCH", 7)
    message = send(visit("chef"), cast, seen_everywhere, "4B:eleves", confirmed=MANY + 2, is_urgent="on")

    def killed(event: CopiesDelivered, *, actor: Actor) -> int:
        if (
            getattr(event, "after_id", 0)
            and LedgerEvent.objects.filter(name="messaging.CopiesDelivered").count() > 2
        ):
            raise SystemExit
        return record(event, actor=actor)

    monkeypatch.setattr("preau.messaging.actions.deliver_copies.record", killed)
    with pytest.raises(SystemExit), transaction.atomic():
        deliver(school_id=message.school_id, message_id=message.pk)
    monkeypatch.undo()
    asked: list[dict[str, int]] = []
    monkeypatch.setattr("preau.messaging.jobs.deliver.later", lambda **words: asked.append(words))
    with clock.at(NOW + timedelta(minutes=6)):
        resume_deliveries()
    assert asked == [{"school_id": message.school_id, "message_id": message.pk}]
    deliver(**asked[0])
    assert copies(seen_everywhere, message) == sorted([*crowd, cast.lea.pk, cast.noe.pk])


def test_the_open_boxes_are_told(
    cast: Cast, visit: Visit, seen_everywhere: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: set[str] = set()
    monkeypatch.setattr(delivering, "touch", lambda topics, _event: told.update(topics))
    send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    assert told == {f"boite:{cast.people[name].pk}" for name in ("marc", "sofia", "double", "durand")}


def test_nobody_but_preau_delivers(cast: Cast, visit: Visit, seen_everywhere: Look, crowd: list[int]) -> None:
    """A pupil who writes to her class waits for a moderator."""
    message = send(visit("lea"), cast, seen_everywhere, "4B:eleves", confirmed=MANY + 1)
    assert message.state == "en_attente"
    deliver(school_id=message.school_id, message_id=message.pk)
    assert copies(seen_everywhere, message) == []
    page = visit("lea").get(f"/messages/fils/{message.thread_id}/").content.decode()
    assert "relit ce message" in page
