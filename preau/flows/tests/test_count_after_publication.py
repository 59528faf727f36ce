"""What a publication shows of decided averages, the figures of the class show too."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from preau.bulletins.models import ReportCard
from preau.bulletins.tests.editing import announce, first_term, publish
from preau.directory.models import Term
from preau.grading.actions.count_figures import count_figures
from preau.grading.actions.count_what_is_published import count_what_is_published
from preau.grading.actions.write_term_results import ResultKey, TypedResult, write_term_results
from preau.grading.decision import Decided
from preau.grading.models import GradebookFigures
from preau.kernel.actor import SYSTEM
from tests.cast import NOW, Cast, everywhere
from tests.house.test_actions import acting

Visit = Callable[[str], Client]


def decide(cast: Cast, text: str, *, seen: int = 0) -> None:
    """Mme Durand decides the average of Léa, whose marks make 14."""
    with everywhere(cast):
        write_term_results(
            actor=acting(cast, "durand"), school_id=cast.schools["college"].pk, kind="trimestre", number=1,
            gradebook_id=cast.gradebooks["maths"].pk,
            cells=[TypedResult(ResultKey(Decided.AVERAGE, cast.lea.pk), text, seen)],
        )  # fmt: skip


def counted(cast: Cast) -> tuple[int, Decimal | None]:
    """How many averages, and the highest: what the worker counts."""
    school, maths = cast.schools["college"].pk, cast.gradebooks["maths"].pk
    with everywhere(cast):
        count_figures(actor=SYSTEM, school_id=school, gradebook_id=maths)
        figures = GradebookFigures.objects.get(gradebook_id=maths, number=1)
        return figures.pupils, figures.highest


def jobs(name: str) -> list[dict[str, int]]:
    return [one.args for one in ProcrastinateJob.objects.filter(task_name__endswith=name).order_by("id")]


def worker_counts(cast: Cast) -> list[int]:
    with everywhere(cast):
        return count_what_is_published(
            actor=SYSTEM, school_id=cast.schools["college"].pk, term_id=first_term(cast)
        )


@pytest.mark.parametrize(("text", "after"), [("18", (1, Decimal(18))), ("nn", (0, None))])
def test_a_publication_brings_what_was_decided_into_the_figures(
    cast: Cast, visit: Visit, text: str, after: tuple[int, Decimal | None]
) -> None:
    decide(cast, text)
    assert counted(cast) == (1, Decimal(14))
    assert worker_counts(cast) == []
    with everywhere(cast):
        ReportCard.objects.update(published_at=None, announced_at=None)
    assert publish(visit("chef"), cast)[0] == 302
    announce(cast)
    asked = {"school_id": cast.schools["college"].pk, "term_id": first_term(cast)}
    assert asked in jobs("count_what_is_published_of")
    assert worker_counts(cast) == [cast.gradebooks["maths"].pk]
    assert counted(cast) == after


def test_a_class_where_nothing_was_decided_is_not_counted_again(cast: Cast) -> None:
    decide(cast, "18")
    decide(cast, "", seen=1)
    with everywhere(cast):
        Term.objects.filter(pk=first_term(cast)).update(published_at=NOW)
    assert worker_counts(cast) == []
    assert counted(cast) == (1, Decimal(14))


def test_what_is_mended_after_publication_is_counted_too(cast: Cast) -> None:
    decide(cast, "18")
    with everywhere(cast):
        Term.objects.filter(pk=first_term(cast)).update(published_at=NOW)
    assert worker_counts(cast) == [cast.gradebooks["maths"].pk]
    assert counted(cast) == (1, Decimal(18))
    with everywhere(cast):
        Term.objects.filter(pk=first_term(cast)).update(published_at=None)
    decide(cast, "17", seen=1)
    with everywhere(cast):
        Term.objects.filter(pk=first_term(cast)).update(published_at=NOW)
    assert counted(cast) == (1, Decimal(17))
