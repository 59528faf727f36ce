"""Write appreciations of a gradebook: one as it is typed, or a page of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.bulletins.appreciation import Held, WordsKey, hold, not_evaluated, write_held
from preau.bulletins.events_words import AppreciationsWritten
from preau.bulletins.policies import may_write_appreciations
from preau.bulletins.sentences import filled
from preau.foundation.ledger.record import record
from preau.grading.actions.write_marks import Outcome
from preau.grading.book import GradebookHead, load_gradebook
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: Texts written at once, at most: more than any group has pupils.
MOST_TEXTS = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed for a pupil, and the version that the writer saw (0: nothing yet)."""

    key: WordsKey
    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a text, what is kept now and since which version; `message` says what to do."""

    key: WordsKey
    outcome: Outcome
    text: str
    version: int
    message: str = ""


@action
def write_appreciations(
    *, actor: Actor, school_id: int, gradebook_id: int, texts: Sequence[Said]
) -> Mapping[WordsKey, Result]:
    """Write what can be, each text by itself, and say of each what became of it.

    - A text whose version is not the one seen is left alone when it says something else (`CONFLICT`, with what it
      says and who wrote it); when it says the same, nothing is written (`SAME`).
    - What is too long for the school, has unknown braces, or is of a closed term, is `REFUSED` with a sentence.
    Errors: `NotAllowed` for who does not write in this gradebook, or a pupil who is not of it in that term;
    `NotPossible` for a subject that is not evaluated, or too many texts.
    """
    book = load_gradebook(gradebook_id, school_id=school_id)
    if not may_write_appreciations(actor, book):
        raise NotAllowed
    if not book.is_evaluable or book.is_closed:
        raise NotPossible(not_evaluated())
    if len(texts) > MOST_TEXTS:
        raise NotPossible(_("Trop de textes à la fois\u202f: enregistrez par groupe."))
    last = {said.key: said for said in texts}
    held = hold(actor, book, last)
    if len(held) < len(last):
        raise NotAllowed
    results = {key: _judge(book, held[key], said) for key, said in last.items()}
    written = {key: one.text for key, one in results.items() if one.outcome is Outcome.WRITTEN}
    if written:
        write_held(actor, book, written)
        record(
            AppreciationsWritten(school_id, gradebook_id, sorted({key.pupil_id for key in written})), actor=actor
        )
    return results


def tidy(text: str) -> str:
    """Without blanks around, nor at the end of lines, nor the null character, which PostgreSQL does not keep."""
    return "\n".join(line.rstrip() for line in text.replace("\0", "").strip().splitlines())


def too_long(length: int, most: int) -> str:
    """What is said of a text that does not fit."""
    return _("%(length)s caractères sur %(most)s\u202f: raccourcissez de %(less)s.") % {
        "length": length, "most": most, "less": length - most,
    }  # fmt: skip


def _judge(book: GradebookHead, held: Held, said: Said) -> Result:
    def left(outcome: Outcome, message: str = "") -> Result:
        return Result(held.key, outcome, held.text, held.version, message)

    try:
        text = filled(tidy(said.text), {"prenom": held.first_name, "nom": held.last_name, "matiere": book.subject})
    except NotPossible as refusal:
        return left(Outcome.REFUSED, refusal.message)
    if text == held.text:
        return left(Outcome.SAME)
    if held.obstacle:
        return left(Outcome.REFUSED, held.obstacle)
    if said.seen != held.version:
        message = _("%(who)s a écrit entre-temps\u202f: «\u202f%(text)s\u202f».") % {
            "who": held.by_whom, "text": held.text or _("rien"),
        }  # fmt: skip
        return left(Outcome.CONFLICT, message)
    if len(text) > held.most:
        return left(Outcome.REFUSED, too_long(len(text), held.most))
    return Result(held.key, Outcome.WRITTEN, text, held.version + 1)
