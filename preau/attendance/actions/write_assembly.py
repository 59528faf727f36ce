"""Say where classes gather when the alarm rings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.events_measures import AssemblyWritten
from preau.attendance.models import AssemblyClass, AssemblyPoint
from preau.attendance.policies import may_set_attendance
from preau.attendance.queries.assembly import assembly_of
from preau.directory.models import Group
from preau.foundation.ledger.record import record
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

MOST = 20
LONGEST = 60

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('assembly_point', %s))"


@dataclass(frozen=True, slots=True)
class PointWords:
    """A point: its name, and its id when it is known already."""

    label: str
    point_id: int | None = None


@action
def write_assembly(
    *,
    actor: Actor,
    school_id: int,
    points: Sequence[PointWords],
    places: Mapping[int, int | None],
    seen: str | None = None,
) -> None:
    """These points, in this order, and the point of each class (`places`: group to point). A point that is not
    said any more goes, and so does one without a name; a new name keeps the classes. `seen`: `Assembly.mark` of
    what the screen showed.

    Errors: `NotAllowed` for who does not set presence here, or a point or a class of another school; `NotPossible`
    for a name twice or too long, too many, or when somebody wrote meanwhile.
    """
    if not may_set_attendance(actor, school_id):
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [school_id])
    standing = assembly_of(school_id)
    if seen is not None and seen != standing.mark:
        raise NotPossible(_("Quelqu’un a changé ces points entre-temps\u202f: rechargez la page."))
    said = [PointWords(" ".join(one.label.split()), one.point_id) for one in points if one.label.strip()]
    _check(said)
    known = {
        pk: AssemblyPoint(pk=pk, school_id=school_id, label=label, position=position)
        for position, (pk, label) in enumerate(standing.points)
    }
    if any(one.point_id is not None and one.point_id not in known for one in said):
        raise NotAllowed
    groups = Group.objects.filter(school_id=school_id, pk__in=list(places), kind=Group.Kind.DIVISION)
    if groups.count() < len(places):
        raise NotAllowed
    kept = _write(school_id, said, known)
    AssemblyClass.objects.filter(school_id=school_id, group_id__in=list(places)).delete()
    AssemblyClass.objects.bulk_create(
        AssemblyClass(school_id=school_id, point_id=point_id, group_id=group_id)
        for group_id, point_id in places.items()
        if point_id in kept
    )
    record(AssemblyWritten(school_id, len(said)), actor=actor)


def _write(school_id: int, said: Sequence[PointWords], known: Mapping[int, AssemblyPoint]) -> set[int]:
    """Write the points; the ids of those that stay."""
    kept = {one.point_id: position for position, one in enumerate(said) if one.point_id is not None}
    AssemblyPoint.objects.filter(school_id=school_id).exclude(pk__in=list(kept)).delete()
    for point_id, position in kept.items():
        known[point_id].label, known[point_id].position = said[position].label, position
    AssemblyPoint.objects.bulk_update([known[pk] for pk in kept], ["label", "position"])
    AssemblyPoint.objects.bulk_create(
        AssemblyPoint(school_id=school_id, label=one.label, position=position)
        for position, one in enumerate(said)
        if one.point_id is None
    )
    return set(kept)


def _check(said: Sequence[PointWords]) -> None:
    if len(said) > MOST or any(len(one.label) > LONGEST for one in said):
        raise NotPossible(
            _("%(most)s points au plus, de %(longest)s caractères chacun.") % {"most": MOST, "longest": LONGEST},
            field="nouveaux",
        )
    if len({words.folded(one.label) for one in said}) < len(said):
        raise NotPossible(_("Deux points ont le même nom\u202f: changez l’un des deux."), field="nouveaux")
