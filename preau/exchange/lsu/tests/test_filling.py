"""A school drawn at random and filled from the tables: its file is valid in every version (capability C96)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from preau.bulletins.models import CycleReport, ProgrammeElement
from preau.directory.models import (
    AdultOpposition,
    Enrolment,
    Group,
    Guardianship,
    Membership,
    Person,
    PersonKey,
    Pupil,
    School,
    SchoolYear,
)
from preau.exchange.lsu.check import Checked, check
from preau.exchange.lsu.filling.address import address_of
from preau.exchange.lsu.filling.fill import Filled, fill
from preau.exchange.lsu.records import Livret
from preau.exchange.lsu.reports import Address, EvaluationStatus, PeriodReport, SubjectReport
from preau.exchange.lsu.tests.college import faults, needs_corpus
from preau.exchange.lsu.tests.generated import AFTER, STARTS, Fill, generate, some_pupil
from preau.exchange.lsu.versions import LATEST, VERSIONS
from preau.exchange.lsu.write import xml_bytes
from preau.grading.models import Evaluation, Gradebook, Mark, TermResult


def report_of(livret: Livret, pupil: Pupil, period: str = "trimestre-1") -> PeriodReport:
    return next(one for one in livret.period_reports if (one.pupil, one.period) == (f"E{pupil.pk}", period))


def subject_of(livret: Livret, pupil: Pupil, code: str) -> SubjectReport:
    """What is said of her in this subject, in the first term."""
    key = next(one.key for one in livret.disciplines if one.code == code)
    return next(one for one in report_of(livret, pupil).subjects if one.discipline == key)


def blocking(one: Filled) -> list[str]:
    return [finding.sentence for finding in (*one.findings, *check(one.livret, LATEST).blocking)]


@needs_corpus
@pytest.mark.parametrize("seed", range(3))
def test_a_whole_school_is_valid_in_every_version(school: School, filled: Fill, seed: int) -> None:
    generate(school, seed)
    one = filled()
    assert (len(one.livret.period_reports), len(one.livret.cycle_reports)) == (2 * 4 * 3, 2 * 4)
    for version in VERSIONS:
        checked = check(one.livret, version)
        assert [finding.sentence for finding in (*one.findings, *checked.blocking)] == []
        assert faults(xml_bytes(checked), version) == []


@needs_corpus
@pytest.mark.parametrize("seed", range(10, 16))
def test_whatever_is_missing_is_told_or_the_file_is_valid(school: School, filled: Fill, seed: int) -> None:
    drawn = generate(school, seed, pupils=2)
    rows: list[Model] = [*PersonKey.objects.filter(source="016")]
    for model in (ProgrammeElement, Mark, TermResult, CycleReport):
        rows += model.objects.filter(school=school)
    for row in rows:
        if drawn.rng.random() < 0.3:
            row.delete()
    one = filled()
    for version in VERSIONS:
        checked = check(one.livret, version)
        if checked.is_ready:
            assert faults(xml_bytes(checked), version) == []
        else:
            assert faults(xml_bytes(Checked(checked.livret, version, ())), version) != []


def test_numbers_are_those_of_siecle_and_sts(school: School, filled: Fill) -> None:
    generate(school, 1)
    livret = filled().livret
    keys = dict(PersonKey.objects.filter(source="016").values_list("person_id", "key"))
    assert [one.siecle_id for one in livret.pupils] == [keys[int(one.key[1:])] for one in livret.pupils]
    assert [one.sts_id for one in livret.teachers] == [keys[int(one.key[1:])] for one in livret.teachers]


def test_a_number_of_another_academie_is_none_of_hers(school: School, filled: Fill) -> None:
    generate(school, 1)
    pupil = some_pupil(school)
    PersonKey.objects.filter(person_id=pupil.pk).update(source="011")
    assert any("il manque le numéro SIECLE" in sentence for sentence in blocking(filled("trimestre-1")))


def test_a_subject_marked_by_two_teachers_is_one(school: School, filled: Fill) -> None:
    generate(school, 1)
    pupil = some_pupil(school)
    for part, mark, weight in (("", 10, 1), ("Oral", 16, 2)):
        book = Gradebook.objects.get(group__code="3e 1", subject__code="020700", part=part)
        Gradebook.objects.filter(pk=book.pk).update(coefficient=weight)
        TermResult.objects.filter(gradebook=book, pupil=pupil).delete()
        tests = Evaluation.objects.filter(gradebook=book)
        Mark.objects.filter(pupil=pupil, evaluation__in=tests).delete()
        for test in tests:
            Mark.objects.create(
                school=school, evaluation=test, pupil=pupil, value=Decimal(mark) * (test.out_of or 20) / 20,
                written_at=AFTER, written_by_id=1,
            )  # fmt: skip
    assert subject_of(filled("trimestre-1").livret, pupil, "020700").pupil_average == "14"


def test_support_without_a_subject_takes_that_of_its_teacher(school: School, filled: Fill) -> None:
    generate(school, 1)
    livret = filled().livret
    (support,) = livret.supports
    assert [one.code for one in livret.disciplines if one.key in support.disciplines] == ["080100"]
    assert {group.project for group in livret.support_groups} == {support.key}


@pytest.mark.parametrize(
    ("codes", "status"),
    [(("disp",), EvaluationStatus.EXEMPTED), (("abs",), EvaluationStatus.NOT_GRADED), ((), None)],
)
def test_why_there_is_no_average_is_said(
    school: School, filled: Fill, codes: tuple[str, ...], status: EvaluationStatus | None
) -> None:
    generate(school, 1)
    pupil = some_pupil(school)
    TermResult.objects.filter(pupil=pupil).delete()
    Mark.objects.filter(pupil=pupil).delete()
    for code in codes:
        for test in Evaluation.objects.filter(gradebook__subject__code="061300", gradebook__group__code="3e 1"):
            Mark.objects.create(
                school=school, evaluation=test, pupil=pupil, code=code, written_at=AFTER, written_by_id=1
            )
    said = subject_of(filled("trimestre-1").livret, pupil, "061300")
    assert (said.pupil_average, said.pupil_status) == ("", status)


def test_who_is_in_two_classes_is_told_by_name(school: School, filled: Fill) -> None:
    generate(school, 1)
    pupil = some_pupil(school)
    other = Group.objects.get(school=school, code="6e 1")
    Membership.objects.create(school=school, group=other, pupil=pupil, begins_on=STARTS)
    told = blocking(filled("trimestre-1"))
    name = f"{pupil.person.last_name} {pupil.person.first_name}"
    assert any(name in one and "un élève n’est que dans une classe" in one for one in told)


def test_who_changed_class_has_the_last_one(school: School, filled: Fill) -> None:
    generate(school, 1)
    pupil, moved_on = some_pupil(school), date(2027, 1, 10)
    Membership.objects.filter(pupil=pupil, group__code="3e 1").update(ends_on=moved_on)
    other = Group.objects.get(school=school, code="6e 1")
    Membership.objects.create(school=school, group=other, pupil=pupil, begins_on=moved_on)
    one = filled("trimestre-1", "trimestre-2")
    assert [pupil_.division for pupil_ in one.livret.pupils if pupil_.key == f"E{pupil.pk}"] == ["6e 1"]
    assert len([report for report in one.livret.period_reports if report.pupil == f"E{pupil.pk}"]) == 2


def test_who_left_before_the_end_is_not_there(school: School, filled: Fill) -> None:
    generate(school, 1)
    pupil, left_on = some_pupil(school), date(2026, 10, 15)
    Membership.objects.filter(pupil=pupil).update(ends_on=left_on)
    Enrolment.objects.filter(pupil=pupil).update(ends_on=left_on)
    assert f"E{pupil.pk}" not in {one.key for one in filled("trimestre-1").livret.pupils}


def test_a_cycle_left_out_is_not_asked_for(school: School) -> None:
    generate(school, 1)
    pupil, year = some_pupil(school), SchoolYear.objects.get()
    CycleReport.objects.filter(pupil=pupil).delete()
    assert fill(school.pk, year.pk, ["cycle"], [pupil.pk]).findings == ()


def test_guardians_of_an_adult_who_opposes_are_not_named(school: School, filled: Fill) -> None:
    generate(school, 1)
    pupil = some_pupil(school)
    informed = {"is_informed": True, "may_consult": True, "may_decide": True}
    for rank, level in enumerate((1, 2, 1)):
        parent = Person.objects.create(last_name=f"P{rank}", first_name="Alix", sorting_name=f"p{rank}")
        Guardianship.objects.create(
            pupil=pupil, guardian=parent, level=level, rank=10 + rank, begins_on=STARTS, **informed
        )
    legal = [one for one in report_of(filled("trimestre-1").livret, pupil).guardians if one.is_legal1]
    assert len(legal) == 1
    AdultOpposition.objects.create(pupil=pupil, office=school, begins_on=STARTS + timedelta(days=9))
    assert report_of(filled("trimestre-1").livret, pupil).guardians == ()


def test_statements_do_not_grow_with_the_pupils(school: School, filled: Fill) -> None:
    counts = []
    generate(school, 1, pupils=2)
    for _turn in range(2):
        with CaptureQueriesContext(connection) as captured:
            filled()
        counts.append(len(captured))
        for group in Group.objects.filter(school=school):
            for n in range(5):
                person = Person.objects.create(last_name=f"N{n}", first_name="Zoé", sorting_name=f"n{n}")
                pupil = Pupil.objects.create(person=person)
                Membership.objects.create(school=school, group=group, pupil=pupil, begins_on=STARTS)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("3 rue Neuve\n31000 Toulouse", Address("31000", "Toulouse", "3 rue Neuve")),
        ("Bât. A\n3 rue Neuve\n66000  Perpignan\nEspagne", Address("66000", "Perpignan", "Bât. A", "3 rue Neuve")),
        ("31000 Toulouse", None),
        ("3 rue Neuve", None),
        ("", None),
    ],
)
def test_an_address_is_cut_as_the_record_asks(text: str, address: Address | None) -> None:
    assert address_of(text) == address


def test_a_long_line_of_an_address_is_cut_between_words() -> None:
    found = address_of(f"{'mot ' * 30}\n31000 Toulouse")
    assert found is not None
    assert max(len(line) for line in (found.line1, found.line2, found.line3, found.line4)) <= 50
    assert found.line3
