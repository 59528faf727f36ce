"""Add a part to a subject, with an average of its own (« Oral »), or change one (rule B2.6)."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.actions.arrange_gradebooks import check_weight
from preau.grading.events_books import SubSubjectWritten
from preau.grading.models import Gradebook, SubSubject
from preau.grading.policies import may_arrange
from preau.grading.rules import LABEL_LENGTH, MOST_SUB_SUBJECTS
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_sub_subject(
    *,
    actor: Actor,
    school_id: int,
    gradebook_id: int,
    label: str,
    coefficient: Decimal,
    best_bonus: Decimal = Decimal(0),
    sub_subject_id: int | None = None,
) -> SubSubject:
    """A new one comes last. Averages that it changes are counted again.

    Errors: `NotAllowed` for who arranges nothing in this school, or a gradebook or a part that are not open in it;
    `NotPossible`, with its field, for a name that is empty, too long or taken, or a weight out of bounds.
    """
    if not may_arrange(actor, school_id):
        raise NotAllowed
    book = (
        Gradebook.objects.select_for_update(no_key=True)
        .filter(school_id=school_id, pk=gradebook_id, closed_at=None)
        .first()
    )
    if book is None:
        raise NotAllowed
    known = {one.pk: one for one in SubSubject.objects.filter(gradebook=book, removed_at=None)}
    if sub_subject_id is not None and sub_subject_id not in known:
        raise NotAllowed
    if sub_subject_id is None and len(known) >= MOST_SUB_SUBJECTS:
        raise NotPossible(_("Un carnet a %(most)s sous-matières au plus.") % {"most": MOST_SUB_SUBJECTS})
    name = _named(label, [one.label for pk, one in known.items() if pk != sub_subject_id])
    check_weight("coefficient", coefficient)
    check_weight("best_bonus", best_bonus)
    part = known.get(sub_subject_id or 0) or SubSubject(
        school_id=school_id, gradebook=book, position=_last(gradebook_id)
    )
    if part.pk and (part.label, part.coefficient, part.best_bonus) == (name, coefficient, best_bonus):
        return part
    part.label, part.coefficient, part.best_bonus = name, coefficient, best_bonus
    part.save()
    book.version += 1
    book.save(update_fields=["version"])
    record(SubSubjectWritten(school_id, gradebook_id, part.pk), actor=actor)
    return part


def _named(label: str, others: list[str]) -> str:
    name = " ".join(label.split())
    if not words.folded(name):
        raise NotPossible(_("Donnez un nom à cette sous-matière."), field="label")
    if len(name) > LABEL_LENGTH:
        raise NotPossible(
            _("Un intitulé ne dépasse pas %(most)s caractères.") % {"most": LABEL_LENGTH}, field="label"
        )
    if words.folded(name) in {words.folded(other) for other in others}:
        raise NotPossible(_("Une sous-matière de ce carnet porte déjà ce nom."), field="label")
    return name


def _last(gradebook_id: int) -> int:
    last = SubSubject.objects.filter(gradebook_id=gradebook_id).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
