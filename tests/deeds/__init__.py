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
    "portal.arrange_favourites", "outreach.choose_outreach", "access.keep_device", "access.drop_device",
    "access.prove_oneself",
    "news.put_banner_away", "messaging.empty_bin", "messaging.write_signature",
}  # fmt: skip
#: A preference is no fact, nor is a sum that follows from facts.
UNRECORDED = {
    "portal.arrange_favourites", "grading.count_figures", "grading.count_what_is_published", "news.open_item",
    "news.put_banner_away",
    "outreach.decide_notices", "outreach.begin_sendings", "outreach.hand_over_sendings", "outreach.write_digests",
    "outreach.forget_sendings",
    "messaging.save_draft", "messaging.drop_draft", "messaging.mark_threads", "messaging.file_threads",
    "messaging.empty_bin", "messaging.write_folder", "messaging.remove_folder", "messaging.write_signature",
    "messaging.follow_merge",
}  # fmt: skip
