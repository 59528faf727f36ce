"""Two records become one, and two again: what every gesture of merging writes, whoever decides it.

Nothing is decided here. The scope of all the schools of both records is open.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from preau.directory.merging import Changed, move_everything, put_back
from preau.directory.models import MergedRows, Person, PersonMerge
from preau.directory.rules import UNMERGE_WITHIN
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible


def unite(*, actor: Actor, school_id: int, kept_id: int, gone_id: int) -> int:
    """All that `gone_id` has becomes that of `kept_id`; the id of the merge, which `school_id` asked for. Raises
    `NotPossible` when both records contradict each other.
    """
    list(Person.objects.select_for_update().filter(pk__in=(kept_id, gone_id)).order_by("pk"))
    merge = PersonMerge.objects.create(
        school_id=school_id,
        kept_id=kept_id,
        gone_id=gone_id,
        merged_at=clock.now(),
        merged_by_id=actor.person_id,
    )
    MergedRows.objects.bulk_create(
        MergedRows(
            school_id=school_id,
            merge=merge,
            rank=rank,
            table_name=change.table,
            column_name=change.column,
            moved=list(change.moved),
            removed=list(change.removed),
            is_created=change.is_created,
        )
        for rank, change in enumerate(_moved(gone_id, kept_id))
    )
    return merge.pk


def check_can_part(merge: PersonMerge) -> None:
    """`NotPossible` after `rules.UNMERGE_WITHIN`, when a record is gone, or a later merge stands on this one."""
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


def part(*, actor: Actor, merge: PersonMerge) -> None:
    """Every row goes back to the record it came from."""
    changes = [
        Changed(row.table_name, row.column_name, tuple(row.moved), tuple(row.removed), row.is_created)
        for row in MergedRows.objects.filter(merge=merge)
    ]
    put_back(changes, gone=merge.gone_id, kept=merge.kept_id)
    merge.undone_at, merge.undone_by_id = clock.now(), actor.person_id
    merge.save(update_fields=["undone_at", "undone_by_id"])


def _moved(gone_id: int, kept_id: int) -> tuple[Changed, ...]:
    try:
        with transaction.atomic():
            return move_everything(gone=gone_id, kept=kept_id)
    except IntegrityError:
        raise NotPossible(
            _(
                "Ces deux fiches se contredisent\u202f: l’une remplace l’autre dans un cours, par exemple. "
                "Corrigez d’abord ce qui les oppose."
            )
        ) from None
