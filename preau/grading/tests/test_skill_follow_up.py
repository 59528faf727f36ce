"""Following skills: a class, a pupil, what teachers decide, and what families see of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from preau.directory.models import Term
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.models import (
    Evaluation,
    EvaluationSkill,
    GradebookTeacher,
    GradingSettings,
    SkillFinal,
    SkillMark,
    TermLock,
)
from preau.grading.policies import may_arrange_skills, may_decide_levels, may_follow_skills
from preau.grading.queries.skill_levels import SkillStanding, Span, domain_levels, skill_levels
from preau.kernel import clock
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere
from tests.house.test_actions import acting

Visit = Callable[[str], Client]


def seen(
    cast: Cast, *levels: int | None, of: str = "lea", skill: str = "calculer", on: date = date(2026, 11, 12),
    released: bool = True,
) -> None:  # fmt: skip
    """One more released evaluation of this skill for each level, a day after the other."""
    with everywhere(cast):
        for n, level in enumerate(levels):
            day = on + timedelta(days=n)
            like = Evaluation.objects.get(pk=cast.evaluations["fractions"].pk)
            like.pk, like.title, like.held_on, like.counts_on, like.series = None, f"Test {n}", day, day, None
            like.released_at = NOW - timedelta(hours=1) if released else None
            like.save()
            EvaluationSkill.objects.create(school=like.school, evaluation=like, skill=cast.skills[skill])
            SkillMark.objects.create(
                school=like.school, evaluation=like, pupil_id=cast.people[of].pk, skill=cast.skills[skill],
                level=level, written_at=NOW, written_by_id=1,
            )  # fmt: skip


def standing(cast: Cast, of: str = "lea", skill: str = "calculer", **more: Any) -> SkillStanding:
    with everywhere(cast):
        found = skill_levels(cast.schools["college"].pk, 4, [cast.people[of].pk], **more)
    (one,) = (one for one in found if one.skill_id == cast.skills[skill].pk)
    return one


def term(cast: Cast, number: int = 1) -> Term:
    with everywhere(cast):
        return Term.objects.get(group=cast.groups["4B"], number=number)


def decide(client: Client, cast: Cast, level: str, *, seen: str = "x", period: str = "") -> tuple[int, str]:
    path = f"/0310001A/competences/eleves/{cast.lea.pk}/"
    answer = client.post(f"{path}?periode={period}", {f"d-{cast.skills['calculer'].pk}-{seen}": level})
    return answer.status_code, answer.content.decode()


def finals(cast: Cast) -> list[tuple[int | None, int, int]]:
    with everywhere(cast):
        return list(SkillFinal.objects.values_list("term_id", "level", "version"))


def test_the_level_of_a_cycle_is_that_of_the_last_evaluations(cast: Cast) -> None:
    assert (standing(cast).computed, standing(cast).evaluations) == (3, 1)
    seen(cast, 1, 4, 0, 4, None, 4)
    assert (standing(cast).computed, standing(cast).evaluations) == (4, 5)


def test_a_term_counts_its_own_evaluations(cast: Cast) -> None:
    first, second = term(cast), term(cast, 2)
    seen(cast, 1, on=date(2026, 12, 10))
    assert standing(cast, span=Span(first.pk, first.starts_on, first.ends_on)).computed == 3
    assert standing(cast, span=Span(second.pk, second.starts_on, second.ends_on)).computed == 1


def test_what_was_decided_for_a_term_goes_on_in_the_cycle(cast: Cast) -> None:
    seen(cast, 1, 1)
    with everywhere(cast):
        SkillFinal.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, skill=cast.skills["calculer"], term=term(cast),
            level=4, decided_at=NOW, decided_by_id=1,
        )  # fmt: skip
    assert standing(cast).computed == 4
    seen(cast, 3, on=date(2026, 12, 10))
    assert standing(cast).computed == 3
    assert standing(cast, seen_at=NOW).computed == 2


def test_a_withdrawn_evaluation_says_nothing(cast: Cast) -> None:
    with everywhere(cast):
        Evaluation.objects.filter(pk=cast.evaluations["fractions"].pk).update(withdrawn_at=NOW)
        assert skill_levels(cast.schools["college"].pk, 4, [cast.lea.pk]) == ()


def test_a_domain_has_the_mean_of_its_skills_and_what_was_decided_counts(cast: Cast) -> None:
    seen(cast, 2, skill="demontrer")
    lea = cast.lea.pk
    with everywhere(cast):
        standings = skill_levels(cast.schools["college"].pk, 4, [lea])
    assert [(one.level, one.skills) for one in domain_levels(standings)[lea].values()] == [(3, 2)]


def test_a_class_is_a_table_of_domains_then_of_skills(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/competences/groupes/{cast.groups['4B'].pk}/"
    domains = visit("durand").get(path).content.decode()
    assert "Représentations du monde" in domains
    assert "Maîtrise satisfaisante" in domains
    assert "<td>1/1</td>" in domains
    skills = visit("durand").get(f"{path}?domaine=CPD_SCI").content.decode()
    assert ("Raisonner et démontrer" in skills, "Représentations du monde et" in skills) == (True, True)
    assert skills.count('<th scope="col">') == 3


@pytest.mark.parametrize(
    ("level", "shown"),
    [("", ("Léa", "Noé")), ("3", ("Léa",)), ("1", ()), ("aucun", ("Noé",)), ("x", ("Léa", "Noé"))],
)
def test_pupils_are_kept_by_level(cast: Cast, visit: Visit, level: str, shown: tuple[str, ...]) -> None:
    html = (
        visit("chef").get(f"/0310001A/competences/groupes/{cast.groups['4B'].pk}/?niveau={level}").content.decode()
    )
    assert tuple(name for name in ("Léa", "Noé") if f"{name}</a>" in html) == shown


def test_a_teaching_group_is_followed_over_the_cycle(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/competences/groupes/{cast.groups['4B-ESP'].pk}/"
    html = visit("durand").get(path).content.decode()
    assert ("Léa" in html, "Trimestre 1" in html) == (True, False)
    assert visit("durand").get(f"/0310001A/competences/groupes/{cast.groups['CHORALE'].pk}/").status_code == 404


def test_the_classes_of_a_teacher_are_those_she_teaches(cast: Cast, visit: Visit) -> None:
    path = "/0310001A/competences/"
    assert ("4e B" in visit("durand").get(path).content.decode()) is True
    assert ("4e B" in visit("petit").get(path).content.decode()) is False
    with everywhere(cast):
        GradebookTeacher.objects.create(
            school=cast.schools["college"], gradebook=cast.gradebooks["maths"], person=cast.petit,
            begins_on=YEAR_START,
        )  # fmt: skip
    assert ("4e B" in visit("petit").get(path).content.decode()) is True


def test_a_pupil_shows_where_each_level_comes_from(cast: Cast, visit: Visit) -> None:
    seen(cast, 4)
    html = visit("durand").get(f"/0310001A/competences/eleves/{cast.lea.pk}/").content.decode()
    assert "Fractions, Mathématiques, le 10/11/2026" in html
    assert "Test 0, Mathématiques, le 12/11/2026" in html
    assert "Raisonner et démontrer" in html
    first = visit("durand").get(f"/0310001A/competences/eleves/{cast.lea.pk}/?periode={term(cast, 2).pk}")
    assert "Fractions" not in first.content.decode()


def test_a_level_is_decided_once_and_the_computed_one_stays(cast: Cast, visit: Visit) -> None:
    for _again in range(2):
        assert decide(visit("durand"), cast, "4")[0] == 302
    assert finals(cast) == [(None, 4, 1)]
    assert (standing(cast).computed, standing(cast).level) == (3, 4)
    html = visit("durand").get(f"/0310001A/competences/eleves/{cast.lea.pk}/").content.decode()
    assert "décidé\u202f; calculé\u202f: Maîtrise satisfaisante" in html
    assert decide(visit("durand"), cast, "0", seen="4")[0] == 302
    assert finals(cast) == [(None, 0, 2)]
    assert decide(visit("durand"), cast, "", seen="0")[0] == 302
    assert finals(cast) == []
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name__endswith="SkillsDecided").count() == 3


def test_nobody_decides_over_what_she_did_not_see(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        GradebookTeacher.objects.create(
            school=cast.schools["college"], gradebook=cast.gradebooks["maths"], person=cast.petit, begins_on=TODAY
        )
    assert decide(visit("petit"), cast, "2")[0] == 302
    status, html = decide(visit("durand"), cast, "4")
    assert status == 422
    assert "a décidé «\u202fMaîtrise fragile\u202f» entre-temps" in html
    assert finals(cast) == [(None, 2, 1)]
    assert decide(visit("petit"), cast, "", seen="2")[0] == 302
    status, html = decide(visit("durand"), cast, "4", seen="2")
    assert (status, "revenu au niveau calculé" in html) == (422, True)


def test_a_closed_term_is_decided_no_more(cast: Cast, visit: Visit) -> None:
    first = term(cast)
    assert decide(visit("durand"), cast, "4", period=str(first.pk))[0] == 302
    with everywhere(cast):
        TermLock.objects.create(school=first.school, term=first, state="fermee", changed_at=NOW, changed_by_id=1)
    status, html = decide(visit("durand"), cast, "2", seen="4", period=str(first.pk))
    assert (status, "période est fermée" in html) == (422, True)
    assert finals(cast) == [(first.pk, 4, 1)]
    assert decide(visit("durand"), cast, "2")[0] == 302


@pytest.mark.parametrize("who", ["chef", "cpe", "petit", "double", "marc", "lea", "jumeau_prof", "jumeau_chef"])
def test_only_her_teachers_decide(cast: Cast, visit: Visit, who: str) -> None:
    assert decide(visit(who), cast, "4")[0] == 404
    assert finals(cast) == []


def test_a_term_that_is_not_hers_is_never_the_cycle(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/competences/eleves/{cast.lea.pk}/?periode=999999"
    assert visit("durand").post(path, {f"d-{cast.skills['calculer'].pk}-x": "4"}).status_code == 404
    assert finals(cast) == []


def test_a_skill_of_elsewhere_and_a_field_that_is_none_are_refused(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/competences/eleves/{cast.lea.pk}/"
    assert visit("durand").post(path, {f"d-{cast.skills['ecrire'].pk}-x": "4"}).status_code == 404
    for name, value in (("d-un-x", "4"), (f"d-{cast.skills['calculer'].pk}-x", "7")):
        assert visit("durand").post(path, {name: value}).status_code == 422
    assert visit("durand").get("/0310001A/competences/eleves/0/").status_code == 404


@pytest.mark.parametrize("who", ["lea", "marc", "sofia"])
def test_a_pupil_and_both_parents_read_the_same(cast: Cast, visit: Visit, who: str) -> None:
    html = visit(who).get(f"/eleves/{cast.lea.pk}/competences/").content.decode()
    assert "Calculer avec des fractions" in html
    assert "Fractions, Mathématiques, le 10/11/2026" in html
    assert "Raisonner" not in html


@pytest.mark.parametrize("who", ["noe", "jumeau_parent", "oncle", "durand", "chef"])
def test_others_meet_nothing(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(who).get(f"/eleves/{cast.lea.pk}/competences/").status_code in {302, 404}


def test_what_is_not_released_is_neither_seen_nor_counted(cast: Cast, visit: Visit) -> None:
    seen(cast, 1, 1, 1, released=False)
    html = visit("marc").get(f"/eleves/{cast.lea.pk}/competences/").content.decode()
    assert ("Test 0" in html, html.count("Maîtrise satisfaisante")) == (False, 3)


def test_families_may_see_a_level_later_than_the_pupil(cast: Cast, visit: Visit) -> None:
    path = f"/eleves/{cast.lea.pk}/competences/"
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], parents_after_hours=48)
        Evaluation.objects.filter(pk=cast.evaluations["fractions"].pk).update(
            released_at=NOW - timedelta(hours=24)
        )
    assert "Calculer" in visit("lea").get(path).content.decode()
    assert "Aucune compétence évaluée" in visit("marc").get(path).content.decode()
    with clock.at(NOW + timedelta(hours=24)):
        assert "Calculer" in visit("marc").get(path).content.decode()


def test_what_was_decided_is_seen_once_the_term_is_published(cast: Cast, visit: Visit) -> None:
    path, first = f"/eleves/{cast.lea.pk}/competences/", term(cast)
    with everywhere(cast):
        SkillFinal.objects.create(
            school=first.school, pupil_id=cast.lea.pk, skill=cast.skills["demontrer"], term=first, level=4,
            decided_at=NOW, decided_by_id=1,
        )  # fmt: skip
        SkillFinal.objects.create(
            school=first.school, pupil_id=cast.lea.pk, skill=cast.skills["calculer"], level=1, decided_at=NOW,
            decided_by_id=1,
        )  # fmt: skip
    assert "Raisonner" not in visit("marc").get(path).content.decode()
    with everywhere(cast):
        Term.objects.filter(pk=first.pk).update(published_at=NOW)
    html = visit("marc").get(path).content.decode()
    assert "Raisonner" in html
    assert html.count("Maîtrise insuffisante") == 1


def test_somebody_of_another_school_follows_decides_and_arranges_nothing(cast: Cast) -> None:
    college = cast.schools["college"].pk
    with everywhere(cast):
        head, teacher = acting(cast, "jumeau_chef"), acting(cast, "jumeau_prof")
    team = frozenset({teacher.person_id})
    assert not may_follow_skills(head, college, team)
    assert not may_arrange_skills(head, college)
    assert not may_decide_levels(teacher, college, team)
    assert may_decide_levels(teacher, cast.schools["twin"].pk, team)
