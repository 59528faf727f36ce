"""Add a reason to the catalogue of a school."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Max
from django.utils.translation import gettext as _

from preau.attendance.catalogue import FLAGS
from preau.attendance.models import AbsenceReason
from preau.attendance.policies import may_set_attendance
from preau.attendance.settings_events import ReasonAdded
from preau.foundation.ledger.record import record
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: Characters of the name of a reason, at most.
LONGEST = 80
_MOST = 200


@action
def add_reason(*, actor: Actor, school_id: int, kind: str, label: str, flags: Mapping[str, bool]) -> AbsenceReason:
    """It comes last in its list.

    Errors: `NotAllowed` for who does not set presence here, or a kind that does not exist; `NotPossible` for a
    name that is empty, too long or already taken, or one reason too many.
    """
    if not may_set_attendance(actor, school_id) or kind not in AbsenceReason.Kind.values:
        raise NotAllowed
    mine = AbsenceReason.objects.filter(school_id=school_id)
    if mine.count() >= _MOST:
        raise NotPossible(_("La liste a déjà 200 motifs\u202f: rendez-en un plus général."))
    last = mine.aggregate(last=Max("position"))["last"]
    reason = AbsenceReason.objects.create(
        school_id=school_id,
        kind=kind,
        label=named(school_id, kind, label),
        code=_code(school_id, label),
        position=0 if last is None else last + 1,
        **{name: bool(flags.get(name)) for name in FLAGS},
    )
    record(ReasonAdded(school_id, reason.pk), actor=actor)
    return reason


def named(school_id: int, kind: str, label: str, *, besides: int | None = None) -> str:
    """The name as it is kept; refused when it is empty, too long, or that of another reason of this kind."""
    name = " ".join(label.split())
    if not words.folded(name):
        raise NotPossible(_("Donnez un nom à ce motif."), field="label")
    if len(name) > LONGEST:
        raise NotPossible(_("Le nom d’un motif ne dépasse pas 80 caractères."), field="label")
    others = AbsenceReason.objects.filter(school_id=school_id, kind=kind).values_list("pk", "label")
    if words.folded(name) in {words.folded(other) for pk, other in others if pk != besides}:
        raise NotPossible(_("Un motif porte déjà ce nom\u202f: il est peut-être masqué."), field="label")
    return name


def _code(school_id: int, label: str) -> str:
    """A code of our own, from the first name it had; a number after it when it is taken."""
    plain = "_".join(words.folded(label).split())[:60]
    taken = set(
        AbsenceReason.objects.filter(school_id=school_id, code__startswith=plain).values_list("code", flat=True)
    )
    if plain not in taken:
        return plain
    return next(code for n in range(2, _MOST + 2) if (code := f"{plain}_{n}") not in taken)
