"""Who the screens of the rights of messaging open to."""

from __future__ import annotations

from preau.messaging.models import Message
from tests.cast import Cast
from tests.mailing import written
from tests.matrix.answer import Answer, at_college, who

GROUP = at_college(group_id=lambda cast: cast.groups["4B"].pk)
_OF_THE_COLLEGE = who("lea noe marc sofia double durand petit cpe chef secretaire")


def waiting(cast: Cast) -> int:
    """A message of Léa's to many, that nobody has read yet."""
    return written(cast, "lea", "noe", state=Message.State.WAITING)


SCREENS: dict[str, Answer] = {
    "messaging:why": Answer(_OF_THE_COLLEGE, args=at_college()),
    "messaging:rights": Answer(who("chef"), args=at_college()),
    "messaging:group-rights": Answer(who("chef"), args=GROUP),
    "messaging:moderation": Answer(who("chef cpe"), args=at_college()),
    "messaging:decide": Answer(
        who("chef cpe"), args=at_college(message_id=waiting), post=lambda cast: {"geste": "laisser"}, status=(302,)
    ),
}
