"""What the book brings to the house: « À faire », the home page, digests, the bad day; and the settings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from preau.foundation.rooms.duties import duty_parameters
from preau.foundation.rooms.writings import Search
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.actor import Actor
from preau.liaison import live
from preau.liaison.digests import lines_since
from preau.liaison.duties import DUTIES
from preau.liaison.home import unread_words
from preau.liaison.models import LiaisonSettings, UsualWord
from preau.liaison.tests.saying import DESK, Look, Visit, answer, followed, path_of, reply_of
from preau.liaison.withdrawing import WRITINGS
from tests.cast import NOW, Cast
from tests.house.test_actions import acting

WORDS, REPLIES = WRITINGS


def test_what_waits_is_in_a_faire_and_ends_when_it_is_done(cast: Cast, visit: Visit) -> None:
    home = visit("marc").get("/").content.decode()
    assert path_of(cast) in home
    assert path_of(cast, "voyage") in home
    assert path_of(cast, "assurance") not in home
    answer(visit("sofia"), cast)
    answer(visit("sofia"), cast, word="voyage")
    home = visit("marc").get("/").content.decode()
    assert path_of(cast) not in home
    assert path_of(cast, "voyage") in home
    assert path_of(cast, "voyage") not in visit("sofia").get("/").content.decode()
    assert path_of(cast) not in visit("lea").get("/").content.decode()


def test_a_disagreement_waits_for_the_head(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, "oui")
    answer(visit("sofia"), cast, "non")
    where = f"{followed(cast)}?montrer=desaccord"
    assert where in visit("chef").get("/").content.decode()
    assert where not in visit("durand").get("/").content.decode()


def test_every_source_runs_for_everybody(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        for name in ("marc", "lea", "chef", "agent"):
            actor = acting(cast, name)
            for source in DUTIES:
                assert set(duty_parameters(actor)) >= {"person", "profile", "pupils", "deciding", "schools"}
                assert source.topics(actor) is not None


def test_unread_words_are_counted_for_each_child(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    visit("marc").post(f"{path_of(cast)}ouvert/")
    with seen_everywhere():
        assert unread_words(acting(cast, "marc"), (cast.lea.pk, cast.tom.pk)) == {cast.lea.pk: 1, cast.tom.pk: 0}
        assert unread_words(acting(cast, "sofia"), (cast.lea.pk,)) == {cast.lea.pk: 3}


def test_a_digest_names_the_child_first_and_never_the_text(cast: Cast, seen_everywhere: Look) -> None:
    people = [cast.people[name].pk for name in ("marc", "sofia", "oncle", "lea", "durand", "double")]
    with seen_everywhere():
        found = lines_since(people, NOW - timedelta(days=1), NOW)
        assert set(found) == {cast.marc.pk, cast.sofia.pk, cast.double.pk}
        titles = [line.title for line in found[cast.sofia.pk]]
        assert "Léa\u202f: une réponse attendue, «\u202fSortie au théâtre\u202f»" in titles
        assert "Léa\u202f: un document demandé, «\u202fAttestation d’assurance\u202f»" in titles
        assert not any("en quelques mots" in title for title in titles)
        assert len(found[cast.marc.pk]) == 2
        assert lines_since(people, NOW, NOW + timedelta(days=1)) == {}


def search(cast: Cast, **more: Any) -> Search:
    return Search((cast.schools["college"].pk,), NOW - timedelta(days=1), NOW + timedelta(days=1), **more)


def test_words_are_found_withdrawn_and_restored(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    chef, ids = acting(cast, "chef"), [cast.liaison["sortie"]]
    with seen_everywhere():
        found = WORDS.found(search(cast, text="sortie au theatre"))
        assert [(one.id, one.recipients, one.is_withdrawn) for one in found] == [(ids[0], 2, False)]
        assert WORDS.found(search(cast)) == ()
        assert WORDS.withdraw(chef, ids, 1) == 2
        assert WORDS.withdraw(chef, ids, 1) == 0
    assert visit("marc").get(path_of(cast)).status_code == 404
    with seen_everywhere():
        assert WORDS.restore(chef, ids, 2) == 2
        (line,) = WORDS.evidence(ids)
        assert line.title == "Sortie au théâtre"
    assert visit("marc").get(path_of(cast)).status_code == 200


def test_the_words_of_an_answer_are_withdrawn_and_its_decision_stays(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    answer(visit("marc"), cast, "non", texte="Propos déplacés.")
    reply = reply_of(cast, "marc").pk
    with seen_everywhere():
        assert [one.id for one in REPLIES.found(search(cast, text="deplaces"))] == [reply]
        assert REPLIES.describe(acting(cast, "durand"), reply) is not None
        assert REPLIES.describe(acting(cast, "petit"), reply) is None
        assert REPLIES.withdraw(acting(cast, "chef"), [reply], 1) == 1
    html = visit("durand").get(f"{followed(cast)}eleves/{cast.lea.pk}/").content.decode()
    assert "Propos déplacés." not in html
    assert "Refusé" in html
    with seen_everywhere():
        assert REPLIES.restore(acting(cast, "chef"), [reply], 2) == 1
        (line,) = REPLIES.evidence([reply])
        assert line.html == "Propos déplacés."


def test_who_reads_a_word_may_report_it_and_nobody_else(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        able = {
            name for name in ("marc", "lea", "durand", "cpe", "petit", "noe", "tom", "jumelle", "jumeau_chef")
            if WORDS.describe(acting(cast, name), cast.liaison["sortie"])
        }  # fmt: skip
    assert able == {"marc", "lea", "durand", "cpe", "noe"}


def test_live_topics_are_those_of_the_pages(cast: Cast) -> None:
    def hears(name: str, topic: str) -> bool:
        actor: Actor = acting(cast, name)
        prefix, _, rest = topic.partition(":")
        return {"carnet": live.may_listen_to_book, "mot": live.may_listen_to_word}[prefix](actor, rest)

    book, word = f"carnet:{cast.lea.pk}", live.topic_of(cast.schools["college"].pk, cast.liaison["sortie"])
    assert [hears(name, book) for name in ("marc", "lea", "noe", "durand")] == [True, True, False, False]
    assert [hears(name, word) for name in ("durand", "jumeau_prof", "marc")] == [True, False, False]
    assert not hears("durand", "mot:x:1")


def test_a_school_takes_over_the_usual_words_and_changes_them(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    chef = visit("chef")
    assert "Attestation d’assurance" in chef.get(f"{DESK}reglages/").content.decode()
    words = {"label": "Piscine", "title": "Piscine", "html": "Jeudi.", "purpose": "mot", "answer": "signature"}
    assert chef.post(f"{DESK}habituels/", words).status_code == 302
    assert chef.post(f"{DESK}habituels/", words).status_code == 422
    with seen_everywhere():
        labels = list(UsualWord.objects.values_list("label", flat=True))
    assert len(labels) == 7
    place = labels.index("Piscine")
    assert chef.post(f"{DESK}habituels/{place}/", {**words, "is_hidden": "on"}).status_code == 302
    assert "Piscine" not in visit("durand").get(f"{DESK}nouveau/").content.decode()
    assert "Piscine" in chef.get(f"{DESK}reglages/").content.decode()
    assert chef.get(f"{DESK}habituels/99/").status_code == 404


def test_a_usual_word_fills_the_form(cast: Cast, visit: Visit) -> None:
    html = visit("durand").get(f"{DESK}nouveau/?modele=1").content.decode()
    assert "Rencontre parents-professeurs" in html
    assert visit("durand").get(f"{DESK}nouveau/?modele=99").status_code == 200


def test_new_words_start_with_what_the_school_chose(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert visit("chef").post(f"{DESK}reglages/", {"shows_other": "on"}).status_code == 302
    with seen_everywhere(), transaction.atomic(), school_scope([cast.schools["college"].pk]):
        kept = LiaisonSettings.objects.get(school=cast.schools["college"])
        assert (kept.shows_other, kept.shows_pupils) == (True, False)
    html = visit("durand").get(f"{DESK}nouveau/").content.decode()
    assert 'name="shows_other" checked' in html
    assert 'name="shows_pupils" checked' not in html
