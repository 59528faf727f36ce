"""Texts about pupils that are written in a list, each saved by itself: what becomes of one that was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from preau.bulletins.actions.write_appreciations import tidy, too_long
from preau.bulletins.appreciation import by_whom
from preau.grading.actions.write_marks import Outcome


@dataclass(frozen=True, slots=True)
class Kept:
    """A text as it stands: since which version (0: never written), by whom; `most` characters. `obstacle`: why it
    cannot be written.
    """

    text: str
    version: int
    who: str
    at: datetime | None
    most: int
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """What was typed about a pupil (0: about the group), and the version that the writer saw."""

    pupil_id: int
    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of it, what is kept now and since which version; `message` says what to do."""

    pupil_id: int
    outcome: Outcome
    text: str
    version: int
    message: str = ""


def heard(kept: Kept, said: Saying) -> Heard:
    """- The same text is nothing new (`SAME`), even seen late.
    - What changed since it was seen is left alone (`CONFLICT`, with what it says and who wrote it).
    - What is too long or not written any more is `REFUSED` with a sentence.
    """

    def left(outcome: Outcome, message: str = "") -> Heard:
        return Heard(said.pupil_id, outcome, kept.text, kept.version, message)

    text = tidy(said.text)
    if text == kept.text:
        return left(Outcome.SAME)
    if kept.obstacle:
        return left(Outcome.REFUSED, kept.obstacle)
    if said.seen != kept.version:
        message = _("%(who)s a écrit entre-temps\u202f: «\u202f%(text)s\u202f».") % {
            "who": by_whom(kept.who, kept.at), "text": kept.text or _("rien"),
        }  # fmt: skip
        return left(Outcome.CONFLICT, message)
    if len(text) > kept.most:
        return left(Outcome.REFUSED, too_long(len(text), kept.most))
    return Heard(said.pupil_id, Outcome.WRITTEN, text, kept.version + 1)
