"""The statement of marks: what a family sees, from when, and where each average comes from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from preau.directory.models import Term
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.grading.actions.count_figures import count_figures
from preau.grading.actions.release_evaluation import release_evaluation
from preau.grading.models import Evaluation, Gradebook, GradebookFigures, GradingSettings, Mark, TermResult
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from tests.cast import NOW, TODAY, Cast, everywhere

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def page(client: Client, cast: Cast, *, explain: bool = False) -> str:
    door = f"/eleves/{cast.lea.pk}/notes/"
    answer = client.get(f"{door}{cast.gradebooks['maths'].pk}/" if explain else door)
    assert answer.status_code == 200
    return answer.content.decode()


def mark(cast: Cast, on: str, value: str, of: str = "lea") -> None:
    evaluation = cast.evaluations[on]
    with everywhere(cast):
        Mark.objects.update_or_create(
            evaluation=evaluation, pupil_id=cast.people[of].pk,
            defaults={
                "school": evaluation.school, "value": Decimal(value), "code": None, "written_at": NOW,
                "written_by_id": 1,
            },
        )  # fmt: skip


@pytest.mark.parametrize("who", ["lea", "marc", "sofia"])
def test_a_pupil_and_both_parents_read_the_same(cast: Cast, visit: Visit, who: str) -> None:
    html = page(visit(who), cast)
    assert "Mathématiques" in html
    assert "Fractions" in html
    assert "Claire Durand" in html


@pytest.mark.parametrize("who", ["noe", "jumeau_parent", "oncle", "durand", "chef"])
def test_others_meet_nothing(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(who).get(f"/eleves/{cast.lea.pk}/notes/").status_code in {302, 404}


def test_what_is_not_released_is_neither_seen_nor_counted(cast: Cast, visit: Visit) -> None:
    before = page(visit("marc"), cast)
    mark(cast, "volumes", "2")
    after = page(visit("marc"), cast)
    assert "Volumes" not in after
    assert "<b>14</b>" in before
    assert "<b>14</b>" in after


def test_families_may_see_it_later_than_the_pupil(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], parents_after_hours=48)
        Evaluation.objects.filter(pk=cast.evaluations["fractions"].pk).update(
            released_at=NOW - timedelta(hours=24)
        )
    assert "Fractions" in page(visit("lea"), cast)
    assert "Fractions" not in page(visit("marc"), cast)
    with clock.at(NOW + timedelta(hours=24)):
        assert "Fractions" in page(visit("marc"), cast)


def test_class_figures_need_five_marks(cast: Cast, visit: Visit) -> None:
    assert "classe" not in page(visit("marc"), cast)
    with everywhere(cast):
        Evaluation.objects.filter(pk=cast.evaluations["fractions"].pk).update(
            marked=5, total=Decimal(55), lowest=Decimal(6), highest=Decimal(16)
        )
    html = page(visit("marc"), cast)
    assert "classe 11 (6 à 16)" in html


def test_an_average_is_opened_down_to_its_rule(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Evaluation.objects.filter(pk=cast.evaluations["volumes"].pk).update(
            released_at=NOW, out_of=Decimal(10), is_rescaled=False, published_on=TODAY
        )
    mark(cast, "volumes", "8")
    html = page(visit("marc"), cast, explain=True)
    for words in (
        "Fractions",
        "Volumes",
        "14/20",
        "8/10",
        "22 ÷ 1,5",
        "≈\u202f14,67",
        "au dixième le plus proche",
    ):
        assert words in html
    assert "14,7" in html
    assert "Seul l’enseignant peut corriger\u202f: Claire Durand" in html


def test_what_the_teacher_decided_is_seen_once_the_term_is_published(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        term = Term.objects.get(group=cast.groups["4B"], number=1)
        TermResult.objects.create(
            school=cast.schools["college"], gradebook=cast.gradebooks["maths"], pupil_id=cast.lea.pk, term=term,
            average=Decimal(15), computed=Decimal(14), decided_at=NOW, decided_by_id=1,
        )  # fmt: skip
    assert "<b>14</b>" in page(visit("marc"), cast)
    with everywhere(cast):
        Term.objects.filter(pk=term.pk).update(published_at=NOW)
    assert "<b>15</b>" in page(visit("marc"), cast)
    assert "a décidé la moyenne" in page(visit("marc"), cast, explain=True)


def test_figures_are_of_what_families_may_see_and_counted_once(cast: Cast) -> None:
    mark(cast, "fractions", "10", of="noe")
    mark(cast, "volumes", "2")
    college, maths = cast.schools["college"].pk, cast.gradebooks["maths"].pk
    with everywhere(cast):
        assert count_figures(actor=SYSTEM, school_id=college, gradebook_id=maths)
        assert not count_figures(actor=SYSTEM, school_id=college, gradebook_id=maths)
        figures = GradebookFigures.objects.get(gradebook_id=maths, number=1)
        told = (figures.pupils, figures.lowest, figures.mean, figures.highest)
        assert told == (2, Decimal(10), Decimal(12), Decimal(14))
        Gradebook.objects.filter(pk=maths).update(version=99)
        assert count_figures(actor=SYSTEM, school_id=college, gradebook_id=maths)


def test_figures_wait_for_families_as_marks_do(cast: Cast) -> None:
    mark(cast, "fractions", "10", of="noe")
    college, maths = cast.schools["college"].pk, cast.gradebooks["maths"].pk
    with everywhere(cast):
        GradingSettings.objects.create(school_id=college, parents_after_hours=48)
        Evaluation.objects.filter(pk=cast.evaluations["fractions"].pk).update(
            released_at=NOW - timedelta(hours=24)
        )
        count_figures(actor=SYSTEM, school_id=college, gradebook_id=maths)
        assert GradebookFigures.objects.get(gradebook_id=maths, number=1).pupils == 0
        with clock.at(NOW + timedelta(hours=24)):
            release_evaluation(actor=SYSTEM, school_id=college, evaluation_id=cast.evaluations["fractions"].pk)
            count_figures(actor=SYSTEM, school_id=college, gradebook_id=maths)
        assert GradebookFigures.objects.get(gradebook_id=maths, number=1).pupils == 2


def test_a_release_is_told_when_its_hour_has_come(cast: Cast) -> None:
    college, volumes = cast.schools["college"].pk, cast.evaluations["volumes"].pk
    with everywhere(cast):
        assert not release_evaluation(actor=SYSTEM, school_id=college, evaluation_id=volumes)
        Evaluation.objects.filter(pk=volumes).update(released_at=NOW + timedelta(hours=1), published_on=TODAY)
        assert not release_evaluation(actor=SYSTEM, school_id=college, evaluation_id=volumes)
        with clock.at(NOW + timedelta(hours=2)):
            assert release_evaluation(actor=SYSTEM, school_id=college, evaluation_id=volumes)
    gather_listeners()
    deliver_all()


def test_the_general_average_is_for_schools_that_want_it(cast: Cast, visit: Visit) -> None:
    assert "moyenne générale" not in page(visit("marc"), cast)
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], shows_general=True)
    assert "moyenne générale" in page(visit("marc"), cast)
