"""The box: what came, who wrote, for which child; read, put away, found again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from preau.directory.models import Guardianship
from preau.kernel import clock
from preau.messaging.models import Copy, Folder
from preau.messaging.rules import PAGE
from preau.messaging.tests.writing import Look, Visit, send
from tests.cast import NOW, YEAR_START, Cast

INBOX = "/messages/"


def test_a_parent_reads_who_wrote_for_which_child_and_that_it_is_new(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    message = send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    html = visit("marc").get(INBOX).content.decode()
    for word in ("Claire Durand", "Enseignement", "Sortie au musée", "Rendez-vous à 8 h. Merci.", "Léa", "non lu"):
        assert word in html
    assert "Sortie au musée" not in visit("petit").get(INBOX).content.decode()
    assert "Vous n’avez pas de message" in visit("lea").get(INBOX).content.decode()
    thread = f"/messages/fils/{message.thread_id}/"
    assert visit("marc").post(f"{thread}lu/").status_code == 302
    assert "non lu" not in visit("marc").get(INBOX).content.decode()
    assert visit("marc").post(f"{thread}lu/", {"lu": "non"}).status_code == 302
    assert "non lu" in visit("marc").get(INBOX).content.decode()
    for stranger in ("petit", "jumelle", "jumeau_chef", "lea"):
        assert visit(stranger).get(thread).status_code == 404
        assert visit(stranger).post(f"{thread}lu/").status_code == 404


def test_a_box_has_one_line_per_thread_and_older_pages_never_say_one_again(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    durand = visit("durand")
    for n in range(PAGE + 3):
        with clock.at(NOW + timedelta(minutes=n)):
            send(durand, cast, seen_everywhere, "marc", subject=f"Sujet {n}", html=f"Texte {n}")
    with seen_everywhere():
        hers = Copy.objects.filter(person_id=cast.marc.pk, message__sender_id=cast.durand.pk)
        first = hers.order_by("message_id").first()
    assert first is not None
    with clock.at(NOW + timedelta(hours=2)):
        again = f"/0310001A/messages/{first.message_id}/repondre/"
        send(durand, cast, seen_everywhere, "marc", path=again, html="Encore un mot")
    page = visit("marc").get(INBOX).content.decode()
    assert page.count('class="letter ') == PAGE
    assert page.index("Sujet 0") < page.index(f"Sujet {PAGE + 2}")
    older = page.split('rel="next" href="')[1].split('"')[0]
    rest = visit("marc").get(older).content.decode()
    assert rest.count('class="letter ') == 3
    assert "Sujet 0<" not in rest


def test_threads_are_put_away_and_come_back(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    marc, sofia = visit("marc"), visit("sofia")
    message = send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    for gesture in ("archives", "corbeille"):
        assert marc.post("/messages/ranger/", {"fil": message.thread_id, "geste": gesture}).status_code == 302
        assert "Sortie au musée" not in marc.get(INBOX).content.decode()
        with seen_everywhere():
            folder = Folder.objects.get(person=cast.marc, kind=gesture)
        assert "Sortie au musée" in marc.get(f"/messages/dossiers/{folder.pk}/").content.decode()
        assert sofia.get(f"/messages/dossiers/{folder.pk}/").status_code == 404
    assert "Sortie au musée" in sofia.get(INBOX).content.decode()
    assert marc.post(f"/messages/fils/{message.thread_id}/ranger/", {"geste": "reception"}).status_code == 302
    assert "Sortie au musée" in marc.get(INBOX).content.decode()
    marc.post("/messages/ranger/", {"fil": message.thread_id, "geste": "corbeille"})
    assert marc.post("/messages/corbeille/vider/").status_code == 302
    with seen_everywhere():
        assert not Copy.objects.filter(person_id=cast.marc.pk, message=message).exists()
    for stranger in ("petit", "jumeau_parent"):
        refused = visit(stranger).post("/messages/ranger/", {"fil": message.thread_id, "geste": "archives"})
        assert refused.status_code == 404


def test_folders_of_one_s_own(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    marc = visit("marc")
    message = send(visit("durand"), cast, seen_everywhere, "marc")
    assert marc.post("/messages/dossiers/", {"label": ""}).status_code == 422
    for _again in range(2):
        assert marc.post("/messages/dossiers/", {"label": "École"}).status_code == 302
    folder = Folder.objects.get(person=cast.marc, label="École")
    filed = {"fil": message.thread_id, "geste": "ranger", "dossier": folder.pk}
    assert marc.post("/messages/ranger/", filed).status_code == 302
    assert "Sortie au musée" in marc.get(f"/messages/dossiers/{folder.pk}/").content.decode()
    assert marc.post(f"/messages/dossiers/{folder.pk}/renommer/", {"label": "Famille"}).status_code == 302
    assert "Famille" in marc.get(INBOX).content.decode()
    assert visit("sofia").post(f"/messages/dossiers/{folder.pk}/supprimer/").status_code == 404
    assert visit("sofia").post("/messages/ranger/", filed).status_code == 404
    assert marc.post(f"/messages/dossiers/{folder.pk}/supprimer/").status_code == 302
    assert "Sortie au musée" in marc.get(INBOX).content.decode()


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("q=musee", True), ("q=Rendez-vous 8", True), ("q=piscine", False), ("de=durand", True),
        ("de=claire dur", True), ("de=petit", False), ("du=2026-11-24&au=2026-11-24", True),
        ("au=2026-11-23", False), ("fichiers=on", False), ("q=musee&fichiers=on", False), ("du=hier", False),
    ],
)  # fmt: skip
def test_words_without_accents_persons_days_and_files_find_a_message(
    cast: Cast, visit: Visit, seen_everywhere: Look, asked: str, is_found: bool
) -> None:
    send(visit("durand"), cast, seen_everywhere, "marc")
    html = visit("marc").get(f"/messages/chercher/?{asked}").content.decode()
    assert ("Sortie au musée" in html) == is_found
    assert "Sortie au musée" not in visit("sofia").get(f"/messages/chercher/?{asked}").content.decode()


def test_sent_messages_say_whom_they_went_to(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    send(visit("durand"), cast, seen_everywhere, "4B:responsables", "petit")
    html = visit("durand").get("/messages/envoyes/").content.decode()
    assert "À Parents de 4e B, Yanis Petit" in html
    assert "Sortie au musée" not in visit("petit").get("/messages/envoyes/").content.decode()


def test_who_answers_for_a_child_no_more_reads_what_was_of_her_no_more(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    message = send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    with seen_everywhere():
        # Marc still answers for Tom, in another school; Léa is Sofia's alone.
        Guardianship.objects.filter(guardian=cast.marc, pupil_id=cast.lea.pk).update(ends_on=YEAR_START)
    assert "Sortie au musée" not in visit("marc").get(INBOX).content.decode()
    assert visit("marc").get(f"/messages/fils/{message.thread_id}/").status_code == 404
    assert visit("sofia").get(f"/messages/fils/{message.thread_id}/").status_code == 200


def test_two_hats_have_two_boxes(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    """Inès Bœuf teaches, and is Noé's mother: in her session she teaches."""
    message = send(visit("durand"), cast, seen_everywhere, "4B:responsables")
    assert visit("double").get(f"/messages/fils/{message.thread_id}/").status_code == 404
    other = send(visit("durand"), cast, seen_everywhere, "double", subject="Réunion")
    assert visit("double").get(f"/messages/fils/{other.thread_id}/").status_code == 200
