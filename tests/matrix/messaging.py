"""Who the screens of `messaging` open to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.matrix.answer import EVERYBODY, Answer, at_college, who

#: Everybody of the schools has a box; an agent of the Region has none.
_WITH_A_BOX = EVERYBODY - {"agent"}
_OF_THE_COLLEGE = who("lea noe marc sofia double durand petit cpe chef secretaire")
_WITH_THE_MESSAGE = who("petit marc sofia")


def kept(name: str) -> Callable[[Cast], int]:
    """The id of what the cast keeps of messages under this name."""
    return lambda cast: cast.messages[name]


def only(**more: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, Any]]:
    """URL arguments without a school."""
    return lambda cast: {name: get(cast) for name, get in more.items()}


_THREAD = only(thread_id=kept("thread"))
_FOLDER = only(folder_id=kept("folder"))
_MESSAGE = at_college(message_id=kept("message"))
_LEAVING = at_college(message_id=kept("leaving"))

SCREENS: dict[str, Answer] = {
    "messaging:inbox": Answer(_WITH_A_BOX),
    "messaging:sent": Answer(_WITH_A_BOX),
    "messaging:drafts": Answer(_WITH_A_BOX),
    "messaging:search": Answer(_WITH_A_BOX),
    "messaging:arrange": Answer(
        _WITH_THE_MESSAGE,
        post=lambda cast: {"fil": cast.messages["thread"], "geste": "archives"},
        status=(302,),
    ),
    "messaging:empty-bin": Answer(_WITH_A_BOX, post=lambda cast: {}, status=(302,)),
    "messaging:setup": Answer(_WITH_A_BOX),
    "messaging:signature": Answer(_WITH_A_BOX, post=lambda cast: {"html": "Cordialement"}, status=(302,)),
    "messaging:folder": Answer(who("marc"), args=_FOLDER),
    "messaging:rename-folder": Answer(who("marc"), args=_FOLDER),
    "messaging:remove-folder": Answer(who("marc"), args=_FOLDER, post=lambda cast: {}, status=(302,)),
    "messaging:thread": Answer(_WITH_THE_MESSAGE, args=_THREAD),
    "messaging:mark": Answer(_WITH_THE_MESSAGE, args=_THREAD, post=lambda cast: {}, status=(302,)),
    "messaging:file": Answer(
        _WITH_THE_MESSAGE, args=_THREAD, post=lambda cast: {"geste": "archives"}, status=(302,)
    ),
    "messaging:attached": Answer(_WITH_THE_MESSAGE, args=only(file_id=kept("file")), is_download=True),
    "messaging:write": Answer(_OF_THE_COLLEGE, args=at_college()),
    "messaging:recipients": Answer(_OF_THE_COLLEGE, args=at_college()),
    "messaging:draft": Answer(who("petit"), args=at_college(draft_id=kept("draft"))),
    "messaging:answer": Answer(_WITH_THE_MESSAGE, args=_MESSAGE),
    "messaging:forward": Answer(_WITH_THE_MESSAGE, args=_MESSAGE),
    "messaging:readers": Answer(who("petit"), args=_MESSAGE),
    "messaging:undo": Answer(who("chef"), args=_LEAVING, post=lambda cast: {}, status=(302,)),
    "messaging:leave-now": Answer(who("chef"), args=_LEAVING, post=lambda cast: {}, status=(302,)),
    "messaging:recall": Answer(who("petit"), args=_MESSAGE),
    "messaging:recalls": Answer(who("chef cpe"), args=at_college()),
    "messaging:decide-recall": Answer(
        who("chef cpe"),
        args=at_college(message_id=kept("recall")),
        post=lambda cast: {"geste": "laisser"},
        status=(302,),
    ),
}
