"""Favourites: mine, in my order, however often the button is pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.access.actors import actor_under, attachments_of
from preau.kernel.actor import Profile
from preau.portal.actions.arrange_favourites import arrange_favourites
from preau.portal.models import Favourite
from tests.cast import Cast
from tests.together import elsewhere, swept, while_open

Visit = Callable[[str], Client]


def test_a_service_is_pinned_and_unpinned(cast: Cast, visit: Visit) -> None:
    lea = visit("lea")
    for gesture, kept in (("epingler", ["appel"]), ("epingler", ["appel"]), ("retirer", []), ("monter", [])):
        assert lea.post("/services/appel/favori/", {"geste": gesture}).status_code == 302
        assert list(Favourite.objects.filter(person=cast.lea).values_list("service", flat=True)) == kept


@pytest.mark.parametrize("gesture", ["", "effacer", "EPINGLER"])
def test_another_gesture_is_not_found(cast: Cast, visit: Visit, gesture: str) -> None:
    assert visit("lea").post("/services/appel/favori/", {"geste": gesture}).status_code == 404


def test_the_same_button_pressed_twice_at_once_pins_once(cast: Cast) -> None:
    def pin() -> None:
        arrange_favourites(
            actor=actor_under(
                Profile.PUPIL, attachments_of(cast.lea.pk), person_id=cast.lea.pk, first_name="", last_name=""
            ),
            service="appel",
            change="epingler",
        )

    with swept(cast):
        while_open(pin, pin)
        assert elsewhere(lambda: Favourite.objects.filter(person=cast.lea).count()) == 1
