"""The permission matrix: for every screen, who of the cast it opens to. Everybody else meets a 404.

One file a room. A screen absent from `EXPECTED` fails the tests.
"""

from __future__ import annotations

from tests.matrix import (
    access,
    attendance,
    bulletins,
    bulletins_cards,
    bulletins_council,
    console,
    directory,
    exchange,
    grading,
    liaison,
    messaging,
    messaging_rights,
    news,
    outreach,
    portal,
    timetable,
    vigilance,
)
from tests.matrix.answer import Answer

EXPECTED: dict[str, Answer] = {
    **access.SCREENS,
    **attendance.SCREENS,
    **bulletins.SCREENS,
    **bulletins_cards.SCREENS,
    **bulletins_council.SCREENS,
    **console.SCREENS,
    **directory.SCREENS,
    **exchange.SCREENS,
    **grading.SCREENS,
    **liaison.SCREENS,
    **messaging.SCREENS,
    **messaging_rights.SCREENS,
    **news.SCREENS,
    **outreach.SCREENS,
    **portal.SCREENS,
    **timetable.SCREENS,
    **vigilance.SCREENS,
}
