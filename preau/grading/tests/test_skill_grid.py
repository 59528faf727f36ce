"""The skills of an evaluation: chosen in its form, given cell by cell, by whom, twice, and over one another."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest
from django.test import Client

from preau.directory.models import Term
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.actions.write_marks import Outcome
from preau.grading.actions.write_skill_marks import SkillResult, TypedLevel, write_skill_marks
from preau.grading.models import (
    Evaluation,
    EvaluationSkill,
    GradebookTeacher,
    Skill,
    SkillMark,
    SkillMarkVersion,
    TermLock,
)
from preau.grading.skill_cell import SkillKey
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, TODAY, Cast, everywhere
from tests.house.test_actions import acting

Visit = Callable[[str], Client]
SAID = {
    "title": "Exposé", "held_on": TODAY.isoformat(), "published_on": TODAY.isoformat(), "out_of": "",
    "coefficient": "1", "is_rescaled": "on", "counts": "toujours", "key": str(UUID(int=7)),
}  # fmt: skip


def book(cast: Cast) -> str:
    return f"/0310001A/notes/{cast.gradebooks['maths'].pk}/"


def grid(cast: Cast, on: str = "volumes") -> str:
    return f"{book(cast)}evaluations/{cast.evaluations[on].pk}/competences/"


def write(
    cast: Cast, text: str, *, seen: int = 0, who: str = "durand", on: str = "volumes", skill: str = "calculer",
    of: str = "lea",
) -> SkillResult:  # fmt: skip
    key = SkillKey(cast.skills[skill].pk, cast.people[of].pk)
    with everywhere(cast):
        results = write_skill_marks(
            actor=acting(cast, who), school_id=cast.schools["college"].pk,
            gradebook_id=cast.gradebooks["maths"].pk, evaluation_id=cast.evaluations[on].pk,
            cells=[TypedLevel(key, text, seen)],
        )  # fmt: skip
    return results[key]


def held(cast: Cast, of: str = "lea") -> tuple[int | None, int]:
    with everywhere(cast):
        mark = SkillMark.objects.get(evaluation=cast.evaluations["volumes"], pupil_id=cast.people[of].pk)
    return mark.level, mark.version


def test_an_evaluation_of_skills_alone_opens_on_their_grid(cast: Cast, visit: Visit) -> None:
    said = {**SAID, "skills_CPD_SCI": [cast.skills["demontrer"].pk, cast.skills["calculer"].pk]}
    answers = [visit("durand").post(f"{book(cast)}evaluations/ajouter/", said) for _again in range(2)]
    with everywhere(cast):
        (made,) = Evaluation.objects.filter(title="Exposé")
        chosen = EvaluationSkill.objects.filter(evaluation=made).values_list("skill_id", flat=True)
        assert list(chosen) == [cast.skills["calculer"].pk, cast.skills["demontrer"].pk]
    answer = answers[0]
    assert [one["Location"] for one in answers] == [answer["Location"]] * 2
    assert answer["Location"] == f"{book(cast)}evaluations/{made.pk}/competences/"
    html = visit("durand").get(answer["Location"]).content.decode()
    assert html.index("Calculer avec des fractions") < html.index("Raisonner et démontrer")
    assert "Exposé" in visit("durand").get(book(cast)).content.decode()


def test_neither_mark_nor_skill_is_no_evaluation(cast: Cast, visit: Visit) -> None:
    answer = visit("durand").post(f"{book(cast)}evaluations/ajouter/", SAID)
    assert (answer.status_code, "choisissez des compétences" in answer.content.decode()) == (422, True)


def test_a_hidden_skill_or_that_of_another_subject_is_not_offered(cast: Cast, visit: Visit) -> None:
    there = f"{book(cast)}evaluations/ajouter/"
    assert "Raisonner et démontrer" in visit("durand").get(there).content.decode()
    with everywhere(cast):
        Skill.objects.filter(pk=cast.skills["demontrer"].pk).update(is_hidden=True)
        Skill.objects.filter(pk=cast.skills["calculer"].pk).update(subject=cast.subjects["Français"])
    html = visit("durand").get(there).content.decode()
    assert ("Raisonner" in html, "Calculer" in html) == (False, False)
    change = visit("durand").get(f"{book(cast)}evaluations/{cast.evaluations['volumes'].pk}/").content.decode()
    assert ("Raisonner" in change, "Calculer" in change) == (True, True)


def test_a_skill_that_has_levels_is_not_taken_away(cast: Cast, visit: Visit) -> None:
    path = f"{book(cast)}evaluations/{cast.evaluations['fractions'].pk}/"
    said = {**SAID, "title": "Fractions", "held_on": "2026-11-10", "published_on": "2026-11-12", "out_of": "20"}
    refused = visit("durand").post(path, said)
    assert (refused.status_code, "videz-les avant" in refused.content.decode()) == (422, True)
    write(cast, "", seen=1, on="fractions")
    assert visit("durand").post(path, said).status_code == 302


def test_a_level_is_written_once_by_its_number_its_letter_or_its_word(cast: Cast) -> None:
    first, again = write(cast, "3"), write(cast, "s")
    assert (first.outcome, first.level, first.version) == (Outcome.WRITTEN, 3, 1)
    assert (again.outcome, again.version) == (Outcome.SAME, 1)
    assert write(cast, "très bonne maîtrise", seen=1).level == 4
    assert write(cast, "-", seen=2).level == 0
    assert write(cast, "", seen=3).level is None
    assert held(cast) == (None, 4)
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name__endswith="SkillsWritten").count() == 4
    gather_listeners()
    deliver_all()


def test_what_is_no_level_is_refused_with_a_sentence(cast: Cast) -> None:
    refused = write(cast, "5")
    assert refused.outcome is Outcome.REFUSED
    assert "tapez 0 à 4, ou une lettre (I, F, S, T)" in refused.message


def test_every_former_level_is_kept_and_can_be_taken_back(cast: Cast) -> None:
    write(cast, "2")
    write(cast, "2", seen=1)
    write(cast, "4", seen=1)
    write(cast, "", seen=2)
    assert held(cast) == (None, 3)
    with everywhere(cast):
        former = SkillMarkVersion.objects.filter(pupil_id=cast.lea.pk, skill=cast.skills["calculer"])
        assert list(former.values_list("version", "level", "written_by_id")) == [
            (1, 2, cast.durand.pk), (2, 4, cast.durand.pk),
        ]  # fmt: skip
    assert write(cast, "4", seen=3).outcome is Outcome.WRITTEN
    assert held(cast) == (4, 4)


def test_nobody_overwrites_what_she_did_not_see(cast: Cast) -> None:
    write(cast, "2")
    other = write(cast, "4", seen=0)
    assert (other.outcome, other.level) == (Outcome.CONFLICT, 2)
    assert "Durand" in other.message
    assert held(cast) == (2, 1)
    assert write(cast, "4", seen=other.version).outcome is Outcome.WRITTEN


@pytest.mark.parametrize("who", ["petit", "chef", "cpe", "marc", "lea", "jumeau_prof", "double"])
def test_only_who_teaches_it_writes(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        write(cast, "3", who=who)


def test_a_pupil_a_skill_and_an_evaluation_of_elsewhere_are_not_there(cast: Cast) -> None:
    for on, skill, of in (
        ("volumes", "calculer", "tom"),
        ("volumes", "ecrire", "lea"),
        ("dictee", "calculer", "lea"),
        ("fractions", "demontrer", "lea"),
    ):
        with pytest.raises(NotAllowed):
            write(cast, "3", on=on, skill=skill, of=of)


@pytest.mark.parametrize(
    ("state", "outcome"), [("ouverte", "ecrite"), ("conseil", "refusee"), ("fermee", "refusee")]
)
def test_a_term_says_whether_levels_are_written(cast: Cast, state: str, outcome: str) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=Term.objects.get(group=cast.groups["4B"], number=1), state=state,
            changed_at=NOW, changed_by_id=1,
        )  # fmt: skip
    assert write(cast, "3").outcome == outcome


def test_two_editors_in_any_order_lose_nothing_in_silence(cast: Cast) -> None:
    """Two teachers write at random, each knowing only what she was last told."""
    chance = Random(86)
    with everywhere(cast):
        school, maths = cast.schools["college"], cast.gradebooks["maths"]
        GradebookTeacher.objects.create(school=school, gradebook=maths, person=cast.petit, begins_on=TODAY)
    seen: dict[str, int] = {"durand": 0, "petit": 0}
    version, level = 0, None
    for _turn in range(60):
        who, text = chance.choice(["durand", "petit"]), str(chance.randint(0, 4))
        result = write(cast, text, seen=seen[who], who=who)
        if result.outcome is Outcome.WRITTEN:
            assert seen[who] == version
            version, level = version + 1, int(text)
        assert (result.version, result.level) == (version, level)
        seen[who] = result.version
    assert held(cast) == (level, version)


def test_the_script_is_told_cell_by_cell(cast: Cast, visit: Visit) -> None:
    skill, lea, noe = cast.skills["calculer"].pk, cast.lea.pk, cast.noe.pk
    answer = visit("durand").post(
        f"{grid(cast)}cases/", {f"n-{skill}-{lea}-0": "4", f"n-{skill}-{noe}-0": "x"},
        headers={"accept": "application/json"},
    )  # fmt: skip
    told = json.loads(answer.content)
    assert told["cells"][f"{skill}-{lea}"] == {"outcome": "ecrite", "text": "T", "version": 1, "message": ""}
    assert told["cells"][f"{skill}-{noe}"]["outcome"] == "refusee"
    assert told["columns"][str(skill)] == ["", "", "1", "1/2"]


def test_without_a_script_the_form_says_what_was_not_kept(cast: Cast, visit: Visit) -> None:
    skill = cast.skills["calculer"].pk
    sent = {f"n-{skill}-{cast.lea.pk}-0": "S", f"n-{skill}-{cast.noe.pk}-0": "7"}
    answer = visit("durand").post(f"{grid(cast)}cases/", sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "n’est pas un niveau" in html
    assert 'value="7"' in html
    assert held(cast) == (3, 1)
    assert visit("durand").post(f"{grid(cast)}cases/", {"n-1-2": "3"}).status_code in {409, 422}


def test_who_reads_the_class_reads_levels_and_has_nothing_to_write(cast: Cast, visit: Visit) -> None:
    html = visit("chef").get(grid(cast, "fractions")).content.decode()
    assert "data-shown" in html
    assert "data-cell" not in html
    assert visit("petit").get(grid(cast)).status_code == 404
