"""Correct what attendance counts for a pupil, on her report card."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from preau.bulletins.appreciation import by_whom
from preau.bulletins.events_life import SchoolLifeCorrected
from preau.bulletins.life import hold_life, life_term
from preau.bulletins.models import SchoolLife
from preau.bulletins.rules import LIFE_REASON_LENGTH, MOST_HALF_DAYS
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible


@dataclass(frozen=True, slots=True)
class CorrectedNumbers:
    """What is printed instead of what is counted; None: what is counted."""

    justified: int | None = None
    unjustified: int | None = None
    late: int | None = None
    hours: Decimal | None = None

    @property
    def is_nothing(self) -> bool:
        """True when every number is the one that is counted."""
        return self == CorrectedNumbers()


@action
def correct_school_life(
    *, actor: Actor, school_id: int, term_id: int, pupil_id: int, seen: int, numbers: CorrectedNumbers, why: str
) -> None:
    """Print these numbers, for this reason; none at all comes back to what is counted. The same again: nothing.

    Errors: `NotAllowed` for who does not write school life here, or a pupil of another class; `NotPossible`
    without a reason, for a number out of bounds, a block that changed since it was seen, a term that is closed.
    """
    term = life_term(actor, school_id=school_id, term_id=term_id)
    kept = hold_life(term, [pupil_id])[pupil_id]
    why = "" if numbers.is_nothing else why.strip()
    row = SchoolLife.objects.filter(school_id=school_id, term_id=term_id, pupil_id=pupil_id).first()
    row = row or SchoolLife(school_id=school_id, term_id=term_id, pupil_id=pupil_id, version=0)
    if (CorrectedNumbers(row.justified, row.unjustified, row.late, row.hours), row.why) == (numbers, why):
        return
    if kept.obstacle:
        raise NotPossible(kept.obstacle)
    _check(numbers, why)
    if kept.version != seen:
        raise NotPossible(
            _("%(who)s a changé ce bloc entre-temps\u202f: relisez les nombres, puis enregistrez.")
            % {"who": by_whom(kept.who, kept.at)}
        )
    row.justified, row.unjustified, row.late = numbers.justified, numbers.unjustified, numbers.late
    row.hours, row.why, row.version = numbers.hours, why, row.version + 1
    row.written_at, row.written_by_id = clock.now(), actor.person_id
    row.save()
    record(
        SchoolLifeCorrected(school_id, term_id, pupil_id, numbers.justified, numbers.unjustified, numbers.late),
        actor=actor,
    )


def _check(numbers: CorrectedNumbers, why: str) -> None:
    bounded = {
        "justified": numbers.justified, "unjustified": numbers.unjustified, "late": numbers.late,
        "hours": numbers.hours,
    }  # fmt: skip
    for field, number in bounded.items():
        if number is not None and not 0 <= number <= MOST_HALF_DAYS:
            raise NotPossible(_("De 0 à %(most)s.") % {"most": MOST_HALF_DAYS}, field=field)
    if not numbers.is_nothing and not why:
        raise NotPossible(_("Dites pourquoi le nombre change\u202f: la raison reste écrite."), field="why")
    if len(why) > LIFE_REASON_LENGTH:
        raise NotPossible(_("%(most)s caractères au plus.") % {"most": LIFE_REASON_LENGTH}, field="why")
