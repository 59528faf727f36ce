"""Say where classes gather when the alarm rings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from preau.attendance.events_measures import AssemblyWritten
from preau.attendance.models import AssemblyClass, AssemblyPoint
from preau.attendance.policies import may_set_attendance
from preau.directory.models import Group
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

MOST = 20
LONGEST = 60


@action
def write_assembly(*, actor: Actor, school_id: int, points: Sequence[str], places: Mapping[int, str]) -> None:
    """These points, in this order, and the point of each class by its name (`places`: group to label). All is
    written again; a class whose point is gone has none.

    Errors: `NotAllowed` for who does not set presence here, or a class of another school; `NotPossible` for a name
    twice, empty or too long, or too many.
    """
    if not may_set_attendance(actor, school_id):
        raise NotAllowed
    labels = [" ".join(label.split()) for label in points if label.strip()]
    if len(labels) > MOST or any(len(label) > LONGEST for label in labels):
        raise NotPossible(
            _("%(most)s points au plus, de %(longest)s caractères chacun.") % {"most": MOST, "longest": LONGEST},
            field="points",
        )
    if len(set(labels)) < len(labels):
        raise NotPossible(_("Deux points ont le même nom."), field="points")
    known = Group.objects.filter(school_id=school_id, pk__in=list(places), kind=Group.Kind.DIVISION)
    if known.count() < len(places):
        raise NotAllowed
    AssemblyPoint.objects.filter(school_id=school_id).delete()
    made = AssemblyPoint.objects.bulk_create(
        AssemblyPoint(school_id=school_id, label=label, position=position) for position, label in enumerate(labels)
    )
    by_label = {point.label: point for point in made}
    AssemblyClass.objects.bulk_create(
        AssemblyClass(school_id=school_id, point=by_label[label], group_id=group_id)
        for group_id, label in places.items()
        if label in by_label
    )
    record(AssemblyWritten(school_id, len(labels)), actor=actor)
