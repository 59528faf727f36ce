"""The results of a class for a term, as report cards read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from preau.directory.models import Membership, Term
from preau.grading.averages.general import InGeneral
from preau.grading.models import (
    Evaluation,
    Gradebook,
    GradebookTeacher,
    GradingSettings,
    Mark,
    SubSubject,
    TermResult,
)
from preau.grading.positioning import positioning_of
from preau.grading.queries.term_results import ClassResults, TermResultLine, class_results, figure_written
from tests.cast import NOW, YEAR_START, Cast, everywhere


def results(cast: Cast) -> ClassResults:
    with everywhere(cast):
        return class_results(cast.terms["4B-1"].pk, school_id=cast.schools["college"].pk)


def maths_of(cast: Cast, name: str) -> TermResultLine:
    (line,) = results(cast).of(cast.people[name].pk)
    return line


def give(cast: Cast, on: str, of: str, value: str) -> None:
    evaluation = cast.evaluations[on]
    with everywhere(cast):
        Mark.objects.update_or_create(
            evaluation=evaluation, pupil_id=cast.people[of].pk,
            defaults={
                "school": evaluation.school, "value": Decimal(value), "code": None, "written_at": NOW,
                "written_by_id": cast.durand.pk,
            },
        )  # fmt: skip


def decide(cast: Cast, of: str, **said: object) -> None:
    maths = cast.gradebooks["maths"]
    with everywhere(cast):
        TermResult.objects.create(
            school=maths.school, gradebook=maths, pupil_id=cast.people[of].pk, term=cast.terms["4B-1"],
            decided_at=NOW, decided_by_id=cast.durand.pk, **said,
        )  # fmt: skip


def test_of_each_pupil_what_is_computed_and_who_teaches(cast: Cast) -> None:
    lea, noe = maths_of(cast, "lea"), maths_of(cast, "noe")
    assert (lea.value, lea.written, lea.marks, lea.is_decided) == (Fraction(14), "14", 1, False)
    assert (noe.value, noe.written, noe.marks) == (None, "NN", 0)
    assert [(one.name, one.is_shown) for one in lea.subject.teachers] == [("Claire Durand", True)]
    assert (lea.positioning, noe.positioning) == (3, None)
    assert results(cast).pupil_ids == (cast.noe.pk, cast.lea.pk)


def test_what_is_decided_wins_and_the_computed_stays(cast: Cast) -> None:
    decide(cast, "lea", average=Decimal(17), computed=Decimal(14), why="Oral remarquable")
    decide(cast, "noe", positioning=2)
    lea, noe = maths_of(cast, "lea"), maths_of(cast, "noe")
    assert (lea.written, lea.computed_written, lea.is_decided, lea.positioning) == ("17", "14", True, 4)
    assert lea.decided is not None
    assert (lea.decided.why, lea.decided.decided_by) == ("Oral remarquable", "Claire Durand")
    assert (noe.written, noe.is_decided, noe.computed_positioning, noe.positioning) == ("NN", False, None, 2)
    assert results(cast).general_of(cast.lea.pk).value == Fraction(17)


def test_not_marked_replaces_an_average(cast: Cast) -> None:
    decide(cast, "lea", is_not_marked=True, computed=Decimal(14))
    assert (maths_of(cast, "lea").value, maths_of(cast, "lea").positioning) == (None, None)


def test_figures_are_of_the_whole_group_and_of_what_is_kept(cast: Cast) -> None:
    give(cast, "fractions", "noe", "10")
    decide(cast, "noe", average=Decimal(11), computed=Decimal(10))
    figures = maths_of(cast, "lea").subject.figures
    assert (figures.pupils, figures.mean) == (2, Fraction(25, 2))
    assert (figures.lowest, figures.highest) == (Fraction(11), Fraction(14))
    assert figure_written(figures.mean) == "12,5"
    assert results(cast).general_figures.mean == Fraction(25, 2)


def test_a_classmate_of_another_class_is_in_the_figures_alone(cast: Cast) -> None:
    give(cast, "fractions", "tom", "2")
    with everywhere(cast):
        own, college, tom = cast.terms["4B-1"], cast.schools["college"], cast.people["tom"].pk
        for group in ("5A", "CHORALE"):
            Membership.objects.create(school=college, group=cast.groups[group], pupil_id=tom, begins_on=YEAR_START)
        Term.objects.create(
            school=college, group=cast.groups["5A"], year=own.year, kind=own.kind, number=1,
            starts_on=own.starts_on, ends_on=own.ends_on,
        )  # fmt: skip
        Gradebook.objects.filter(pk=cast.gradebooks["maths"].pk).update(group=cast.groups["CHORALE"])
    assert results(cast).pupil_ids == (cast.lea.pk,)
    assert maths_of(cast, "lea").subject.figures.lowest == Fraction(2)


def test_what_a_pupil_left_without_a_mark_is_not_hers(cast: Cast) -> None:
    with everywhere(cast):
        maths = cast.gradebooks["maths"]
        latin = Gradebook.objects.create(
            school=maths.school, year=maths.year, group=maths.group, subject=cast.subjects["Français"], position=1,
            in_general=InGeneral.BONUS,
        )  # fmt: skip
        GradebookTeacher.objects.create(
            school=maths.school, gradebook=latin, person=cast.petit, begins_on=YEAR_START, is_shown=False
        )
    assert [one.subject.label for one in results(cast).of(cast.lea.pk)] == ["Mathématiques", "Français"]
    with everywhere(cast):
        Gradebook.objects.filter(pk=latin.pk).update(closed_at=NOW)
    assert [one.subject.label for one in results(cast).of(cast.lea.pk)] == ["Mathématiques"]


def test_parts_marks_not_yet_seen_and_choices_of_the_school(cast: Cast) -> None:
    with everywhere(cast):
        maths = cast.gradebooks["maths"]
        oral = SubSubject.objects.create(school=maths.school, gradebook=maths, label="Oral, « à l’aise »")
        Evaluation.objects.filter(pk=cast.evaluations["volumes"].pk).update(sub_subject=oral)
        GradingSettings.objects.create(
            school=maths.school, rounding="entier", shows_general=True, positioning=[5, 10, 19], fewest_marks=7
        )
    give(cast, "volumes", "lea", "19")
    lea = maths_of(cast, "lea")
    assert (lea.value, lea.written, lea.positioning) == (Fraction(33, 2), "17", 3)
    assert lea.subject.parts[oral.pk] == "Oral, « à l’aise »"
    assert {one.average.value for one in lea.computed.parts} >= {Fraction(19), Fraction(14)}
    assert (results(cast).shows_general, results(cast).fewest_marks) == (True, 7)


def test_one_statement_whatever_the_class(cast: Cast) -> None:
    with everywhere(cast), CaptureQueriesContext(connection) as asked:
        class_results(cast.terms["4B-1"].pk, school_id=cast.schools["college"].pk)
    assert len(asked) == 1


def test_the_term_of_another_school_says_nothing(cast: Cast) -> None:
    with everywhere(cast):
        assert class_results(cast.terms["4B-1"].pk, school_id=cast.schools["twin"].pk).pupil_ids == ()


@pytest.mark.parametrize(
    ("average", "level"), [("0", 1), ("6.9", 1), ("7", 2), ("11.9", 2), ("12", 3), ("16", 4), ("20", 4)]
)
def test_a_level_begins_at_its_average(average: str, level: int) -> None:
    assert positioning_of(Decimal(average), [Decimal(7), Decimal(12), Decimal(16)]) == level
