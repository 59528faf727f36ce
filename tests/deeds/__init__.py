"""What every action is asked, and whom it obeys: the second half of the matrix (`house/test_actions.py`).

One file a room. An action absent from here fails the tests.
"""

from __future__ import annotations

from tests.deeds import (
    access,
    attendance,
    bulletins,
    bulletins_cards,
    bulletins_council,
    console,
    directory,
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
from tests.deeds.asked import Asked

EXPECTED: dict[str, Asked] = {
    **access.ACTIONS,
    **attendance.ACTIONS,
    **bulletins.ACTIONS,
    **bulletins_cards.ACTIONS,
    **bulletins_council.ACTIONS,
    **console.ACTIONS,
    **directory.ACTIONS,
    **grading.ACTIONS,
    **liaison.ACTIONS,
    **messaging.ACTIONS,
    **messaging_rights.ACTIONS,
    **news.ACTIONS,
    **outreach.ACTIONS,
    **portal.ACTIONS,
    **timetable.ACTIONS,
    **vigilance.ACTIONS,
}

#: Who asks proves herself by a secret: nobody is known yet. Their rooms test them.
DOORS = {
    "access.sign_in", "access.activate_account", "access.ask_password_reset", "access.reset_password",
}  # fmt: skip
#: They touch what is the actor's own, and take no id of anything else.
OWN = {
    "access.sign_out", "access.sign_out_everywhere", "access.switch_profile", "access.change_password",
    "access.ask_email_change", "access.confirm_email", "timetable.make_agenda_link",
    "timetable.withdraw_agenda_link", "directory.ask_opposition", "directory.withdraw_opposition",
    "portal.arrange_favourites", "attendance.choose_alerts", "access.keep_device", "access.drop_device",
}  # fmt: skip
#: A preference is no fact, nor is a sum that follows from facts.
UNRECORDED = {
    "portal.arrange_favourites", "grading.count_figures", "grading.count_what_is_published", "news.open_item",
}  # fmt: skip
