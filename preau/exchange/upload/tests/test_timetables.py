"""EDT, UnDeuxTemps and STSweb through the same steps: pairing, three modes, one source a year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from preau.directory.models import Group, Membership, PersonKey, Pupil, School, Subject
from preau.exchange.edt.read import read_edt
from preau.exchange.edt.tests import feed as edt
from preau.exchange.sts.cli import bring_in
from preau.exchange.sts.tests.feed import Feed
from preau.exchange.udt.read import read_udt
from preau.exchange.udt.tests import feed as udt
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.groups import CREATE
from preau.exchange.upload.tests.conftest import Lay
from preau.exchange.upload.tests.test_wizard import page, started
from preau.exchange.upload.timetables.plan import Mode, TimetablePlan
from preau.exchange.weekly.records import GroupMember, Timetable
from preau.exchange.weekly.records import Pupil as ToldPupil
from preau.kernel.refusals import NotPossible
from preau.timetable.models import Alternation, Lesson, WeeklyCourse, WeeklyCourseGroup, WeeklyCourseTeacher
from tests.cast import Cast


def table(*changes: edt.Change) -> Timetable:
    """EXP_COURS.xml of the collège: mathematics in 4e B with Mme Durand, and what changes it."""
    usual = {"CLASSE": "4e B", "MAT_CODE": "MATHS", "MAT_LIBELLE": "Mathématiques", "PROF_NOM": "DURAND"}
    rows = [{**usual, "PROF_PRENOM": "CLAIRE", "ALTERNANCE": "H", **change} for change in changes or ({},)]
    return read_edt(edt.table(*rows), "EXP_COURS.xml", uai="0310001A")


def reasons(plan: TimetablePlan) -> str:
    return " ; ".join(anomaly.reason for anomaly in plan.anomalies)


def test_a_course_of_edt_comes_in_with_its_class_its_teacher_and_its_lessons(
    lay: Lay, cast: Cast, college: School
) -> None:
    lay(table())
    course = WeeklyCourse.objects.get(external_key__startswith="edt|")
    assert course.subject_id == cast.subjects["Mathématiques"].pk
    assert WeeklyCourseGroup.objects.get(weekly_course=course).group_id == cast.groups["4B"].pk
    assert WeeklyCourseTeacher.objects.get(weekly_course=course).person_id == cast.durand.pk
    days = Lesson.objects.filter(weekly_course=course).values_list("held_on", flat=True)
    assert len(days) > 4
    assert {day.isoweekday() for day in days} == {2}


def test_weeks_that_are_only_named_are_those_of_the_calendar(lay: Lay, college: School) -> None:
    lay(table({"ALTERNANCE": "Q1"}, {"ALTERNANCE": "Q2", "H.DEBUT": "09h00"}))
    weeks = {one.code: set(one.mondays) for one in Alternation.objects.filter(school=college)}
    assert weeks["Q1"].isdisjoint(weeks["Q2"])
    assert abs(len(weeks["Q1"]) - len(weeks["Q2"])) <= 1
    assert len(weeks["Q1"] | weeks["Q2"]) in range(34, 39)


def test_the_same_timetable_twice_changes_nothing(lay: Lay) -> None:
    told = table({}, {"CLASSE": "[4B LATIN]", "MAT_CODE": "LAT", "MAT_LIBELLE": "Latin", "H.DEBUT": "09h00"})
    assert not lay(told).is_nothing
    assert lay(told).is_nothing


def test_a_course_that_is_not_there_any_more_goes(lay: Lay) -> None:
    lay(table({}, {"H.DEBUT": "09h00"}))
    lay(table())
    assert WeeklyCourse.objects.filter(external_key__startswith="edt|").count() == 1


def test_an_unknown_class_is_paired_and_remembered(lay: Lay, cast: Cast) -> None:
    told = table({"CLASSE": "QUATRE-B"})
    with pytest.raises(NotPossible, match="Aucun cours du fichier ne peut entrer"):
        lay(told)
    lay(told, answers={("classe", "QUATRE-B"): cast.groups["4B"].pk})
    assert Pairing.objects.get(told="QUATRE-B").group_id == cast.groups["4B"].pk
    assert lay(told).is_nothing


def test_an_unknown_teacher_is_told_then_paired(lay: Lay, cast: Cast) -> None:
    told = table({"PROF_NOM": "MARTINEZ", "PROF_PRENOM": ""})
    plan = lay(told)
    assert "enseignant «\u202fMARTINEZ\u202f» sans correspondance" in reasons(plan)
    lay(told, answers={("enseignant", "MARTINEZ"): cast.petit.pk})
    assert (
        WeeklyCourseTeacher.objects.get(weekly_course__external_key__startswith="edt|").person_id == cast.petit.pk
    )


def test_a_subject_nobody_knows_is_the_school_s_own(lay: Lay, college: School) -> None:
    plan = lay(table({"MAT_CODE": "VDC", "MAT_LIBELLE": "Vie de classe"}), answers={("matiere", "VDC"): CREATE})
    assert plan.courses is not None
    assert Subject.objects.get(code="VDC").source == college.uai


def test_groups_alone_leave_the_courses_as_they_are(lay: Lay, college: School) -> None:
    told = table({"CLASSE": "4e B [4B LATIN]"})
    lay(told, mode=Mode.GROUPS)
    assert Group.objects.get(school=college, code="4B LATIN").origin == "edt"
    assert not WeeklyCourse.objects.exists()


def test_courses_alone_open_no_group(lay: Lay, college: School) -> None:
    lay(table({}, {"CLASSE": "[4B LATIN]", "H.DEBUT": "09h00"}), mode=Mode.COURSES)
    assert not Group.objects.filter(school=college, code="4B LATIN").exists()
    assert WeeklyCourse.objects.count() == 1


def test_the_members_of_a_group_of_the_software_are_its_own(lay: Lay, cast: Cast, college: School) -> None:
    told = table({"CLASSE": "4e B [4B LATIN]"})
    lea = GroupMember(ToldPupil("MARTIN-SÉGALA", "Léa"), "4B LATIN", is_division=False)
    noe = GroupMember(ToldPupil("BŒUF", "Noé"), "4B LATIN", is_division=False)
    stranger = GroupMember(ToldPupil("INCONNU", "Luc"), "4B LATIN", is_division=False)
    esp = GroupMember(ToldPupil("BŒUF", "Noé"), "4B ESP", is_division=False)
    plan = lay(with_members(told, lea, stranger, esp))
    assert "élève INCONNU Luc" in reasons(plan)
    latin = Group.objects.get(school=college, code="4B LATIN")
    assert Membership.objects.get(group=latin, ends_on=None).pupil == Pupil.objects.get(pk=cast.lea.pk)
    lay(with_members(told, noe))
    assert Membership.objects.get(group=latin, ends_on=None).pupil_id == cast.noe.pk
    assert not Membership.objects.filter(group=cast.groups["4B-ESP"], pupil_id=cast.noe.pk).exists()


def with_members(told: Timetable, *members: GroupMember) -> Timetable:
    return Timetable(**{name: getattr(told, name) for name in Timetable.__slots__} | {"members": members})


def test_the_source_does_not_change_in_mid_year_without_the_region(lay: Lay, cast: Cast) -> None:
    lay(table())
    other = read_udt(udt.export(), "export.zip", uai="0310001A")
    answers = {("classe", "6EME C"): cast.groups["4B"].pk}
    with pytest.raises(NotPossible, match="demandez l’accord de la Région"):
        lay(other, answers=answers)
    assert WeeklyCourse.objects.get().external_key.startswith("edt|")
    lay(other, answers=answers, mode=Mode.GROUPS)
    lay(other, answers=answers, switches_source=True)
    assert not WeeklyCourse.objects.filter(external_key__startswith="edt|").exists()
    assert WeeklyCourse.objects.filter(external_key__startswith="udt|").exists()


def test_a_pair_of_stsweb_is_the_same_timetable_by_both_doors(
    visit: Callable[[str], Client], cast: Cast, tmp_path: Path, college: School
) -> None:
    PersonKey.objects.create(person=cast.durand, source="016", kind=PersonKey.Kind.STS, key="500")
    bring_in(Feed().write(tmp_path))
    assert WeeklyCourse.objects.exists()
    pair = [(path.name, path.read_bytes()) for path in sorted(tmp_path.rglob("*.xml"))]
    at = started(visit("secretaire"), *pair)
    assert "les groupes et les cours" in page(visit("secretaire"), f"{at}correspondances/")
    assert "il n’y a rien à changer" in page(visit("secretaire"), f"{at}effet/")


def test_a_timetable_of_edt_goes_through_the_five_steps(visit: Callable[[str], Client], cast: Cast) -> None:
    secretary = visit("secretaire")
    course = {"CLASSE": "QUATRE-B", "PROF_NOM": "INCONNUE"}
    at = started(secretary, ("EXP_COURS.xml", edt.table(course)))
    shown = page(secretary, f"{at}correspondances/")
    assert "QUATRE-B" in shown
    assert "INCONNUE" in shown
    assert "Aucun cours du fichier ne peut entrer" in page(secretary, f"{at}effet/")
    sent = {"quoi_importer": "cours", "quoi": "classe", "lu": "QUATRE-B", "reponse": str(cast.groups["4B"].pk)}
    secretary.post(f"{at}correspondances/", sent)
    assert "nouveaux cours" in page(secretary, f"{at}effet/")
    assert secretary.post(f"{at}effet/", {"appliquer": "1"})["Location"] == f"{at}rapport/"
