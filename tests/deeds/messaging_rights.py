"""Whom the actions of the rights of messaging obey."""

from __future__ import annotations

from preau.messaging.actions.choose_writing_rules import Caps
from tests.deeds.asked import Asked, at_college
from tests.matrix.answer import who
from tests.matrix.messaging_rights import waiting

HEAD = who("chef")

ACTIONS: dict[str, Asked] = {
    "messaging.choose_writing_rules": Asked(
        HEAD,
        at_college(widths=lambda cast: {("eleve", "eleve"): "aucun"}, caps=lambda cast: Caps(12, 40, 15, 60)),
    ),
    "messaging.reset_writing_rules": Asked(HEAD, at_college()),
    "messaging.choose_group_rules": Asked(
        HEAD,
        at_college(group_id=lambda cast: cast.groups["4B"].pk, choices=lambda cast: {("eleve", "eleve"): False}),
    ),
    "messaging.decide_message": Asked(
        who("chef cpe"), at_college(message_id=waiting, is_approved=lambda cast: True)
    ),
}
