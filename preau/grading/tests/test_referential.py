"""The referential of a school: installed, renamed, hidden, ordered, put back; and the words of its levels."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from preau.foundation.ledger.models import LedgerEvent
from preau.grading.actions.install_skills import install_skills
from preau.grading.models import Skill, SkillLevel
from preau.grading.referential import CYCLES, DOMAINS, LYCEE, SOCLE, starting_skills
from preau.grading.rules import SKILL_LENGTH
from preau.grading.skill_words import words_of
from preau.kernel.actor import SYSTEM
from tests.cast import Cast, everywhere

Visit = Callable[[str], Client]
ROOM = "/0310001A/competences/"
HOME = f"{ROOM}referentiel/"


def said(label: str, **more: object) -> dict[str, object]:
    return {"label": label, "subject_id": "", "key": str(UUID(int=5)), **more}


def skills(cast: Cast, **narrowed: object) -> list[Skill]:
    with everywhere(cast):
        return list(Skill.objects.filter(school=cast.schools["college"], **narrowed).order_by("position", "id"))


def labels(cast: Cast) -> list[str]:
    return [skill.label for skill in skills(cast, domain="CPD_SCI")]


def test_the_common_skills_are_installed_once_over_those_of_the_school(cast: Cast, visit: Visit) -> None:
    for _again in range(2):
        assert visit("chef").post(f"{HOME}installer/").status_code == 302
    there = skills(cast)
    assert len(there) == 2 + sum(1 for one in starting_skills() if one.cycle != LYCEE)
    assert {one.cycle for one in there} == {3, 4}
    assert "Calculer avec des fractions" in labels(cast)
    html = visit("chef").get(f"{HOME}?cycle=3").content.decode()
    assert "Occitan\u202f: parler et écrire" in html
    assert "Catalan\u202f: parler et écrire" in html
    assert "Raisonner et démontrer en géométrie" in visit("chef").get(f"{HOME}?cycle=4").content.decode()


def test_a_lycee_has_skills_without_a_cycle(cast: Cast) -> None:
    with everywhere(cast):
        agricole = cast.schools["agricole"].pk
        assert install_skills(actor=SYSTEM, school_id=agricole) > 0
        assert set(Skill.objects.filter(school_id=agricole).values_list("cycle", flat=True)) == {LYCEE}


def test_an_empty_referential_offers_to_begin(cast: Cast, visit: Visit) -> None:
    html = visit("jumeau_chef").get("/0340002B/competences/referentiel/").content.decode()
    assert "Écrire un texte construit" in html
    with everywhere(cast):
        Skill.objects.filter(pk=cast.skills["ecrire"].pk).delete()
    html = visit("jumeau_chef").get("/0340002B/competences/referentiel/").content.decode()
    assert "Installer les compétences communes" in html


def test_a_skill_is_added_once_at_the_end_of_its_domain(cast: Cast, visit: Visit) -> None:
    path, label = f"{HOME}cycle-4/CPD_SCI/ajouter/", "  Estimer   un résultat "
    answers = [visit("chef").post(path, said(label)) for _again in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert labels(cast) == ["Calculer avec des fractions", "Raisonner et démontrer", "Estimer un résultat"]
    assert "cycle=4&domaine=CPD_SCI" in answers[0]["Location"]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("", "obligatoire"),
        ("x" * (SKILL_LENGTH + 1), str(SKILL_LENGTH)),
        ("calculer AVEC des fractions", "a déjà une compétence"),
    ],
)
def test_what_does_not_hold_is_said_beside_its_field(cast: Cast, visit: Visit, label: str, told: str) -> None:
    answer = visit("chef").post(f"{HOME}cycle-4/CPD_SCI/ajouter/", said(label))
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert len(labels(cast)) == 2


def test_a_domain_or_a_subject_of_elsewhere_is_not_there(cast: Cast, visit: Visit) -> None:
    assert visit("chef").get(f"{HOME}cycle-4/LYC_SAV/ajouter/").status_code == 404
    elsewhere = said("Estimer", subject_id=cast.subjects["Français"].pk)
    assert visit("chef").post(f"{HOME}cycle-4/CPD_SCI/ajouter/", elsewhere).status_code == 422
    assert (
        visit("jumeau_chef").get(f"/0340002B/competences/referentiel/{cast.skills['calculer'].pk}/").status_code
        == 404
    )


def test_renamed_and_kept_for_a_subject_it_is_put_back(cast: Cast, visit: Visit) -> None:
    visit("chef").post(f"{HOME}installer/")
    (skill,) = skills(cast, code="CPD_SCI.1", cycle=4)
    path, maths = f"{HOME}{skill.pk}/", cast.subjects["Mathématiques"].pk
    assert visit("chef").post(path, said("Calculer de tête", subject_id=maths)).status_code == 302
    html = visit("chef").get(f"{HOME}?cycle=4").content.decode()
    assert "Calculer de tête" in html
    assert "Seulement en Mathématiques" in html
    visit("chef").post(f"{path}montrer/", {"geste": "cacher"})
    (skill,) = skills(cast, pk=skill.pk)
    assert (skill.is_hidden, skill.subject_id) == (True, maths)
    for _again in range(2):
        assert visit("chef").post(f"{HOME}cycle-4/retablir/").status_code == 302
    (skill,) = skills(cast, pk=skill.pk)
    assert (skill.label, skill.is_hidden, skill.subject_id) == (skill.starting_label, False, None)
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name__endswith="SkillsRestored").count() == 1


def test_hidden_then_shown(cast: Cast, visit: Visit) -> None:
    path = f"{HOME}{cast.skills['calculer'].pk}/montrer/"
    for gesture, hidden in (("cacher", True), ("cacher", True), ("montrer", False)):
        visit("chef").post(path, {"geste": gesture})
        assert skills(cast, pk=cast.skills["calculer"].pk)[0].is_hidden is hidden
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name__endswith="SkillWritten").count() == 2


def test_moved_twice_to_the_same_place_it_moves_once(cast: Cast, visit: Visit) -> None:
    path = f"{HOME}{cast.skills['demontrer'].pk}/placer/"
    for _again in range(2):
        assert visit("chef").post(path, {"place": "0"}).status_code == 302
        assert labels(cast) == ["Raisonner et démontrer", "Calculer avec des fractions"]
    visit("chef").post(path, {"place": "9"})
    assert labels(cast) == ["Calculer avec des fractions", "Raisonner et démontrer"]
    assert visit("chef").post(path, {"place": "haut"}).status_code != 302


@pytest.mark.parametrize("who", ["durand", "cpe", "secretaire", "jumeau_chef"])
def test_others_arrange_nothing(cast: Cast, visit: Visit, who: str) -> None:
    client = visit(who)
    assert client.get(HOME).status_code == 404
    assert client.post(f"{HOME}{cast.skills['calculer'].pk}/montrer/", {"geste": "cacher"}).status_code == 404
    assert client.post(f"{HOME}installer/").status_code == 404
    assert len(skills(cast)) == 2


def levels(**changed: str) -> dict[str, str]:
    starting = {
        "label_0": "Non évaluée", "letter_0": "–", "colour_0": "gris",
        "label_1": "Maîtrise insuffisante", "letter_1": "I", "colour_1": "rouge",
        "label_2": "Maîtrise fragile", "letter_2": "F", "colour_2": "orange",
        "label_3": "Maîtrise satisfaisante", "letter_3": "S", "colour_3": "jaune",
        "label_4": "Très bonne maîtrise", "letter_4": "T", "colour_4": "vert",
    }  # fmt: skip
    return {**starting, **changed}


def test_a_school_has_its_own_words_and_takes_those_of_the_start_back(cast: Cast, visit: Visit) -> None:
    path, college = f"{ROOM}niveaux/", cast.schools["college"].pk
    assert visit("chef").post(path, levels(label_4="Expert", letter_4="E", colour_4="bleu")).status_code == 302
    with everywhere(cast):
        assert words_of(college).levels[4].label == "Expert"
        assert words_of(college).read("e") == 4
        assert words_of(cast.schools["twin"].pk).levels[4].label == "Très bonne maîtrise"
    html = visit("lea").get(f"/eleves/{cast.lea.pk}/competences/").content.decode()
    assert "Expert" in html
    visit("chef").post(path, {"debut": "1"})
    visit("chef").post(path, levels())
    with everywhere(cast):
        assert words_of(college).levels[4].label == "Très bonne maîtrise"
        assert SkillLevel.objects.filter(school_id=college).count() == 5
        assert LedgerEvent.objects.filter(name__endswith="SkillLevelsWritten").count() == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"label_2": ""}, "obligatoire"),
        ({"letter_2": ""}, "obligatoire"),
        ({"label_2": "x" * 41}, "40"),
        ({"label_2": "maîtrise INSUFFISANTE"}, "le même mot"),
        ({"letter_2": "abcd"}, "3 signes"),
        ({"letter_2": "2"}, "Un chiffre"),
        ({"letter_2": "i"}, "la même lettre"),
        ({"colour_2": "rose"}, "rose"),
    ],
)
def test_words_that_cannot_be_told_apart_are_refused(
    cast: Cast, visit: Visit, changed: dict[str, str], told: str
) -> None:
    answer = visit("chef").post(f"{ROOM}niveaux/", levels(**changed))
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_starting_skills_are_of_known_domains_and_short_enough() -> None:
    everything = list(starting_skills())
    assert {one.domain for one in everything} == set(DOMAINS)
    assert {one.cycle for one in everything} == set(CYCLES)
    assert len({(one.cycle, one.code) for one in everything}) == len(everything)
    assert all(len(one.label) <= SKILL_LENGTH for one in everything)
    assert {one.domain for one in everything if one.cycle == 3} == set(SOCLE)
