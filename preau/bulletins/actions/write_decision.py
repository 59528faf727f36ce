"""Write what the council says of a pupil: a field as it is typed, or all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.bulletins.actions.write_appreciations import tidy, too_long
from preau.bulletins.class_term import closed_words, load_class_term
from preau.bulletins.decision import VOTES, Field, HeldDecision, hold_decision, said_by, write_held
from preau.bulletins.events_council import DecisionWritten
from preau.bulletins.policies import may_hold_council
from preau.bulletins.rules import MOST_VOTES, ORIENTATION_LENGTH, SYNTHESIS_LENGTH
from preau.foundation.ledger.record import record
from preau.grading.actions.write_marks import Outcome
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_LENGTHS = {Field.SYNTHESIS: SYNTHESIS_LENGTH, Field.ORIENTATION: ORIENTATION_LENGTH}


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What was typed in a field, and the version of the decision that the writer saw (0: nothing yet)."""

    field: Field
    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class FieldResult:
    """What became of a field, what it says now and since which version; `message` says what to do."""

    field: Field
    outcome: Outcome
    text: str
    version: int
    message: str = ""


@action
def write_decision(
    *, actor: Actor, school_id: int, term_id: int, pupil_id: int, said: Sequence[SaidOf]
) -> Mapping[Field, FieldResult]:
    """Write the fields that can be, each by itself, and say of each what became of it.

    - A field that changed since it was seen is left alone (`CONFLICT`, with what it says and who wrote it), unless
      the same is said (`SAME`). Other fields of the same pupil do not matter.
    - What is too long, is no mention of the school or no number of votes, and everything of a council that is
      closed, is `REFUSED` with a sentence.
    Errors: `NotAllowed` for who does not hold this council, or a pupil of another class.
    """
    term = load_class_term(term_id, school_id=school_id)
    if not may_hold_council(actor, school_id, term.form_teacher_ids):
        raise NotAllowed
    held = hold_decision(term, pupil_id)
    obstacle = obstacle_to_decide(is_term_closed=term.is_closed, is_council_closed=held.is_closed)
    results = {one.field: _judge(held, one, obstacle) for one in said}
    written = {field: one.text for field, one in results.items() if one.outcome is Outcome.WRITTEN}
    if written:
        write_held(actor, term, held, written)
        record(DecisionWritten(school_id, term_id, pupil_id, sorted(written)), actor=actor)
    return results


def obstacle_to_decide(*, is_term_closed: bool, is_council_closed: bool) -> str:
    """Why nothing is decided any more, in a sentence; '' when it may be."""
    if is_term_closed:
        return closed_words()
    if is_council_closed:
        return _("Le conseil est clos\u202f: rouvrez-le pour changer une décision.")
    return ""


def _judge(held: HeldDecision, said: SaidOf, obstacle: str) -> FieldResult:
    last = held.last

    def left(outcome: Outcome, message: str = "") -> FieldResult:
        return FieldResult(said.field, outcome, last.words[said.field], last.version, message)

    text = tidy(said.text)
    if text == last.words[said.field]:
        return left(Outcome.SAME)
    if obstacle:
        return left(Outcome.REFUSED, obstacle)
    changed = held.changed_since(said.field, said.seen)
    if changed is not None:
        now = last.words[said.field]
        message = _("%(who)s a écrit entre-temps\u202f: «\u202f%(text)s\u202f».") % {
            "who": said_by(changed),
            "text": (held.mentions.get(now, now) if said.field is Field.MENTION else now) or _("rien"),
        }
        return left(Outcome.CONFLICT, message)
    try:
        text = _checked(held, said.field, text)
    except NotPossible as refusal:
        return left(Outcome.REFUSED, refusal.message)
    return FieldResult(said.field, Outcome.WRITTEN, text, last.version + 1)


def _checked(held: HeldDecision, field: Field, text: str) -> str:
    """Errors: `NotPossible` for what a field does not take."""
    if field in _LENGTHS and len(text) > _LENGTHS[field]:
        raise NotPossible(too_long(len(text), _LENGTHS[field]))
    if field is Field.MENTION and text and text not in held.mentions:
        raise NotPossible(_("Cette mention n’est plus proposée\u202f: choisissez dans la liste."))
    if field in VOTES and text:
        if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) > MOST_VOTES:
            raise NotPossible(_("Un nombre de voix, de 0 à %(most)s.") % {"most": MOST_VOTES})
        return str(int(text))
    return text
