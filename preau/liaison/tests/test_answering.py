"""Families answer: one signature or all, deadlines, disagreements, and what each parent reads (rule B8, C100)."""

from __future__ import annotations

from datetime import timedelta

from preau.directory.models import Guardianship, Person
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.liaison.answering import digest_of
from preau.liaison.models import ReplyVersion, Word
from preau.liaison.tests.saying import (
    Look,
    Visit,
    answer,
    change,
    deliver,
    followed,
    outcome,
    path_of,
    reply_of,
    told,
)
from tests.cast import NOW, TODAY, Cast

LATE = NOW + timedelta(days=7)


def test_one_parent_agrees_and_the_family_has_answered(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert answer(visit("marc"), cast)[0] == 302
    assert outcome(cast) == "repondu"
    kept = reply_of(cast, "marc")
    assert (kept.value, kept.is_late, kept.profile, kept.account_id is not None) == (
        "oui",
        False,
        "responsable",
        True,
    )
    with seen_everywhere():
        assert kept.digest == digest_of(Word.objects.get(pk=cast.liaison["sortie"]))
    html = visit("marc").get(path_of(cast)).content.decode()
    assert "Autorisé le mardi 24 novembre" in html
    assert kept.digest in html
    assert visit("noe").get(path_of(cast)).status_code == 404


def test_the_same_answer_twice_is_one_fact(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    for _time in range(2):
        answer(visit("marc"), cast)
    with seen_everywhere():
        assert LedgerEvent.objects.filter(name="liaison.WordAnswered").count() == 1
    assert reply_of(cast, "marc").version == 1


def test_an_answer_that_changes_is_kept_and_its_author_told(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    answer(visit("marc"), cast)
    answer(visit("marc"), cast, "non", texte="Il sera chez sa tante.")
    deliver()
    assert outcome(cast) == "refus"
    with seen_everywhere():
        assert list(ReplyVersion.objects.values_list("number", "value")) == [(1, "oui")]
    assert told(cast, "durand", "liaison:answer") == ["Léa\u202f: Sortie au théâtre"]
    assert told(cast, "sofia", "liaison:answer") == []


def test_an_answer_that_is_not_asked_is_refused_and_says_so(cast: Cast, visit: Visit) -> None:
    status, html = answer(visit("marc"), cast, "peut-être", texte="Je vous redis.")
    assert status == 422
    assert "Choisissez d’autoriser ou de refuser." in html
    assert "Je vous redis." in html
    status, html = answer(visit("marc"), cast, "oui", texte="x" * 1001)
    assert (status, "trop longue" in html) == (422, True)
    assert outcome(cast) == "attendu"


def test_a_word_corrected_meanwhile_is_read_again_before_it_is_signed(cast: Cast, visit: Visit) -> None:
    change(cast, version=2)
    status, html = answer(visit("marc"), cast, vu="1")
    assert (status, "vient d’être corrigé" in html) == (422, True)
    assert answer(visit("marc"), cast, vu="2")[0] == 302


def test_after_the_deadline_an_answer_is_late_and_a_refusal_changes_no_more(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, "non")
    with clock.at(LATE):
        assert "un refus ne change plus" in visit("marc").get(path_of(cast)).content.decode()
        assert answer(visit("marc"), cast, "oui")[0] == 422
        assert answer(visit("sofia"), cast, "oui")[0] == 302
    assert reply_of(cast, "marc").value == "non"
    assert reply_of(cast, "sofia").is_late


def test_before_the_deadline_a_refusal_may_change(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, "non")
    with clock.at(NOW + timedelta(days=5)):
        assert answer(visit("marc"), cast, "oui")[0] == 302
    assert outcome(cast) == "repondu"


def test_parents_who_differ_are_a_disagreement_that_the_head_reads(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, "oui")
    answer(visit("sofia"), cast, "non")
    deliver()
    assert outcome(cast) == "desaccord"
    assert told(cast, "chef", "liaison:conflict") == ["Léa\u202f: Sortie au théâtre"]
    assert told(cast, "durand", "liaison:conflict") == []
    assert "Léa Martin-Ségala" in visit("chef").get(followed(cast) + "?montrer=desaccord").content.decode()
    answer(visit("sofia"), cast, "oui")
    deliver()
    assert outcome(cast) == "repondu"
    assert told(cast, "chef", "liaison:conflict") == []


def test_all_the_legal_representatives_sign_when_all_must(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, word="voyage")
    assert outcome(cast, "voyage") == "partiel"
    answer(visit("sofia"), cast, word="voyage")
    assert outcome(cast, "voyage") == "repondu"


def test_a_parent_reads_the_answer_of_the_other_only_if_the_school_chose_it(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, "non", texte="Jamais.")
    html = visit("sofia").get(path_of(cast)).content.decode()
    assert "Jamais." not in html
    assert "L’autre responsable" not in html
    change(cast, shows_other=True)
    html = visit("sofia").get(path_of(cast)).content.decode()
    assert "L’autre responsable\u202f: refusé" in html
    assert "Jamais." in html


def test_a_pupil_reads_and_does_not_answer(cast: Cast, visit: Visit) -> None:
    assert answer(visit("lea"), cast)[0] == 404
    answer(visit("marc"), cast, "non", texte="Jamais.")
    html = visit("lea").get(path_of(cast)).content.decode()
    assert "Votre famille\u202f: refusé" in html
    assert "Jamais." not in html
    assert "J’autorise" not in html
    change(cast, shows_pupils=False)
    assert "Votre famille" not in visit("lea").get(path_of(cast)).content.decode()


def test_once_of_age_the_pupil_alone_signs(cast: Cast, visit: Visit) -> None:
    Person.objects.filter(pk=cast.lea.pk).update(born_on=TODAY.replace(year=TODAY.year - 18))
    assert answer(visit("marc"), cast)[0] == 404
    assert "la réponse lui revient" in visit("marc").get(path_of(cast)).content.decode()
    assert answer(visit("lea"), cast)[0] == 302
    assert outcome(cast) == "repondu"
    assert reply_of(cast, "lea").profile == "eleve"


def test_a_guardian_who_does_not_decide_reads_and_confirms_at_most(cast: Cast, visit: Visit) -> None:
    tie = Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.sofia)
    tie.update(may_decide=False, level=2)
    html = visit("sofia").get(path_of(cast)).content.decode()
    assert "La réponse revient aux responsables légaux" in html
    assert answer(visit("sofia"), cast)[0] == 404
    change(cast, answer="accuse")
    assert answer(visit("sofia"), cast)[0] == 302
    change(cast, "voyage", needs_all=True)
    answer(visit("marc"), cast, word="voyage")
    assert outcome(cast, "voyage") == "repondu"


def test_each_kind_of_answer_has_its_gesture(cast: Cast, visit: Visit) -> None:
    marc = visit("marc")
    for kind, sent, said in (
        ("accuse", {}, "Lecture confirmée"),
        ("signature", {}, "Signé"),
        ("choix", {"valeur": "Jeudi"}, "Jeudi"),
        ("libre", {"texte": "Il a un rendez-vous."}, "Il a un rendez-vous."),
    ):
        change(cast, answer=kind, options=["Mardi", "Jeudi"])
        status, _html = answer(marc, cast, **{"value": "", **sent})
        assert (kind, status) == (kind, 302)
        assert said in marc.get(path_of(cast)).content.decode()
    change(cast, answer="lecture")
    assert answer(marc, cast)[0] == 404


def test_an_empty_reply_and_an_unknown_choice_are_refused(cast: Cast, visit: Visit) -> None:
    change(cast, answer="libre")
    assert answer(visit("marc"), cast, "", texte="  ")[0] == 422
    change(cast, answer="choix", options=["Mardi", "Jeudi"])
    assert answer(visit("marc"), cast, "Dimanche")[0] == 422


def test_opening_a_word_is_seen_and_is_no_answer(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    marc = visit("marc")
    assert f"{path_of(cast)}ouvert/" in marc.get(path_of(cast)).content.decode()
    for _time in range(2):
        assert marc.post(f"{path_of(cast)}ouvert/").status_code == 302
    with seen_everywhere():
        assert LedgerEvent.objects.filter(name="liaison.WordSeen").count() == 1
    kept = reply_of(cast, "marc")
    assert (kept.seen_at, kept.answered_at) == (NOW, None)
    assert outcome(cast) == "attendu"
    assert f"{path_of(cast)}ouvert/" not in marc.get(path_of(cast)).content.decode()


def test_the_book_shows_what_waits_first_and_each_child(cast: Cast, visit: Visit) -> None:
    html = visit("marc").get("/carnet/").content.decode()
    assert html.index("Ce qui vous attend") < html.index("Voyage à Barcelone") < html.index("Derniers mots")
    assert html.index("Sortie au théâtre") < html.index("Voyage à Barcelone")
    assert html.index("Attestation d’assurance") > html.index("Derniers mots")
    assert "Tom" in html
    assert "Voyage à Barcelone" not in visit("marc").get(f"/carnet/?enfant={cast.tom.pk}").content.decode()
    assert "Matériel de géométrie" not in html
    answer(visit("sofia"), cast)
    html = visit("marc").get("/carnet/").content.decode()
    assert html.index("Sortie au théâtre") > html.index("Derniers mots")


def test_a_book_without_words_says_so(cast: Cast, visit: Visit) -> None:
    assert "Aucun mot cette année" in visit("tom").get("/carnet/").content.decode()
    assert "Aucun mot cette année" in visit("jumeau_parent").get("/carnet/").content.decode()
