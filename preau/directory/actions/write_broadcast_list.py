"""Make a broadcast list, or change its rule and its people (capability C7)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from preau.directory.calendar_queries import year_in_course, years
from preau.directory.events import BroadcastListWritten
from preau.directory.models import BroadcastAudience, BroadcastList, Group, School
from preau.directory.people.wording import PROFILE_NAMES
from preau.directory.policies import may_manage_groups, visible_lists
from preau.directory.rules import LONGEST_GROUP_NAME
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_broadcast_list(
    *, actor: Actor, school_id: int, label: str, people: Iterable[tuple[str, int | None]],
    seen_by: Iterable[str], written_by: Iterable[str], is_kept: bool = False, list_id: int | None = None,
) -> int:  # fmt: skip
    """`people` are audiences (`eleves`, `responsables`, `enseignants`, `personnels`) of a class or group, or of
    the school (None). Who writes sees. Not kept, the list ends with the school year. Returns its id.

    Errors: `NotAllowed` for who does not make groups here, an unknown list, group, audience or profile;
    `NotPossible` for a name that says nothing or is taken, nobody in the list, or nobody who sees it.
    """
    sees, writes, audiences = set(seen_by) | set(written_by), set(written_by), set(people)
    _check_known(school_id, sees, audiences)
    if not may_manage_groups(actor, school_id):
        raise NotAllowed
    # Two lists made at once cannot take one name.
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    mine = visible_lists(actor).filter(school_id=school_id)
    written = BroadcastList(school_id=school_id) if list_id is None else mine.filter(pk=list_id).first()
    if written is None:
        raise NotAllowed
    clean = " ".join(label.split())
    if not clean or len(clean) > LONGEST_GROUP_NAME:
        raise NotPossible(
            _("Donnez à la liste un nom de %(most)d caractères au plus.") % {"most": LONGEST_GROUP_NAME},
            field="label",
        )
    if mine.filter(label__iexact=clean).exclude(pk=written.pk).exists():
        raise NotPossible(_("Une autre liste porte déjà ce nom."), field="label")
    if not audiences:
        raise NotPossible(_("Choisissez au moins un public."), field="people")
    if not sees:
        raise NotPossible(_("Dites qui peut voir cette liste."), field="seen_by")
    year = year_in_course(years(), clock.today())
    written.label = clean
    written.seen_by, written.written_by = sorted(sees), sorted(writes)
    written.ends_on = None if is_kept or year is None else year.ends_on
    written.save()
    BroadcastAudience.objects.filter(of_id=written.pk, school_id=school_id).delete()
    BroadcastAudience.objects.bulk_create(
        BroadcastAudience(school_id=school_id, of_id=written.pk, who=who, group_id=group)
        for who, group in sorted(audiences, key=str)
    )
    record(BroadcastListWritten(school_id, written.pk), actor=actor)
    return written.pk


def _check_known(school_id: int, profiles: set[str], audiences: set[tuple[str, int | None]]) -> None:
    groups = {group for _who, group in audiences if group is not None}
    known = Group.objects.filter(school_id=school_id, closed_on=None, pk__in=groups).count()
    is_staff_of_group = any(who == BroadcastAudience.Who.STAFF and group for who, group in audiences)
    words = {who for who, _group in audiences}
    if known != len(groups) or is_staff_of_group or not words <= set(BroadcastAudience.Who.values):
        raise NotAllowed
    if not profiles <= set(PROFILE_NAMES):
        raise NotAllowed
