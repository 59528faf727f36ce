"""Staff write words: to whom, read again, sent, corrected, withdrawn (C99)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from preau.foundation.ledger.models import LedgerEvent
from preau.liaison.models import Word, WordPupil, WordVersion
from preau.liaison.tests.saying import (
    DESK,
    Look,
    Visit,
    answer,
    change,
    deliver,
    followed,
    path_of,
    reply_of,
    told,
)
from tests.cast import TODAY, Cast


def said(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "title": "Réunion de classe", "html": "Mardi à 17 h.", "audience": [f"g{cast.groups['4B'].pk}"],
        "purpose": "mot", "answer": "signature", **more,
    }  # fmt: skip


def test_a_word_is_written_read_again_and_sent_to_the_families_of_a_class(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    durand = visit("durand")
    sent = durand.post(f"{DESK}nouveau/", said(cast, due_on="2026-12-01"))
    assert sent.status_code == 302
    html = durand.get(sent["Location"]).content.decode()
    assert "Envoyer à 2 familles" in html
    assert "Réunion de classe" not in visit("marc").get("/carnet/").content.decode()
    assert durand.post(sent["Location"]).status_code == 302
    assert "Réunion de classe" in visit("marc").get("/carnet/").content.decode()
    with seen_everywhere():
        word = Word.objects.get(title="Réunion de classe")
        assert word.state == Word.State.SENT
        assert sorted(WordPupil.objects.filter(word=word).values_list("pupil_id", flat=True)) == sorted(
            [cast.lea.pk, cast.noe.pk]
        )


def test_a_word_sent_twice_goes_once(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    path = f"{DESK}{cast.liaison['brouillon']}/relire/"
    for _time in range(2):
        assert visit("durand").post(path).status_code == 302
    with seen_everywhere():
        assert WordPupil.objects.filter(word_id=cast.liaison["brouillon"]).count() == 2
        assert LedgerEvent.objects.filter(name="liaison.WordSent").count() == 1


def test_a_form_sent_twice_is_one_draft(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    key = str(uuid.uuid4())
    for _time in range(2):
        visit("durand").post(f"{DESK}nouveau/", said(cast, key=key))
    with seen_everywhere():
        assert Word.objects.filter(title="Réunion de classe").count() == 1


def test_a_teacher_writes_to_her_classes_and_to_no_other(cast: Cast, visit: Visit) -> None:
    choices = visit("durand").get(f"{DESK}nouveau/").content.decode()
    assert f'value="g{cast.groups["4B"].pk}"' in choices
    assert f'value="g{cast.groups["5A"].pk}"' not in choices
    assert 'value="ecole"' not in choices
    html = visit("durand").post(f"{DESK}nouveau/", said(cast, audience=["ecole"]))
    assert html.status_code == 422
    assert 'value="ecole"' in visit("cpe").get(f"{DESK}nouveau/").content.decode()
    assert visit("cpe").post(f"{DESK}nouveau/", said(cast, audience=["ecole"])).status_code == 302


def test_what_is_missing_is_said_at_its_field(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    for more, why in (
        ({"title": ""}, "Donnez un titre"),
        ({"html": ""}, "Écrivez ce que ce mot dit"),
        ({"audience": []}, "Choisissez à qui va ce mot"),
        ({"title": "x" * 121}, "Ce titre est trop long"),
        ({"answer": "choix", "options": "Oui"}, "au moins deux réponses"),
        ({"answer": "choix", "options": "\n".join(map(str, range(9)))}, "Huit réponses au plus"),
    ):
        response = visit("durand").post(f"{DESK}nouveau/", said(cast, **more))
        assert (response.status_code, why in response.content.decode()) == (422, True)
    with seen_everywhere():
        assert not Word.objects.filter(title="Réunion de classe").exists()


def test_only_some_pupils_of_a_class_may_be_chosen(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    draft, durand = f"{DESK}{cast.liaison['brouillon']}", visit("durand")
    assert durand.post(f"{draft}/eleves/", {"eleve": []}).status_code == 422
    assert durand.post(f"{draft}/eleves/", {"eleve": [cast.tom.pk]}).status_code == 422
    assert durand.post(f"{draft}/eleves/", {"eleve": [cast.lea.pk]}).status_code == 302
    assert "Envoyer à 1 famille" in durand.get(f"{draft}/relire/").content.decode()
    durand.post(f"{draft}/relire/")
    with seen_everywhere():
        sent = WordPupil.objects.filter(word_id=cast.liaison["brouillon"]).values_list("pupil_id", flat=True)
        assert list(sent) == [cast.lea.pk]


def test_a_draft_is_changed_by_its_author_and_never_over_a_newer_one(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    path = f"{DESK}{cast.liaison['brouillon']}/changer/"
    assert visit("durand").post(path, said(cast, seen=1)).status_code == 302
    late = visit("durand").post(path, said(cast, title="Autre", seen=1))
    assert (late.status_code, "vient de changer ce mot" in late.content.decode()) == (422, True)
    with seen_everywhere():
        assert Word.objects.get(pk=cast.liaison["brouillon"]).title == "Réunion de classe"
    assert visit("chef").get(path).status_code == 404
    assert visit("durand").get(f"{DESK}{cast.liaison['sortie']}/changer/").status_code == 404


def test_a_word_read_in_an_older_state_is_not_sent(cast: Cast, visit: Visit) -> None:
    change(cast, "brouillon", version=2)
    path = f"{DESK}{cast.liaison['brouillon']}/relire/"
    assert visit("durand").post(path, {"vu": "1"}).status_code == 409
    change(cast, "brouillon", due_on=TODAY - timedelta(days=1))
    assert visit("durand").post(path, {"vu": "2"}).status_code == 409


def test_a_correction_without_noise_and_one_that_is_told(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    answer(visit("marc"), cast)
    path, words = f"{followed(cast)}corriger/", {"title": "Sortie au château", "html": "Jeudi.", "seen": 1}
    assert visit("durand").post(path, words).status_code == 302
    deliver()
    assert told(cast, "sofia", "liaison:corrected") == []
    assert "Ce mot a été corrigé le mardi 24 novembre" in visit("sofia").get(path_of(cast)).content.decode()
    with seen_everywhere():
        assert list(WordVersion.objects.values_list("number", "title")) == [(1, "Sortie au théâtre")]
    assert reply_of(cast, "marc").word_version == 1
    assert visit("durand").post(path, {**words, "title": "Sortie"}).status_code == 422
    assert visit("durand").post(path, {**words, "title": "Sortie", "seen": 2, "is_told": "on"}).status_code == 302
    deliver()
    assert told(cast, "sofia", "liaison:corrected") == ["Léa\u202f: Sortie"]


def test_a_word_withdrawn_is_read_by_no_family_and_kept(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast)
    for _time in range(2):
        assert visit("durand").post(f"{followed(cast)}retirer/", {"raison": "Erreur de date."}).status_code == 302
    assert visit("marc").get(path_of(cast)).status_code == 404
    assert answer(visit("marc"), cast, "non")[0] == 404
    html = visit("durand").get(followed(cast)).content.decode()
    assert "Erreur de date." in html
    assert "Autorisé" in html


def test_a_draft_withdrawn_is_erased(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    path = f"{DESK}{cast.liaison['brouillon']}/retirer/"
    assert visit("chef").post(path).status_code == 404
    assert visit("durand").post(path).status_code == 302
    with seen_everywhere():
        assert not Word.objects.filter(pk=cast.liaison["brouillon"]).exists()


def test_the_desk_lists_what_each_follows(cast: Cast, visit: Visit) -> None:
    html = visit("durand").get(DESK).content.decode()
    assert "Sortie au théâtre" in html
    assert "Voyage à Barcelone" not in html
    assert "Voyage à Barcelone" in visit("cpe").get(DESK).content.decode()
    assert "Matériel de géométrie" in visit("durand").get(f"{DESK}?onglet=brouillons").content.decode()
    assert "Matériel de géométrie" not in visit("cpe").get(f"{DESK}?onglet=brouillons").content.decode()
    assert "Aucun désaccord" in visit("cpe").get(f"{DESK}?onglet=desaccords").content.decode()
    change(cast, reader_ids=[cast.petit.pk])
    assert "Sortie au théâtre" in visit("petit").get(DESK).content.decode()
    assert visit("petit").get(followed(cast)).status_code == 200
