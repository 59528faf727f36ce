"""Part two records that were merged by mistake."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from preau.directory.actions.merge_persons import check_merge_is_hers
from preau.directory.events import PersonsParted
from preau.directory.merging import Changed, put_back
from preau.directory.models import MergedRows, Person, PersonMerge
from preau.directory.policies import may_merge_persons
from preau.directory.rules import UNMERGE_WITHIN
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def unmerge_persons(*, actor: Actor, school_id: int, merge_id: int) -> None:
    """Every row goes back to the record it came from; what was written since the merge stays with the survivor.

    Errors: `NotAllowed` for who does not merge here or another school's merge; `NotPossible` after
    `rules.UNMERGE_WITHIN`, when a later merge stands on this one, or where merging itself is refused.
    """
    merge = PersonMerge.objects.select_for_update().filter(pk=merge_id, school_id=school_id).first()
    if merge is None or merge.undone_at is not None or not may_merge_persons(actor, school_id):
        raise NotAllowed
    if merge.merged_at + UNMERGE_WITHIN <= clock.now():
        raise NotPossible(
            _("Cette fusion a plus de %(days)s jours\u202f: elle ne se défait plus.")
            % {"days": UNMERGE_WITHIN.days}
        )
    both = (merge.kept_id, merge.gone_id)
    if Person.objects.select_for_update().filter(pk__in=both).order_by("pk").count() < len(both):
        raise NotPossible(_("Une des deux fiches a été effacée depuis\u202f: la fusion ne se défait plus."))
    later = PersonMerge.objects.filter(undone_at=None, pk__gt=merge.pk)
    if later.filter(Q(kept_id=merge.kept_id) | Q(gone_id=merge.kept_id)).exists():
        raise NotPossible(
            _("Cette personne a été fusionnée de nouveau depuis\u202f: défaites d’abord l’autre fusion.")
        )
    check_merge_is_hers(actor, school_id, both)
    changes = [
        Changed(row.table_name, row.column_name, tuple(row.moved), tuple(row.removed), row.is_created)
        for row in MergedRows.objects.filter(merge=merge)
    ]
    put_back(changes, gone=merge.gone_id, kept=merge.kept_id)
    merge.undone_at, merge.undone_by_id = clock.now(), actor.person_id
    merge.save(update_fields=["undone_at", "undone_by_id"])
    record(PersonsParted(school_id, merge.pk, *both), actor=actor)
