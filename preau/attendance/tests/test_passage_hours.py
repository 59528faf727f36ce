"""The hour of a passage: one told earlier is corrected, with its trace, and the page says which hour it kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pytest
from django.test import Client
from django.utils.html import escape

from preau.attendance.models import Passage
from preau.attendance.tests.test_measures import arrive
from preau.attendance.tests.test_passages import HERE
from preau.attendance.tests.test_passages import arrive as arrive_now
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def only(look: Look) -> Passage:
    with look():
        return Passage.objects.get()


def test_another_hour_corrects_the_first_and_leaves_a_trace(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    nurse = visit("cpe")
    arrive(nurse, cast, "09:40")
    for _again in range(2):
        assert arrive(nurse, cast, "09:20") == 302
    assert only(seen_everywhere).arrived_at == clock.instant(TODAY, time(9, 20))
    assert "À l’infirmerie depuis 9\u202fh\u202f20" in nurse.get(HERE).content.decode()
    events = [one for one in LedgerEvent.objects.order_by("id") if "Passage" in one.name]
    assert [one.name.rsplit(".", 1)[-1] for one in events] == ["PassageNoted", "PassageCorrected"]
    assert str(clock.instant(TODAY, time(9, 40))) in str(events[1].payload)


def test_saying_it_again_without_an_hour_keeps_the_first_and_says_which(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    nurse = visit("cpe")
    arrive(nurse, cast, "09:40")
    assert arrive_now(nurse, cast) == 302
    assert only(seen_everywhere).arrived_at == clock.instant(TODAY, time(9, 40))
    assert "À l’infirmerie depuis 9\u202fh\u202f40" in nurse.get(HERE).content.decode()


def test_an_hour_before_another_passage_is_refused(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    nurse = visit("cpe")
    arrive(nurse, cast, "09:00", "cdi")
    arrive(nurse, cast, "09:40")
    assert arrive(nurse, cast, "09:20") == 409
    with seen_everywhere():
        assert Passage.objects.get(left_at=None).arrived_at == clock.instant(TODAY, time(9, 40))


@pytest.mark.parametrize("asked", ["", "&q=mar"])
def test_with_an_hour_the_page_offers_to_correct_it(cast: Cast, visit: Visit, asked: str) -> None:
    nurse = visit("cpe")
    arrive(nurse, cast, "09:40")
    assert "Corriger" not in nurse.get(HERE).content.decode()
    page = nurse.get(f"{HERE}?lieu=infirmerie&heure=09:20{asked}").content.decode()
    assert "Corriger l’arrivée\u202f: 9\u202fh\u202f20" in page
    assert "arrive/infirmerie/?heure=09%3A20" in page


def test_another_place_keeps_the_hour_that_was_typed(visit: Visit) -> None:
    page = visit("cpe").get(f"{HERE}?lieu=infirmerie&heure=09:20&q=mar").content.decode()
    assert escape(f"{HERE}?lieu=cdi&q=mar&heure=09%3A20") in page
