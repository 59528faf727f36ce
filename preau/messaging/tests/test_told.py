"""What the rest of the house says of messages: the home page, « À faire », the digest, urgent notices."""

from __future__ import annotations

from datetime import timedelta

import pytest

from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.messaging.digest import unread_lines
from preau.messaging.models import Message
from preau.messaging.notices import DECIDED, URGENT
from preau.messaging.tests.writing import Look, Visit, send
from tests.cast import NOW, Cast
from tests.mailing import written


def test_the_home_page_says_what_is_new_and_for_which_child(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    assert "Aucun message non lu" in visit("marc").get("/").content.decode()
    message = send(visit("durand"), cast, seen_everywhere, "4B:responsables", subject="Voyage à Albi")
    html = visit("marc").get("/").content.decode()
    for words in ("1 message non lu", "Voyage à Albi", "Claire Durand", f"/messages/fils/{message.thread_id}/"):
        assert words in html
    assert "Voyage à Albi" not in visit("lea").get("/").content.decode()
    visit("marc").post(f"/messages/fils/{message.thread_id}/lu/")
    assert "Aucun message non lu" in visit("marc").get("/").content.decode()


def test_a_message_that_asks_for_an_answer_waits_in_what_is_to_be_done(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    message = send(
        visit("durand"), cast, seen_everywhere, "marc", "sofia", wants_answer="on", subject="Voyage à Albi"
    )
    send(visit("durand"), cast, seen_everywhere, "marc", subject="Pour information")
    todo = visit("marc").get("/a-faire/").content.decode()
    assert "Voyage à Albi" in todo
    assert "Pour information" not in todo
    assert "Voyage à Albi" not in visit("lea").get("/a-faire/").content.decode()
    answer = f"/0310001A/messages/{message.pk}/repondre/"
    send(visit("marc"), cast, seen_everywhere, "durand", path=answer, html="Oui.")
    assert "Voyage à Albi" not in visit("marc").get("/a-faire/").content.decode()
    assert "Voyage à Albi" in visit("sofia").get("/a-faire/").content.decode()


def test_the_digest_names_the_sender_and_the_child_and_nothing_of_the_text(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    message = send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    send(visit("chef"), cast, seen_everywhere, "marc", subject="Urgence", is_urgent="on")
    visit("sofia").post(f"/messages/fils/{message.thread_id}/lu/")
    people = [cast.marc.pk, cast.sofia.pk, cast.lea.pk]
    with seen_everywhere():
        told = unread_lines(people, NOW - timedelta(hours=1), NOW + timedelta(minutes=1))
        later = unread_lines(people, NOW + timedelta(minutes=1), NOW + timedelta(hours=1))
    assert set(told) == {cast.marc.pk}
    (line,) = told[cast.marc.pk]
    assert (line.title, line.about_pupil_id) == ("Message de Claire Durand à propos de Léa", cast.lea.pk)
    assert (line.profile, line.path) == ("responsable", f"/messages/fils/{message.thread_id}/")
    assert later == {}


def test_an_urgent_message_is_a_notice_too(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    deliver_all()
    assert not Notice.objects.filter(kind=URGENT).exists()
    send(visit("chef"), cast, seen_everywhere, "4B:responsables", subject="Cantine fermée", is_urgent="on")
    for _again in range(2):
        deliver_all()
    told = Notice.objects.filter(kind=URGENT)
    people = {cast.people[name].pk for name in ("marc", "sofia", "double")}
    assert sorted(told.values_list("recipient_id", flat=True)) == sorted(people)
    assert {one.title for one in told} == {"Urgent\u202f: Cantine fermée"}


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        ({"geste": "laisser"}, "Votre message est parti"),
        ({"geste": "refuser", "reason": "Trop de monde."}, "Votre message n’est pas parti"),
    ],
)
def test_its_sender_learns_what_the_direction_decided(
    cast: Cast, visit: Visit, seen_everywhere: Look, decided: dict[str, str], words: str
) -> None:
    waiting = written(cast, "lea", "noe", state=Message.State.WAITING)
    assert visit("chef").post(f"/0310001A/messages/a-relire/{waiting}/", decided).status_code == 302
    deliver_all()
    assert Notice.objects.get(kind=DECIDED, recipient_id=cast.lea.pk).title == words


def test_a_late_recall_is_told_to_its_sender(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    recall = cast.messages["recall"]
    with clock.at(NOW + timedelta(hours=2)):
        assert (
            visit("chef").post(f"/0310001A/messages/rappels/{recall}/", {"geste": "rappeler"}).status_code == 302
        )
        deliver_all()
    told = Notice.objects.get(kind=DECIDED, recipient_id=cast.petit.pk)
    assert told.title == "Votre message est rappelé"
