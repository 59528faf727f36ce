"""The end-of-cycle report: what skills propose, what the form teacher and the direction write (capability C90)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.bulletins.cycle import DOMAINS
from preau.bulletins.models import CycleReport
from preau.bulletins.rules_dnb import points_of
from preau.directory.models import FormTeacher
from preau.grading.models import Evaluation, Skill, SkillFinal, SkillMark
from tests.cast import NOW, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
LEVELS = dict.fromkeys(DOMAINS, "3")
SAID = {**LEVELS, "synthesis": "Tout est acquis.", "complement": "LCA", "complement_level": "2", "seen": "0"}


@pytest.fixture(autouse=True)
def form_teacher(cast: Cast) -> None:
    """Mme Durand is the form teacher of 4e B."""
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.durand, begins_on=YEAR_START
        )


def path(cast: Cast, *more: object) -> str:
    return "/".join(["/0310001A/bulletins/cycles/4", str(cast.groups["4B"].pk), *map(str, more), ""])


def write(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    answer = client.post(path(cast, cast.lea.pk), {**SAID, **said})
    return answer.status_code, answer.content.decode()


def reports(cast: Cast) -> list[CycleReport]:
    with everywhere(cast):
        return list(CycleReport.objects.filter(cycle=4).order_by("pupil_id"))


def test_the_form_teacher_writes_and_the_direction_validates(cast: Cast, visit: Visit) -> None:
    assert write(visit("durand"), cast)[0] == 302
    (one,) = reports(cast)
    assert (one.levels, one.synthesis) == (dict.fromkeys(DOMAINS, 3), "Tout est acquis.")
    assert (one.complement, one.complement_level, one.language, one.year_label) == ("LCA", 2, "", "2026-2027")
    assert "Valider" not in visit("durand").get(path(cast)).content.decode()
    assert "Valider 1 bilan complet" in visit("chef").get(path(cast)).content.decode()
    assert visit("chef").post(path(cast, "valider")).status_code == 302
    assert reports(cast)[0].validated_at == NOW
    status, page = write(visit("durand"), cast, synthesis="Autre chose.", seen=1)
    assert (status, "demandez-lui de le corriger" in page) == (422, True)
    assert write(visit("chef"), cast, synthesis="Autre chose.", seen=1)[0] == 302
    assert (reports(cast)[0].synthesis, reports(cast)[0].version) == ("Autre chose.", 2)


def test_what_is_not_whole_is_told_and_not_validated(cast: Cast, visit: Visit) -> None:
    assert write(visit("durand"), cast, synthesis="", CPD_FRA="", complement_level="")[0] == 302
    page = visit("chef").get(path(cast)).content.decode()
    assert "domaines à positionner\u202f: 1, la synthèse, le niveau de l’enseignement de complément" in page
    visit("chef").post(path(cast, "valider"))
    assert reports(cast)[0].validated_at is None


def test_what_is_validated_stays_whole(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast)
    visit("chef").post(path(cast, "valider"))
    status, page = write(visit("chef"), cast, synthesis="", CPD_FRA="", seen=1)
    assert (status, "domaines à positionner\u202f: 1, la synthèse" in page) == (422, True)
    assert reports(cast)[0].synthesis == "Tout est acquis."


def test_whoever_did_not_see_what_a_colleague_wrote_does_not_erase_it(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast)
    status, page = write(visit("chef"), cast, synthesis="Sans avoir lu.")
    assert (status, "Claire Durand a changé ce bilan" in page) == (422, True)
    assert reports(cast)[0].synthesis == "Tout est acquis."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"CPD_FRA": "0"}, "Sélectionnez un choix valide"),
        ({"CPD_FRA": "5"}, "Sélectionnez un choix valide"),
        ({"synthesis": "x" * 1501}, "1500"),
        ({"complement": "", "complement_level": "1"}, "et son niveau"),
        ({"language": "OCI", "language_level": "3"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_the_record_does_not_take_is_refused(
    cast: Cast, visit: Visit, said: dict[str, str], told: str
) -> None:
    status, page = write(visit("durand"), cast, **said)
    assert (status, told in page) == (422, True)
    assert reports(cast) == []


def test_an_exempt_language_and_occitan_are_kept(cast: Cast, visit: Visit) -> None:
    assert write(visit("durand"), cast, CPD_ETR="0", language="OCI", language_level="2")[0] == 302
    (one,) = reports(cast)
    assert (one.levels["CPD_ETR"], one.language, one.language_level) == (0, "OCI", 2)


def test_a_colleague_and_the_twin_are_refused(cast: Cast, visit: Visit) -> None:
    for name in ("petit", "cpe", "jumeau_chef", "marc"):
        assert write(visit(name), cast)[0] == 404
    assert reports(cast) == []


def test_skills_propose_and_what_was_decided_of_one_wins(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        school, lea = cast.schools["college"], cast.lea.pk
        reading, speaking = (
            Skill.objects.create(school=school, cycle=4, domain="CPD_FRA", code=code, label=code)
            for code in ("LIRE", "DIRE")
        )
        for skill, level in ((reading, 2), (speaking, 4)):
            SkillMark.objects.create(
                school=school, evaluation=cast.evaluations["fractions"], pupil_id=lea, skill=skill, level=level,
                written_at=NOW, written_by_id=cast.durand.pk,
            )  # fmt: skip
    assert (
        "compétences évaluées (2)\u202f: 3, maîtrise satisfaisante"
        in visit("durand").get(path(cast, lea)).content.decode()
    )
    with everywhere(cast):
        SkillFinal.objects.create(
            school=school, pupil_id=lea, skill=reading, level=4, decided_at=NOW, decided_by_id=cast.durand.pk
        )
    assert "(2)\u202f: 4, très bonne maîtrise" in visit("durand").get(path(cast, lea)).content.decode()
    write(visit("durand"), cast)
    assert reports(cast)[0].computed == {"CPD_FRA": 4, "CPD_SCI": 3}


def test_a_withdrawn_evaluation_proposes_nothing(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        skill = Skill.objects.create(
            school=cast.schools["college"], cycle=4, domain="CPD_FRA", code="LIRE", label="Lire"
        )
        SkillMark.objects.create(
            school=cast.schools["college"], evaluation=cast.evaluations["fractions"], pupil_id=cast.lea.pk,
            skill=skill, level=2, written_at=NOW, written_by_id=cast.durand.pk,
        )  # fmt: skip
        Evaluation.objects.filter(pk=cast.evaluations["fractions"].pk).update(withdrawn_at=NOW)
    assert "compétences évaluées" not in visit("durand").get(path(cast, cast.lea.pk)).content.decode()


def test_the_classes_of_6e_and_3e_are_listed(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        cast.groups["4B"].code = "3e B"
        cast.groups["4B"].label = "3e B"
        cast.groups["4B"].save()
    there = "/0310001A/bulletins/cycles/"
    assert "3e B" in visit("durand").get(there).content.decode()
    assert "3e B" not in visit("petit").get(there).content.decode()
    page = visit("chef").get(there).content.decode()
    assert ("3e B" in page, "5e A" in page) == (True, False)


def test_until_2025_levels_gave_points(cast: Cast) -> None:
    levels = {domain: 1 + rank % 4 for rank, domain in enumerate(DOMAINS)}
    points = points_of(levels, 2, 2025, len(DOMAINS))
    assert points is not None
    assert (points.total, points.most) == (2 * (10 + 25 + 40 + 50) + 20, 400)
    without_one = points_of({**levels, "CPD_ETR": 0}, None, 2025, len(DOMAINS))
    assert without_one is not None
    assert without_one.total is None
    assert points_of(levels, None, 2017, len(DOMAINS)) is None


def test_since_2026_levels_give_none_and_the_page_says_why(cast: Cast, visit: Visit) -> None:
    points = points_of(dict.fromkeys(DOMAINS, 4), 2, 2026, len(DOMAINS))
    assert points is not None
    assert points.total is None
    page = visit("durand").get(path(cast, cast.lea.pk)).content.decode()
    assert "session 2027" in page
    assert "arrêté du 10 avril 2025" in page
