"""Write when bells ring on a site of the school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from django.db.models import Q
from django.utils.translation import gettext as _

from preau.directory.models import Group
from preau.foundation.ledger.record import record
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.events import BellGridWritten
from preau.timetable.models import BellGrid, BellGridGroup, BellSlot
from preau.timetable.policies import may_manage_building
from preau.timetable.rules import BREAK_NAMES


@dataclass(frozen=True, slots=True)
class Slot:
    """From a bell to another, on the wall of Paris; `weekday` 0: every day, 1 Monday … 6 Saturday."""

    label: str
    starts_at: time
    ends_at: time
    weekday: int = 0


@action
def write_bell_grid(
    *, actor: Actor, school_id: int, label: str, site: str, slots: Sequence[Slot], group_ids: Sequence[int] = ()
) -> None:
    """The grid of this name has these slots, and no other; without a slot it is removed. What is between two slots
    is a break: no slot, hence no lesson and no roll. It rings for `group_ids`, whom it takes from any other grid;
    named for nobody, it rings for those that no grid is named for.

    Errors: `NotAllowed` for who does not write the bells of this school; `NotPossible` for a grid without a name,
    a slot that ends before it starts, two that meet on a same day, a break written as a slot, or a group that is
    not there.
    """
    if not may_manage_building(actor, school_id):
        raise NotAllowed
    if not label.strip():
        raise NotPossible(_("Donnez un nom à cette grille."), field="label")
    _check(slots)
    groups = Group.objects.filter(school_id=school_id, pk__in=group_ids, closed_on=None)
    if len(groups) != len(set(group_ids)):
        raise NotPossible(_("Choisissez les classes et les groupes dans la liste."), field="groups")
    grid, _made = BellGrid.objects.get_or_create(school_id=school_id, label=label.strip())
    BellSlot.objects.filter(grid=grid).delete()
    BellGridGroup.objects.filter(Q(grid=grid) | Q(group__in=groups if slots else ())).delete()
    if slots:
        grid.site = site.strip()
        grid.save(update_fields=["site"])
        BellSlot.objects.bulk_create(
            [
                BellSlot(
                    school_id=school_id, grid=grid, label=slot.label, weekday=slot.weekday,
                    starts_at=slot.starts_at, ends_at=slot.ends_at,
                )
                for slot in slots
            ]
        )  # fmt: skip
        BellGridGroup.objects.bulk_create(
            [BellGridGroup(school_id=school_id, grid=grid, group=group) for group in groups]
        )
    written = BellGridWritten(school_id, grid.pk, len(slots))
    if not slots:
        grid.delete()
    record(written, actor=actor)


def _check(slots: Sequence[Slot]) -> None:
    for slot in slots:
        if words.folded(slot.label).rstrip("0123456789 ") in BREAK_NAMES:
            raise NotPossible(
                _(
                    "«\u202f%(label)s\u202f» n’est pas un créneau\u202f: retirez cette ligne. "
                    "Entre deux créneaux, il y a une pause sans qu’on l’écrive."
                )
                % {"label": slot.label},
                field="slots",
            )
        if slot.ends_at <= slot.starts_at:
            raise NotPossible(
                _("Le créneau %(label)s finit avant d’avoir commencé.") % {"label": slot.label}, field="slots"
            )
    ordered = sorted(slots, key=lambda slot: (slot.weekday, slot.starts_at))
    for before, after in pairwise(ordered):
        if before.weekday == after.weekday and after.starts_at < before.ends_at:
            raise NotPossible(
                _("Les créneaux %(before)s et %(after)s se chevauchent à %(hour)s.")
                % {"before": before.label, "after": after.label, "hour": words.hour(after.starts_at)},
                field="slots",
            )
