"""Say that two records are one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.directory.duplicate_queries import known_among, schools_of
from preau.directory.events import PersonsMerged
from preau.directory.merged import unite
from preau.directory.models import Post
from preau.directory.policies import may_merge_persons
from preau.foundation.ledger.record import record
from preau.foundation.rooms.registry import is_held_apart
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def merge_persons(*, actor: Actor, school_id: int, kept_id: int, gone_id: int) -> int:
    """All that `gone_id` has and had becomes that of `kept_id`: history, ties, keys of the feeds. Returns the id
    of the merge, which parts them again within `rules.UNMERGE_WITHIN`.

    A merge opens to one record what the other opened. So it stays within this school, is never of one's own
    record, and is the direction's alone when somebody works here.

    Errors: `NotAllowed` for who does not merge here or a person the school does not know; `NotPossible` where a
    rule above is met, or where both records contradict each other.
    """
    if not may_merge_persons(actor, school_id) or kept_id == gone_id:
        raise NotAllowed
    both = (kept_id, gone_id)
    if len(known_among(school_id, both)) < len(both):
        raise NotAllowed
    check_merge_is_hers(actor, school_id, both)
    merge = unite(actor=actor, school_id=school_id, kept_id=kept_id, gone_id=gone_id)
    record(PersonsMerged(school_id, merge, kept_id, gone_id), actor=actor)
    return merge


def check_merge_is_hers(actor: Actor, school_id: int, both: tuple[int, int]) -> None:
    """The bounds of merging and of parting (see `merge_persons`)."""
    if actor.person_id in both:
        raise NotPossible(_("C’est votre propre fiche\u202f: demandez à une autre personne de la direction."))
    if any(is_held_apart(person_id) for person_id in both):
        raise NotPossible(
            _("Une de ces personnes agit aussi pour la Région\u202f: un établissement ne fusionne pas sa fiche.")
        )
    if schools_of(both) - {school_id}:
        raise NotPossible(
            _(
                "Une de ces personnes est aussi liée à un autre établissement\u202f: demandez à l’académie ou à "
                "la Région de réunir ses deux fiches."
            )
        )
    if not actor.is_a(Profile.DIRECTION) and Post.objects.filter(person_id__in=both).exists():
        raise NotPossible(_("Une de ces personnes travaille ici\u202f: la direction seule fusionne sa fiche."))
