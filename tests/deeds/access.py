"""Whom the actions of `access` obey."""

from __future__ import annotations

from tests.cast import NOW
from tests.deeds.asked import NOBODY, OFFICE, Asked, at_college
from tests.matrix.answer import EVERYBODY

ACTIONS: dict[str, Asked] = {
    "access.open_account": Asked(OFFICE, lambda cast: {"person_id": cast.lea.pk}),
    "access.open_accounts_for_school": Asked(OFFICE, at_college()),
    "access.issue_activation_codes": Asked(OFFICE, at_college(group_id=lambda cast: cast.groups["4B"].pk)),
    "access.renew_account": Asked(
        OFFICE, at_college(group_id=lambda cast: cast.groups["4B"].pk, person_id=lambda cast: cast.lea.pk)
    ),
    "access.reset_accounts": Asked(NOBODY, lambda cast: {"person_ids": [cast.lea.pk]}),
    "access.issue_cards_after_reset": Asked(
        OFFICE, at_college(person_ids=lambda cast: [cast.lea.pk], sheet=lambda cast: "crise")
    ),
    "access.choose_language": Asked(EVERYBODY | {"oncle"}, lambda cast: {"language": "en"}),
    "access.forget_expired": Asked(NOBODY, lambda cast: {}),
    "access.send_email_code": Asked(NOBODY, lambda cast: {"account_id": 1}),
    "access.send_reset_code": Asked(NOBODY, lambda cast: {"account_id": 1, "asked_at": NOW}),
}  # fmt: skip
