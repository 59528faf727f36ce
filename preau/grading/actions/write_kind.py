"""Add a kind of evaluation to those of a school, or change one (capability C80)."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.events_settings import KindWritten
from preau.grading.models import EvaluationKind
from preau.grading.policies import may_set
from preau.grading.rules import KIND_LENGTH, LARGEST_COEFFICIENT, MOST_KINDS
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_kind(
    *,
    actor: Actor,
    school_id: int,
    label: str,
    coefficient: Decimal,
    is_test: bool,
    is_formative: bool,
    kind_id: int | None = None,
) -> EvaluationKind:
    """A new one comes last. Evaluations that have it keep what they are: it is what a new one starts with.

    Errors: `NotAllowed` for who does not set marks in this school, or a kind that is not of it; `NotPossible`,
    with its field, for a name that is empty, too long or taken, a coefficient out of bounds, or one kind too many.
    """
    if not may_set(actor, school_id):
        raise NotAllowed
    mine = EvaluationKind.objects.select_for_update().filter(school_id=school_id)
    known = {kind.pk: kind for kind in mine}
    if kind_id is not None and kind_id not in known:
        raise NotAllowed
    if kind_id is None and len(known) >= MOST_KINDS:
        raise NotPossible(
            _("La liste a déjà %(most)s natures\u202f: masquez-en, ou changez-en une.") % {"most": MOST_KINDS}
        )
    name = _named(label, [kind.label for pk, kind in known.items() if pk != kind_id])
    if not 0 <= coefficient <= LARGEST_COEFFICIENT:
        raise NotPossible(
            _("Le coefficient va de 0 à %(most)s.") % {"most": LARGEST_COEFFICIENT}, field="coefficient"
        )
    kind = (
        known[kind_id] if kind_id is not None else EvaluationKind(school_id=school_id, position=_last(school_id))
    )
    kind.label, kind.coefficient = name, coefficient
    kind.is_test, kind.is_formative = is_test, is_formative
    kind.save()
    record(KindWritten(school_id, kind.pk), actor=actor)
    return kind


def _named(label: str, others: list[str]) -> str:
    name = " ".join(label.split())
    if not words.folded(name):
        raise NotPossible(_("Donnez un nom à cette nature."), field="label")
    if len(name) > KIND_LENGTH:
        raise NotPossible(
            _("Le nom d’une nature ne dépasse pas %(most)s caractères.") % {"most": KIND_LENGTH}, field="label"
        )
    if words.folded(name) in {words.folded(other) for other in others}:
        raise NotPossible(_("Une nature porte déjà ce nom\u202f: elle est peut-être masquée."), field="label")
    return name


def _last(school_id: int) -> int:
    last = EvaluationKind.objects.filter(school_id=school_id).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
