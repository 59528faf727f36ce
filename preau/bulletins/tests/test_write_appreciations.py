"""Appreciations written through the page of a gradebook: by whom, over whom, how long, until when (C92)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from preau.bulletins.models import Appreciation, AppreciationVersion, BulletinSettings
from preau.bulletins.rules import SITTING
from preau.directory.models import Membership, Term
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.models import EntryPermission, Gradebook, GradebookTeacher, TermLock
from preau.kernel import clock
from preau.timetable.models import Replacement
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
NOES = "Ensemble fragile mais des progrès a l’oral."
REFUSAL = "La période est fermée. Pour corriger, demandez à la direction (Paul Lacaze) de rouvrir ce carnet."


def page_of(cast: Cast) -> str:
    return f"/0310001A/bulletins/appreciations/{cast.gradebooks['maths'].pk}/"


def key(cast: Cast, of: str, term: str = "4B-1") -> str:
    return f"{cast.people[of].pk}-{cast.terms[term].pk}"


def tell(
    client: Client, cast: Cast, text: str, *, of: str = "lea", seen: int = 0, term: str = "4B-1"
) -> dict[str, Any]:
    """What the script of the page is answered, once."""
    name = key(cast, of, term)
    answer = client.post(
        f"{page_of(cast)}textes/", {f"a-{name}-{seen}": text}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()["texts"][name]
    return told


def said_of(cast: Cast, of: str = "lea", term: str = "4B-1") -> tuple[str, int]:
    with everywhere(cast):
        one = Appreciation.objects.filter(pupil_id=cast.people[of].pk, term=cast.terms[term]).first()
    return (one.text, one.version) if one else ("", 0)


def lock(cast: Cast, state: str) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state=state, changed_at=NOW, changed_by_id=1
        )


def test_a_text_is_written_once_and_the_page_shows_it(cast: Cast, visit: Visit) -> None:
    first = tell(visit("durand"), cast, "  Bon trimestre. \r\nContinuez. ")
    again = tell(visit("durand"), cast, "Bon trimestre.\nContinuez.")
    assert (first["outcome"], first["text"], first["version"]) == ("ecrite", "Bon trimestre.\nContinuez.", 1)
    assert (again["outcome"], again["version"]) == ("inchangee", 1)
    page = visit("durand").get(page_of(cast)).content.decode()
    assert "Bon trimestre.\nContinuez." in page
    assert "moyenne 14" in page
    with everywhere(cast):
        told = LedgerEvent.objects.filter(name__endswith="AppreciationsWritten").values_list("payload", flat=True)
        assert [words["pupil_ids"] for words in told] == [[cast.lea.pk]]


def test_a_null_character_is_left_out(cast: Cast, visit: Visit) -> None:
    assert tell(visit("durand"), cast, "Bon\0 trimestre.")["outcome"] == "ecrite"
    assert said_of(cast) == ("Bon trimestre.", 1)


def test_nobody_overwrites_what_she_did_not_see(cast: Cast, visit: Visit) -> None:
    told = tell(visit("durand"), cast, "Autre chose.", of="noe", seen=0)
    assert (told["outcome"], told["text"], told["version"]) == ("conflit", NOES, 1)
    assert "Claire Durand, le 24/11/2026" in told["message"]
    assert said_of(cast, "noe") == (NOES, 1)
    assert tell(visit("durand"), cast, "Autre chose.", of="noe", seen=1)["outcome"] == "ecrite"


def test_the_same_words_are_no_conflict(cast: Cast, visit: Visit) -> None:
    told = tell(visit("durand"), cast, NOES, of="noe", seen=0)
    assert (told["outcome"], told["version"]) == ("inchangee", 1)


def test_what_it_said_before_is_kept_but_not_the_drafts_of_one_sitting(cast: Cast, visit: Visit) -> None:
    later = NOW + SITTING + timedelta(minutes=1)
    with clock.at(later):
        tell(visit("durand"), cast, "Des progrès.", of="noe", seen=1)
        tell(visit("durand"), cast, "Des progrès à l’oral.", of="noe", seen=2)
        tell(visit("durand"), cast, "", of="noe", seen=3)
    with everywhere(cast):
        kept = AppreciationVersion.objects.order_by("version").values_list("version", "text")
        assert list(kept) == [(1, NOES), (3, "Des progrès à l’oral.")]
    assert said_of(cast, "noe") == ("", 4)


@pytest.mark.parametrize("who", ["petit", "double", "chef", "cpe", "secretaire", "marc", "lea", "jumeau_prof"])
def test_only_who_teaches_the_subject_enters(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(who).get(page_of(cast)).status_code == 404
    written = {f"a-{key(cast, 'lea')}-0": "Bon trimestre."}
    assert visit(who).post(f"{page_of(cast)}textes/", written).status_code == 404
    assert said_of(cast) == ("", 0)


def test_a_substitute_writes_until_her_end_of_entry(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Replacement.objects.update(begins_on=TODAY, ends_on=TODAY, end_of_entry_on=TODAY)
    assert tell(visit("petit"), cast, "Bon trimestre.")["outcome"] == "ecrite"
    with clock.at(NOW + timedelta(days=1)):
        assert visit("petit").get(page_of(cast)).status_code == 404


def test_a_colleague_of_the_same_gradebook_sees_what_the_other_wrote(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        book = cast.gradebooks["maths"]
        GradebookTeacher.objects.create(
            school=book.school, gradebook=book, person=cast.petit, begins_on=YEAR_START, origin="service"
        )
    assert tell(visit("petit"), cast, "Mon avis.", of="noe", seen=0)["outcome"] == "conflit"
    assert tell(visit("petit"), cast, "Mon avis.", of="noe", seen=1)["outcome"] == "ecrite"
    with everywhere(cast):
        assert AppreciationVersion.objects.get().text == NOES


@pytest.mark.parametrize("of", ["tom", "jumelle"])
def test_a_pupil_of_another_class_has_none_here(cast: Cast, visit: Visit, of: str) -> None:
    answer = visit("durand").post(f"{page_of(cast)}textes/", {f"a-{key(cast, of)}-0": "Bon trimestre."})
    assert answer.status_code == 404


def test_a_pupil_who_left_before_the_term_has_none_in_it(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Membership.objects.filter(pupil_id=cast.lea.pk).update(ends_on=TODAY)
    written = {f"a-{key(cast, 'lea', '4B-2')}-0": "Bon trimestre."}
    assert visit("durand").post(f"{page_of(cast)}textes/", written).status_code == 404
    assert tell(visit("durand"), cast, "Bon départ.")["outcome"] == "ecrite"


def test_the_length_is_that_of_the_national_record(cast: Cast, visit: Visit) -> None:
    told = tell(visit("durand"), cast, "é" * 601)
    assert (told["outcome"], told["message"]) == (
        "refusee",
        "601 caractères sur 600\u202f: raccourcissez de 1.",
    )
    assert said_of(cast) == ("", 0)
    assert tell(visit("durand"), cast, "é" * 600)["outcome"] == "ecrite"


def test_the_length_of_the_school_comes_first(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        BulletinSettings.objects.create(school=cast.schools["college"], appreciation_length=200)
    assert "raccourcissez de 1." in tell(visit("durand"), cast, "x" * 201)["message"]
    assert 'data-most="200"' in visit("durand").get(page_of(cast)).content.decode()


@pytest.mark.parametrize(
    ("state", "outcome"), [("ouverte", "ecrite"), ("conseil", "ecrite"), ("fermee", "refusee")]
)
def test_words_are_written_until_the_term_is_closed(cast: Cast, visit: Visit, state: str, outcome: str) -> None:
    lock(cast, state)
    told = tell(visit("durand"), cast, "Bon trimestre.")
    assert told["outcome"] == outcome
    if outcome == "refusee":
        assert told["message"] == REFUSAL
        page = visit("durand").get(page_of(cast)).content.decode()
        assert (NOES in page, page.count(REFUSAL), "<textarea" in page, "Enregistrer" in page) == (
            True,
            1,
            False,
            False,
        )


def test_who_is_refused_before_the_council_reads_until_when_to_ask(cast: Cast, visit: Visit) -> None:
    lock(cast, "fermee")
    with everywhere(cast):
        Term.objects.filter(pk=cast.terms["4B-1"].pk).update(council_on=TODAY + timedelta(days=4))
    until = f"{REFUSAL[:-1]}, avant le conseil du "
    assert until in tell(visit("durand"), cast, "Bon trimestre.")["message"]
    assert until in visit("durand").get(page_of(cast)).content.decode()
    elements = visit("durand").get(f"{page_of(cast)}elements/")
    assert until in elements.content.decode()


def test_a_closed_term_is_reopened_to_one_teacher(cast: Cast, visit: Visit) -> None:
    lock(cast, "fermee")
    with everywhere(cast):
        EntryPermission.objects.create(
            school=cast.schools["college"], gradebook=cast.gradebooks["maths"], person_id=cast.durand.pk,
            until=NOW + timedelta(days=1), why="Arrêt maladie", given_at=NOW, given_by_id=1,
        )  # fmt: skip
    assert tell(visit("durand"), cast, "Bon trimestre.")["outcome"] == "ecrite"


def test_a_subject_that_is_not_evaluated_takes_no_text(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Gradebook.objects.filter(pk=cast.gradebooks["maths"].pk).update(is_evaluable=False)
    answer = visit("durand").post(f"{page_of(cast)}textes/", {f"a-{key(cast, 'lea')}-0": "Bon trimestre."})
    assert "n’est pas évaluée" in answer.content.decode()
    assert said_of(cast) == ("", 0)
    assert "<textarea" not in visit("durand").get(page_of(cast)).content.decode()


def test_a_page_that_is_no_page_of_ours_is_refused(cast: Cast, visit: Visit) -> None:
    for name in ("a-1-2", "a-x-1-0", f"a-{'9' * 20}-1-0"):
        answer = visit("durand").post(f"{page_of(cast)}textes/", {name: "Bon."})
        assert "rechargez-la" in answer.content.decode()


def test_a_sentence_takes_the_name_of_the_pupil_and_of_the_subject(cast: Cast, visit: Visit) -> None:
    told = tell(visit("durand"), cast, "{Prénom} {NOM} progresse en {matiere}.")
    assert told["text"] == "Léa Martin-Ségala progresse en Mathématiques."
    refused = tell(visit("durand"), cast, "{classe} sérieuse.", seen=1)
    assert refused["outcome"] == "refusee"
    assert "«\u202f{classe}\u202f» n’est pas connu" in refused["message"]


def test_what_was_said_in_the_term_before_is_in_sight(cast: Cast, visit: Visit) -> None:
    with clock.at(NOW + timedelta(days=7)):
        page = visit("durand").get(f"{page_of(cast)}?periode=trimestre-2").content.decode()
    assert "<b>Trimestre 1</b> " + NOES in page


def form(client: Client, cast: Cast, **texts: str) -> Any:
    """The form of a browser without script, for these pupils; `lu_…`: what was read again."""
    fields = {f"a-{key(cast, of)}-{1 if of == 'noe' else 0}": text for of, text in texts.items()}
    return client.post(f"{page_of(cast)}textes/?periode=trimestre-1", fields)


def test_without_a_script_what_is_wrong_comes_back_and_the_rest_is_kept(cast: Cast, visit: Visit) -> None:
    answer = form(visit("durand"), cast, noe="x" * 601, lea="Bon trimestre.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "x" * 601 in page
    assert "raccourcissez de 1." in page
    assert (said_of(cast)[0], said_of(cast, "noe")[0]) == ("Bon trimestre.", NOES)
    assert form(visit("durand"), cast, lea="Bon trimestre.").status_code == 302


def test_words_that_may_hurt_are_pointed_out_once_before_they_are_kept(cast: Cast, visit: Visit) -> None:
    answer = form(visit("durand"), cast, lea="Travail médiocre, élève paresseuse.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "«\u202fmédiocre\u202f» peut blesser sans aider" in page
    assert "«\u202fparesseuse\u202f» juge la personne" in page
    assert said_of(cast) == ("", 0)
    digest = page.split(f'name="lu-{key(cast, "lea")}" value="')[1].split('"')[0]
    fields = {
        f"a-{key(cast, 'lea')}-0": "Travail médiocre, élève paresseuse.",
        f"lu-{key(cast, 'lea')}": digest,
    }
    assert visit("durand").post(f"{page_of(cast)}textes/", fields).status_code == 302
    assert said_of(cast)[1] == 1


def test_a_school_may_choose_not_to_be_warned(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        BulletinSettings.objects.create(school=cast.schools["college"], warns_of_words=False)
    assert form(visit("durand"), cast, lea="Travail médiocre.").status_code == 302


def test_her_list_says_what_is_left_and_the_home_page_reminds_her(cast: Cast, visit: Visit) -> None:
    there = "/0310001A/bulletins/appreciations/"
    page = visit("durand").get(there).content.decode()
    assert "à écrire\u202f: 1 appréciation sur 2, 1 correction à lire" in page
    assert "Ma classe" not in page
    assert f"{there}{cast.gradebooks['maths'].pk}/?periode=" in visit("durand").get("/").content.decode()
    tell(visit("durand"), cast, "Bon trimestre.")
    assert "à écrire\u202f: 1 correction à lire" in visit("durand").get(there).content.decode()
    assert "Rien à écrire" in visit("petit").get(there).content.decode()
    assert there + "1" not in visit("petit").get("/").content.decode()
