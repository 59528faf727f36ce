"""What the actions of `messaging` are asked, and whom they obey."""

from __future__ import annotations

from uuid import UUID

from preau.directory.people.audience import Audience, Who
from preau.messaging.letter import Letter, Line
from tests.cast import Cast
from tests.deeds.asked import NOBODY, Asked, at_college
from tests.matrix.answer import who
from tests.matrix.messaging import kept, only

_OF_THE_COLLEGE = who("lea noe marc sofia double durand petit cpe chef secretaire")
_WITH_THE_MESSAGE = who("petit marc sofia")


def to_the_cpe(cast: Cast) -> Letter:
    to = Line(Audience(Who.PERSON, person_id=cast.cpe.pk, profile="vie_scolaire"))
    return Letter(subject="Réunion de rentrée", html="<p>D’accord.</p>", lines=(to,))


def key(cast: Cast) -> UUID:
    return UUID(int=701)


ACTIONS: dict[str, Asked] = {
    # In the thread of a message that three people have.
    "messaging.post_message": Asked(
        _WITH_THE_MESSAGE, at_college(letter=to_the_cpe, key=key, answers_id=kept("message"))
    ),
    "messaging.save_draft": Asked(_OF_THE_COLLEGE, at_college(letter=to_the_cpe, key=key)),
    "messaging.drop_draft": Asked(who("petit"), at_college(draft_id=kept("draft"))),
    "messaging.deliver_copies": Asked(NOBODY, at_college(message_id=kept("leaving"))),
    "messaging.follow_merge": Asked(
        NOBODY,
        only(kept_id=lambda cast: cast.marc.pk, gone_id=lambda cast: cast.sofia.pk, is_undone=lambda cast: False),
    ),
    "messaging.let_leave": Asked(who("chef"), at_college(message_id=kept("leaving"))),
    "messaging.undo_sending": Asked(who("chef"), at_college(message_id=kept("leaving"))),
    "messaging.recall_message": Asked(
        who("petit"), at_college(message_id=kept("message"), reason=lambda cast: "Mauvaise date")
    ),
    "messaging.decide_recall": Asked(
        who("chef cpe"), at_college(message_id=kept("recall"), is_agreed=lambda cast: True)
    ),
    "messaging.mark_threads": Asked(
        _WITH_THE_MESSAGE,
        only(thread_ids=lambda cast: [cast.messages["thread"]], is_read=lambda cast: True),
    ),
    "messaging.file_threads": Asked(
        _WITH_THE_MESSAGE,
        only(thread_ids=lambda cast: [cast.messages["thread"]], place=lambda cast: "archives"),
    ),
    "messaging.write_folder": Asked(who("marc"), only(label=lambda cast: "École", folder_id=kept("folder"))),
    "messaging.remove_folder": Asked(who("marc"), only(folder_id=kept("folder"))),
}
