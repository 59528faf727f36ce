"""A message is written: recipients found, words kept as a draft, sent once to whom it is for."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preau.messaging.models import Attachment, Body, Copy, Draft, Message
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
WRITE = "/0310001A/messages/ecrire/"
KEY = str(UUID(int=41))


def said(cast: Cast, *to: str, **more: object) -> dict[str, object]:
    """What the form of a message sends; `to` are names of the cast, or words of groups."""
    tokens = [_token(cast, one) for one in to]
    return {
        "dest": tokens, "subject": "Sortie au musée", "html": "Rendez-vous à 8 h.\n\nMerci.", "key": KEY,
        "window": "une", "geste": "envoyer", **more,
    }  # fmt: skip


def _token(cast: Cast, name: str) -> str:
    if name in cast.people:
        return f"p{cast.people[name].pk}:{cast.profiles[name].value}"
    group, _, who = name.partition(":")
    return f"g{cast.groups[group].pk}:{who}" if group in cast.groups else name


def sent(look: Look) -> list[Message]:
    with look():
        return list(Message.objects.filter(thread__subject__startswith="Sortie au").order_by("pk"))


def having(cast: Cast, look: Look, message: Message) -> dict[str, tuple[str, int]]:
    """Who has it, under which hat and for which child."""
    names = {person.pk: name for name, person in cast.people.items()}
    with look():
        copies = list(Copy.objects.filter(message=message).exclude(role=Copy.Role.SENDER))
    return {names[one.person_id]: (Copy.Hat(one.profile).label, one.pupil_id) for one in copies}


def test_a_teacher_writes_to_the_parents_of_her_class_once_each_for_their_child(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    assert visit("durand").post(WRITE, said(cast, "4B:responsables")).status_code == 302
    gone = visit("durand").post(WRITE, said(cast, "4B:responsables"))
    assert gone.status_code == 302
    (message,) = sent(seen_everywhere)
    assert gone["Location"] == f"/messages/fils/{message.thread_id}/#message-{message.pk}"
    assert (message.state, message.recipients, message.is_broadcast) == ("remis", 3, True)
    assert having(cast, seen_everywhere, message) == {
        "marc": ("responsable", cast.lea.pk),
        "sofia": ("responsable", cast.lea.pk),
        "double": ("responsable", cast.noe.pk),
    }
    with seen_everywhere():
        body = Body.objects.get(pk=message.body_id)
        assert not Draft.objects.exclude(pk=cast.messages["draft"]).exists()
    assert body.html == "<p>Rendez-vous à 8 h.</p><p>Merci.</p>"
    assert body.searched == "sortie au musee rendez vous a 8 h merci"
    assert message.sender_label == "Enseignement"


def test_who_is_named_twice_has_it_once_openly(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    form = said(cast, "marc", "4B:responsables", "petit")
    form[f"role-{_token(cast, '4B:responsables')}"] = "cci"
    form[f"role-{_token(cast, 'petit')}"] = "cc"
    assert visit("durand").post(WRITE, form).status_code == 302
    (message,) = sent(seen_everywhere)
    names = {person.pk: name for name, person in cast.people.items()}
    with seen_everywhere():
        roles = {names[one.person_id]: Copy.Role(one.role).label for one in Copy.objects.filter(message=message)}
    assert roles == {
        "durand": "de", "marc": "à", "sofia": "copie cachée", "double": "copie cachée", "petit": "copie",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"subject": " "}, "Donnez un objet"),
        ({"html": " "}, "Écrivez votre message"),
        ({"dest": []}, "Choisissez au moins un destinataire"),
        ({"subject": "x" * 151}, "150 caractères"),
    ],
)
def test_a_letter_that_is_not_whole_does_not_leave_and_says_why(
    cast: Cast, visit: Visit, seen_everywhere: Look, form: dict[str, object], told: str
) -> None:
    answer = visit("durand").post(WRITE, {**said(cast, "marc"), **form})
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert sent(seen_everywhere) == []


def test_nobody_writes_where_the_rules_do_not_open(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    refused = visit("lea").post(WRITE, said(cast, "chef"))
    assert refused.status_code == 422
    assert "ne vous permettent pas" in refused.content.decode()
    assert visit("jumeau_prof").post(WRITE, said(cast, "marc")).status_code == 404
    for token in ("x", "p1' OR 1", "g1:liste", "e:tout"):
        assert visit("durand").post(WRITE, {**said(cast), "dest": [token]}).status_code == 404
    assert sent(seen_everywhere) == []


def test_a_draft_saves_itself_and_two_windows_do_not_overwrite_each_other(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    client, asked = visit("durand"), {"geste": "enregistrer"}
    first = client.post(WRITE, said(cast, "marc", **asked), headers={"HX-Request": "true"})
    assert "Brouillon enregistré" in first.content.decode()
    with seen_everywhere():
        draft = Draft.objects.exclude(pk=cast.messages["draft"]).get()
    assert f'name="draft" value="{draft.pk}"' in first.content.decode()
    path = f"/0310001A/messages/brouillons/{draft.pk}/"
    assert "Marc Martin" in client.get(path).content.decode()
    saved = {**asked, "draft": draft.pk, "version": 1}
    same = client.post(WRITE, said(cast, "marc", html="Deux", **saved), headers={"HX-Request": "true"})
    again = client.post(WRITE, said(cast, "marc", html="Trois", **saved), headers={"HX-Request": "true"})
    assert "Brouillon enregistré" in same.content.decode()
    assert "Brouillon enregistré" in again.content.decode()
    other = client.post(path, said(cast, "marc", html="Quatre", **{**saved, "window": "autre"}))
    assert other.status_code == 422
    assert "dans une autre fenêtre" in other.content.decode()
    with seen_everywhere():
        assert Draft.objects.exclude(pk=cast.messages["draft"]).get().html == "<p>Trois</p>"
    forced = client.post(
        path, said(cast, "marc", html="Quatre", **{**saved, "window": "autre", "geste": "garder"})
    )
    assert forced.status_code == 302
    with seen_everywhere():
        assert Draft.objects.exclude(pk=cast.messages["draft"]).get().html == "<p>Quatre</p>"
    assert visit("petit").get(path).status_code == 404
    assert client.post(path, said(cast, geste="jeter")).status_code == 302
    with seen_everywhere():
        assert not Draft.objects.exclude(pk=cast.messages["draft"]).exists()


def test_recipients_are_found_with_and_without_a_script(cast: Cast, visit: Visit) -> None:
    client = visit("durand")
    found = client.get("/0310001A/messages/destinataires/?q=4eb").content.decode()
    assert "Parents de 4e B" in found
    assert "Léa Martin-Ségala" in client.get("/0310001A/messages/destinataires/?q=lea").content.decode()
    searched = client.post(WRITE, said(cast, q="4e b", geste="chercher"))
    assert searched.status_code == 302
    page = client.get(searched["Location"]).content.decode()
    token = f"g{cast.groups['4B'].pk}:responsables"
    assert f'name="ajouter" value="{token}"' in page
    added = client.post(searched["Location"].partition("?")[0], {**said(cast), "ajouter": token})
    assert added.status_code == 302
    page = client.get(added["Location"]).content.decode()
    assert "Ce message part à 3 personnes." in page
    assert "Parents de 4e B" in page
    removed = client.post(
        added["Location"], {**said(cast, "4B:responsables"), "retirer": token}, headers={"HX-Request": "true"}
    )
    assert "Personne pour l’instant" in removed.content.decode()


def test_files_go_with_the_message_and_are_handed_over_to_its_people_alone(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    paper = SimpleUploadedFile("mot.pdf", b"%PDF-1.7\n%%EOF\n")
    assert visit("durand").post(WRITE, said(cast, "marc", fichiers=paper)).status_code == 302
    with seen_everywhere():
        kept = Attachment.objects.exclude(pk=cast.messages["file"]).get()
    path = f"/messages/fichiers/{kept.pk}/"
    handed = visit("marc").get(path)
    assert (handed.status_code, handed["Content-Disposition"]) == (200, 'attachment; filename="mot.pdf"')
    assert handed["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert visit("durand").get(path).status_code == 200
    for other in ("sofia", "lea", "petit", "chef", "jumeau_parent"):
        assert visit(other).get(path).status_code == 404
    refused = visit("durand").post(
        WRITE, said(cast, "marc", key=str(UUID(int=42)), fichiers=SimpleUploadedFile("jeu.exe", b"MZ\x00\x01"))
    )
    assert refused.status_code == 422
    assert "ne peut pas être joint" in refused.content.decode()
    assert len(sent(seen_everywhere)) == 1


def test_urgency_and_no_reply_are_not_for_families(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    form = said(cast, "durand", is_urgent="on", wants_answer="on", answers="personne")
    assert visit("marc").post(WRITE, form).status_code == 302
    assert visit("chef").post(WRITE, said(cast, "durand", is_urgent="on")).status_code == 302
    of_family, of_head = sent(seen_everywhere)
    assert (of_family.is_urgent, of_family.wants_answer, of_family.answers) == (False, False, "expediteur")
    assert of_family.sender_label == "parent de Léa (4e B)"
    assert of_head.is_urgent


def test_a_signature_is_put_under_a_new_message(cast: Cast, visit: Visit) -> None:
    client = visit("durand")
    assert client.post("/messages/signature/", {"html": "Claire Durand\nMathématiques"}).status_code == 302
    page = client.get(WRITE).content.decode()
    assert re.search(r"data-html=\"[^\"]*Claire Durand", page)
