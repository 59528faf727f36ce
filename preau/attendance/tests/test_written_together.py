"""Two people write the same page at the same instant: the second reads a sentence, and nothing fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from preau.access.actors import actor_under, attachments_of
from preau.attendance.actions.write_assembly import PointWords, write_assembly
from preau.attendance.actions.write_measures import write_measures
from preau.attendance.measuring import MeasureWords
from preau.attendance.models import AbsenteeismMeasures, AssemblyPoint
from preau.attendance.queries.assembly import Assembly
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from tests.cast import TODAY, Cast, everywhere
from tests.together import swept, while_open

Gesture = Callable[[], object]
Writing = Callable[[Actor, int], object]
NOTHING = Assembly((), ()).mark


@pytest.fixture(autouse=True)
def _swept(cast: Cast) -> Iterator[None]:
    with swept(cast):
        yield


def by(cast: Cast, name: str, writing: Writing) -> Gesture:
    """This person writes it, as somebody at another desk does."""

    def write() -> object:
        school, someone = cast.schools["college"].pk, cast.people[name]
        with transaction.atomic(), school_scope([school]):
            actor = actor_under(
                cast.profiles[name], attachments_of(someone.pk), person_id=someone.pk, first_name="", last_name=""
            )
            return writing(actor, school)

    return write


def points(label: str, seen: str | None) -> Writing:
    return lambda actor, school: write_assembly(
        actor=actor, school_id=school, points=[PointWords(label)], places={}, seen=seen
    )


def test_of_two_lists_of_points_the_first_stands_for_who_saw_the_page(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="entre-temps"):
        while_open(by(cast, "chef", points("Stade", NOTHING)), by(cast, "cpe", points("Stade", NOTHING)))
    with everywhere(cast):
        assert [one.label for one in AssemblyPoint.objects.all()] == ["Stade"]


def test_of_two_who_saw_nothing_the_last_stands(cast: Cast) -> None:
    while_open(by(cast, "chef", points("Stade", None)), by(cast, "cpe", points("Stade", None)))
    with everywhere(cast):
        assert [one.label for one in AssemblyPoint.objects.all()] == ["Stade"]


def test_of_the_first_measures_of_a_month_the_first_stand(cast: Cast) -> None:
    def measures(text: str) -> Writing:
        return lambda actor, school: write_measures(
            actor=actor, school_id=school, pupil_id=cast.lea.pk, month=TODAY, said=MeasureWords(measures=text)
        )

    with pytest.raises(NotPossible, match="entre-temps"):
        while_open(by(cast, "chef", measures("Tutorat")), by(cast, "cpe", measures("Soutien")))
    with everywhere(cast):
        assert AbsenteeismMeasures.objects.get().measures == "Tutorat"
