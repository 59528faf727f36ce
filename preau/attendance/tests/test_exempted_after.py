"""An exemption written after the roll: the absence that it explains leaves the desk, and comes back without it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from preau.attendance.models import AbsencePeriod, Exemption
from preau.attendance.tests.saying import deliver
from preau.attendance.tests.test_exemptions import HERE, of_maths, write
from preau.attendance.tests.test_roll import tap
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
DESK = "/0310001A/absences/"


@pytest.fixture
def absent(cast: Cast, visit: Visit) -> None:
    """Durand noted Léa absent of mathematics."""
    tap(visit("durand"), cast, "lea", "absent")
    deliver()


def on_the_desk(visit: Visit) -> bool:
    return "Martin-Ségala Léa" in visit("cpe").get(DESK).content.decode()


def standing(cast: Cast, look: Look) -> list[AbsencePeriod]:
    with look():
        return list(AbsencePeriod.objects.filter(pupil_id=cast.lea.pk, withdrawn_at=None))


@pytest.mark.usefixtures("absent")
def test_it_leaves_the_desk_and_comes_back_when_it_was_an_error(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    assert on_the_desk(visit)
    assert write(visit("cpe"), cast, **of_maths(cast)) == 302
    deliver()
    assert not on_the_desk(visit)
    assert standing(cast, seen_everywhere) == []
    with seen_everywhere():
        number = Exemption.objects.get().pk
    assert visit("cpe").post(f"{HERE}{number}/retirer/").status_code == 302
    deliver()
    assert on_the_desk(visit)


@pytest.mark.usefixtures("absent")
def test_a_change_of_dates_gathers_the_days_it_left(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    write(visit("cpe"), cast, **of_maths(cast))
    deliver()
    with seen_everywhere():
        number = Exemption.objects.get().pk
    later = (TODAY + timedelta(days=7)).isoformat()
    said = {"debut": later, "fin": later, "semaines": "toutes", "vue": "1", **of_maths(cast)}
    assert visit("cpe").post(f"{HERE}{number}/", said).status_code == 302
    deliver()
    assert on_the_desk(visit)


@pytest.mark.usefixtures("absent")
def test_who_must_come_was_missed(cast: Cast, visit: Visit) -> None:
    write(visit("cpe"), cast, **of_maths(cast), vient="on")
    deliver()
    assert on_the_desk(visit)


@pytest.mark.usefixtures("absent")
def test_the_rest_of_the_absence_stays(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    """Léa also missed French: it alone is left."""
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    deliver()
    write(visit("cpe"), cast, **of_maths(cast))
    deliver()
    (period,) = standing(cast, seen_everywhere)
    assert period.starts_at == cast.lessons["francais"].starts_at
    assert period.ends_at == cast.lessons["francais"].ends_at
    notes = visit("cpe").get(f"{DESK}{period.pk}/").content.decode()
    assert "Mathématiques" not in notes.split("Ce que les appels ont noté")[1].split("Ce qui a été fait")[0]


def test_a_told_absence_no_longer_counts_that_lesson(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    said = {"debut": TODAY, "fin": TODAY}
    visit("cpe").post(f"{DESK}noter/?eleve={cast.lea.pk}", said)
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    (period,) = standing(cast, seen_everywhere)
    page = visit("cpe").get(f"{DESK}{period.pk}/").content.decode()
    assert "Aucun appel n’a rien noté" not in page
    write(visit("cpe"), cast, **of_maths(cast))
    deliver()
    assert "Aucun appel n’a rien noté" in visit("cpe").get(f"{DESK}{period.pk}/").content.decode()
