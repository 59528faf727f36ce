"""What a tap may carry: a key shared by three buttons, minutes already said, a page from another moment."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from django.test import Client

from preau.attendance.models import Absence
from preau.attendance.tests.test_roll import facts, sheet_url, tap
from preau.kernel import clock
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
KEY = str(uuid.UUID(int=5))


def standing(cast: Cast, look: Look, pupil: str = "lea") -> tuple[bool, int | None] | None:
    """(is withdrawn, minutes) of what is noted of this pupil."""
    with look():
        row = Absence.objects.filter(pupil_id=cast.people[pupil].pk).first()
    return (row.withdrawn_at is not None, row.late_minutes) if row else None


def test_the_three_buttons_of_a_form_share_its_key_and_the_last_one_stands(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    teacher = visit("durand")
    tap(teacher, cast, "lea", "absent", cle=KEY)
    tap(teacher, cast, "lea", "present", cle=KEY)
    assert standing(cast, seen_everywhere) == (True, None)
    tap(teacher, cast, "lea", "retard", cle=KEY, minutes=10)
    tap(teacher, cast, "lea", "retard", cle=KEY, minutes=20)
    assert standing(cast, seen_everywhere) == (False, 20)


def test_a_key_that_served_for_one_pupil_does_not_silence_another(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    teacher = visit("durand")
    tap(teacher, cast, "lea", "absent", cle=KEY)
    tap(teacher, cast, "noe", "absent", cle=KEY)
    assert standing(cast, seen_everywhere, "noe") == (False, None)


def test_a_key_of_somebody_else_is_nothing_to_me(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "absent", cle=KEY)
    tap(visit("durand"), cast, "lea", "present")
    tap(visit("cpe"), cast, "lea", "absent", cle=KEY)
    assert standing(cast, seen_everywhere) == (False, None)


def test_saying_late_again_keeps_the_minutes(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "retard")
    with clock.at(NOW + timedelta(minutes=25)):
        tap(visit("durand"), cast, "lea", "retard")
    assert standing(cast, seen_everywhere) == (False, 5)
    assert facts() == ["attendance.RollOpened", "attendance.LateArrivalNoted"]


def test_a_refused_tap_leaves_no_open_sheet_behind(cast: Cast, visit: Visit) -> None:
    path = f"{sheet_url(cast)}eleve/{cast.lea.pk}/"
    for sent in ({"etat": "retard", "minutes": "999"}, {"etat": "parti"}, {"etat": "absent", "cle": "x"}, {}):
        assert visit("durand").post(path, sent).status_code == 409
    assert facts() == []
