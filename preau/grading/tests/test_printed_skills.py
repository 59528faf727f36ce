"""The skills of a pupil in PDF: what the page says, in letters and words (capability C88)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.directory.models import School, SchoolLogo
from preau.grading.models import GradingSettings
from preau.grading.skill_lines import DomainOfPupil, SeenLine, SkillOfPupil
from preau.grading.skill_words import LevelWords, words_from
from preau.grading.tests.test_skill_follow_up import decide, seen, term
from preau.grading.web import own_skills, printed_skills, pupil_skills
from preau.grading.web.printed_skills import SkillsToPrint, said_of, skills_in_pictures
from tests.cast import NOW, Cast, everywhere
from tests.portraits import png

Visit = Callable[[str], Client]
WORDS = words_from([])
SCHOOL = School(name="Collège Jean-Jaurès", street="1 rue des Écoles", postal_code="31000", town="Toulouse")


def staff(cast: Cast, period: object = "") -> str:
    return f"/0310001A/competences/eleves/{cast.lea.pk}/competences.pdf?periode={period}"


def family(cast: Cast) -> str:
    return f"/eleves/{cast.lea.pk}/competences/competences.pdf"


def skill(label: str, level: int | None, *, final: int | None = None, times: int = 1) -> SkillOfPupil:
    def told(one: int | None) -> LevelWords | None:
        return WORDS.of(one)

    lines = tuple(
        SeenLine(WORDS.levels[level or 0], "Fractions, Mathématiques, le 12/11/2026") for _n in range(times)
    )
    return SkillOfPupil(1, label, told(level), told(final), told(final or level), lines if level else ())


def papers(monkeypatch: pytest.MonkeyPatch) -> list[SkillsToPrint]:
    """What the doors hand over to be printed, in order."""
    handed: list[SkillsToPrint] = []

    def kept(school_id: int, printed: SkillsToPrint) -> object:
        handed.append(printed)
        return printed_skills.skills_in_pdf(school_id, printed)

    for room in (own_skills, pupil_skills):
        monkeypatch.setattr(room, "skills_in_pdf", kept)
    return handed


def test_her_team_and_her_family_have_it_on_paper(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        SchoolLogo.objects.create(school=cast.schools["college"], content=png(), received_at=NOW)
    for name, there in (
        ("durand", staff(cast)),
        ("cpe", staff(cast)),
        ("marc", family(cast)),
        ("lea", family(cast)),
    ):
        answer = visit(name).get(there)
        assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
        assert "competences-lea" in answer["Content-Disposition"]
        assert there.split("?")[0] in visit(name).get(there[: there.index("competences.pdf")]).content.decode()
    for name in ("petit", "marc", "jumeau_chef", "jumeau_prof"):
        assert visit(name).get(staff(cast)).status_code == 404
    for name in ("double", "noe", "durand", "jumeau_parent"):
        assert visit(name).get(family(cast)).status_code == 404


def test_it_says_what_the_page_says(cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    handed = papers(monkeypatch)
    decide(visit("durand"), cast, "4", period=str(term(cast).pk))
    visit("durand").get(staff(cast, term(cast).pk))
    visit("marc").get(family(cast))
    of_term, of_family = handed
    assert "trimestre 1" in of_term.about
    assert [one.final.level for domain in of_term.domains for one in domain.skills if one.final] == [4]
    assert [one.final for domain in of_family.domains for one in domain.skills] == [None]


def test_a_family_prints_nothing_before_its_hour(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = papers(monkeypatch)
    seen(cast, 1, 1, 1)
    with everywhere(cast):
        GradingSettings.objects.update_or_create(
            school=cast.schools["college"], defaults={"parents_after_hours": 24 * 7}
        )
    for name in ("lea", "marc"):
        visit(name).get(family(cast))
    counts = [sum(len(one.seen) for domain in paper.domains for one in domain.skills) for paper in handed]
    assert counts[0] > counts[1]


def test_levels_are_letters_and_words_and_what_is_not_known_is_left_out() -> None:
    domain = DomainOfPupil(
        "CPD_SCI", "Langages", WORDS.of(3), (skill("Calculer", 3, final=4), skill("Prouver", None))
    )
    unseen = DomainOfPupil("CPD_ART", "Arts", None, (skill("Danser", None),))
    said = said_of(SCHOOL, SkillsToPrint("Léa Martin", "4e B", [domain, unseen]), has_logo=False)
    (only,) = said["domains"]
    (line,) = only["skills"]
    best, third = WORDS.levels[4], WORDS.levels[3]
    assert line["level"] == {"letter": best.letter, "label": best.label}
    assert line["note"] == f"décidé\u202f; calculé\u202f: {third.label}"
    assert line["seen"] == [f"{third.label}\u202f: Fractions, Mathématiques, le 12/11/2026"]


def test_many_skills_run_over_several_pages_and_none_is_one() -> None:
    many = [
        DomainOfPupil(
            f"D{rank}", f"Domaine {rank}", WORDS.of(2), tuple(skill("#panic()", 2, times=3) for _n in range(9))
        )
        for rank in range(8)
    ]
    assert len(skills_in_pictures(SCHOOL, SkillsToPrint("Léa Martin", "4e B", many))) > 2
    assert len(skills_in_pictures(SCHOOL, SkillsToPrint("Léa Martin", "4e B", []))) == 1
