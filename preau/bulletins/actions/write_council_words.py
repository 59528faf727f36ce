"""Write what the council says of the class, and the minutes of the parents' delegates."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.actions.write_appreciations import tidy, too_long
from preau.bulletins.events_council import CouncilWordsWritten
from preau.bulletins.holding import held_council, hold_term
from preau.bulletins.policies import may_publish
from preau.bulletins.rules import MINUTES_LENGTH, SYNTHESIS_LENGTH
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible


@action
def write_council_words(
    *, actor: Actor, school_id: int, term_id: int, seen: int, synthesis: str, minutes: str
) -> None:
    """Write, change or empty them; `seen` is the version of the council that the writer saw. Minutes come after
    the council, sometimes after its term: a closed term does not matter.

    Errors: `NotAllowed` for who does not hold it; `NotPossible` when it is not open yet, for a text too long or
    changed meanwhile, or for a form teacher once the direction validated it.
    """
    term = hold_term(actor, school_id=school_id, term_id=term_id)
    council = held_council(term)
    texts = {"synthesis": tidy(synthesis), "minutes": tidy(minutes)}
    if texts == {"synthesis": council.synthesis, "minutes": council.minutes}:
        return
    if council.validated_at is not None and not may_publish(actor, school_id):
        raise NotPossible(_("La direction a validé ce conseil\u202f: demandez-lui de le corriger."))
    for field, most in (("synthesis", SYNTHESIS_LENGTH), ("minutes", MINUTES_LENGTH)):
        if len(texts[field]) > most:
            raise NotPossible(too_long(len(texts[field]), most), field=field)
    if council.version != seen:
        raise NotPossible(
            _(
                "Ces textes ont changé entre-temps\u202f: ce qui est gardé est montré sous chaque champ. "
                "Reprenez-en ce qui convient, puis enregistrez."
            )
        )
    council.synthesis, council.minutes = texts["synthesis"], texts["minutes"]
    council.version += 1
    council.save()
    record(CouncilWordsWritten(school_id, term_id), actor=actor)
