"""A thread: read in order, answered to whom it may be, forwarded, recalled."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.directory.models import Post
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.messaging.models import Attachment, Copy, Message
from preau.messaging.tests.writing import Look, Visit, said, send
from tests.cast import NOW, YEAR_START, Cast


def thread(message: Message) -> str:
    return f"/messages/fils/{message.thread_id}/"


def answer(message: Message, how: str = "repondre") -> str:
    return f"/0310001A/messages/{message.pk}/{how}/"


def people_of(cast: Cast, look: Look, message: Message) -> set[str]:
    names = {person.pk: name for name, person in cast.people.items()}
    with look():
        received = Copy.objects.filter(message=message).exclude(role=Copy.Role.SENDER)
        return {names[pk] for pk in received.values_list("person_id", flat=True)}


def test_an_answer_goes_to_the_sender_and_stays_in_the_thread(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    first = send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    page = visit("marc").get(thread(first)).content.decode()
    assert answer(first) in page
    assert "Répondre à tous" not in page
    form = visit("marc").get(answer(first)).content.decode()
    assert "Claire Durand" in form
    assert "Sofia" not in form
    second = send(visit("marc"), cast, seen_everywhere, "durand", path=answer(first), html="Léa viendra.")
    assert (second.thread_id, second.answers_to_id) == (first.thread_id, first.pk)
    assert people_of(cast, seen_everywhere, second) == {"durand"}
    hers = visit("durand").get(thread(first)).content.decode()
    assert hers.index("Rendez-vous à 8 h.") < hers.index("Léa viendra.")
    assert "Léa viendra." not in visit("sofia").get(thread(first)).content.decode()


def test_to_all_is_never_offered_to_families_on_a_broadcast(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    first = send(visit("durand"), cast, seen_everywhere, "4B:responsables", answers="tous")
    assert "Répondre à tous" not in visit("marc").get(thread(first)).content.decode()
    form = visit("marc").get(answer(first) + "?a=tous").content.decode()
    assert "Parents de 4e B" not in form
    refused = visit("marc").post(answer(first), said(cast, "durand", "4B:responsables"))
    assert refused.status_code == 422


def test_colleagues_answer_to_all_where_the_sender_allows_it_but_not_a_hidden_copy(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    form = {"answers": "tous", f"role-p{cast.cpe.pk}:vie_scolaire": "cci"}
    first = send(visit("chef"), cast, seen_everywhere, "durand", "petit", "cpe", **form)
    offered = visit("petit").get(answer(first) + "?a=tous").content.decode()
    assert "Claire Durand" in offered
    assert "Maëlle Costa" not in offered
    assert "Maëlle Costa" not in visit("petit").get(thread(first)).content.decode()
    assert "copie cachée à Maëlle Costa" in visit("chef").get(thread(first)).content.decode()
    hidden = visit("cpe").get(answer(first) + "?a=tous").content.decode()
    assert "Paul Lacaze" in hidden
    assert "Yanis Petit" not in hidden


def test_a_message_without_answer_takes_none(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    first = send(visit("durand"), cast, seen_everywhere, "marc", answers="personne")
    assert "Répondre" not in visit("marc").get(thread(first)).content.decode()
    assert visit("marc").get(answer(first)).status_code == 409
    assert visit("marc").post(answer(first), said(cast, "durand")).status_code == 409
    assert visit("sofia").get(answer(first)).status_code == 404


def test_a_person_who_left_still_shows_by_name_and_cannot_be_answered(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    first = send(visit("durand"), cast, seen_everywhere, "marc")
    with seen_everywhere():
        Post.objects.filter(person=cast.durand).update(ends_on=YEAR_START)
    assert "Claire Durand" in visit("marc").get(thread(first)).content.decode()
    refused = visit("marc").post(answer(first), said(cast, "durand"))
    assert refused.status_code == 422
    assert "Personne ne recevrait" in refused.content.decode()


def test_forwarding_quotes_the_words_and_takes_the_files(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    paper = SimpleUploadedFile("mot.pdf", b"%PDF-1.7\n%%EOF\n")
    first = send(visit("durand"), cast, seen_everywhere, "petit", fichiers=paper)
    assert "Rendez-vous à 8 h." in visit("petit").get(answer(first, "transferer")).content.decode()
    second = send(
        visit("petit"), cast, seen_everywhere, "cpe", path=answer(first, "transferer"), subject="Tr\u202f: Sortie"
    )
    assert second.thread_id != first.thread_id
    with seen_everywhere():
        others = Attachment.objects.exclude(pk=cast.messages["file"])
        bodies = set(others.values_list("body_id", flat=True))
    assert bodies == {first.body_id, second.body_id}
    assert "mot.pdf" in visit("cpe").get(thread(second)).content.decode()
    assert visit("sofia").get(answer(first, "transferer")).status_code == 404


def test_the_sender_sees_how_many_read_it_and_the_staff_sees_who(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    first = send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    visit("marc").post(thread(first) + "lu/")
    assert "Lu par 1 sur 3" in visit("durand").get(thread(first)).content.decode()
    readers = visit("durand").get(f"/0310001A/messages/{first.pk}/lecteurs/").content.decode()
    assert readers.index("Sofia Ségala") < readers.index("Marc Martin")
    assert "Lu par" not in visit("marc").get(thread(first)).content.decode()
    for other in ("petit", "marc", "chef", "jumeau_prof"):
        assert visit(other).get(f"/0310001A/messages/{first.pk}/lecteurs/").status_code == 404


def test_within_the_hour_its_sender_recalls_it_from_every_box(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    first = send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    visit("marc").post(thread(first) + "lu/")
    door = f"/0310001A/messages/{first.pk}/rappeler/"
    for other in ("marc", "petit", "chef", "jumeau_prof"):
        assert visit(other).post(door).status_code == 404
    for _again in range(2):
        assert visit("durand").post(door, {"reason": "Mauvaise date."}).status_code == 302
    assert LedgerEvent.objects.filter(name="messaging.MessageRecalled").count() == 1
    assert visit("sofia").get(thread(first)).status_code == 404
    assert "Sortie au musée" not in visit("sofia").get("/messages/").content.decode()
    read = visit("marc").get(thread(first)).content.decode()
    assert "Ce message a été rappelé." in read
    assert "Mauvaise date." in read
    assert "Rendez-vous" not in read
    assert visit("marc").get(answer(first)).status_code == 404
    assert "Rendez-vous" in visit("durand").get(thread(first)).content.decode()


def test_after_an_hour_the_direction_decides(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    first = send(visit("durand"), cast, seen_everywhere, "marc")
    door = f"/0310001A/messages/{first.pk}/rappeler/"
    with clock.at(NOW + timedelta(minutes=61)):
        assert "la direction décide" in visit("durand").get(door).content.decode()
        assert visit("durand").post(door).status_code == 422
        assert visit("durand").post(door, {"reason": "Mauvaise classe."}).status_code == 302
        assert visit("marc").get(thread(first)).status_code == 200
        asked = visit("chef").get("/0310001A/messages/rappels/").content.decode()
        assert "Mauvaise classe." in asked
        assert "Claire Durand" in asked
        decide = f"/0310001A/messages/rappels/{first.pk}/"
        for other in ("durand", "marc", "jumeau_chef"):
            assert visit(other).post(decide, {"geste": "rappeler"}).status_code == 404
        assert visit("chef").post(decide, {"geste": "rappeler"}).status_code == 302
        assert visit("marc").get(thread(first)).status_code == 404
        assert "Mauvaise classe." not in visit("chef").get("/0310001A/messages/rappels/").content.decode()


def test_pupils_read_where_a_link_leads(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    linked = {"html": '<p><a href="https://exemple.fr/x">ici</a></p>', "html-forme": "html"}
    first = send(visit("durand"), cast, seen_everywhere, "lea", "marc", **linked)
    assert "(https://exemple.fr/x)" in visit("lea").get(thread(first)).content.decode()
    assert "(https://exemple.fr/x)" not in visit("marc").get(thread(first)).content.decode()
