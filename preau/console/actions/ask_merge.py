"""Ask that two records become one, when another school knows one of them too."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.console.events import MergeAsked
from preau.console.models import MergeRequest
from preau.directory.duplicate_queries import known_among, schools_of
from preau.directory.models import Post
from preau.directory.policies import may_merge_persons
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def ask_merge(*, actor: Actor, school_id: int, people: tuple[int, int], reason: str) -> int:
    """Whoever administers all the schools of both reads it. Asked again, it is the same request. Returns its id.

    Errors: `NotAllowed` for who does not merge here or a person the school does not know; `NotPossible` without a
    reason, for one's own record, for who works in a school unless the direction asks, and where the school may
    merge by itself.
    """
    first, second = sorted(people)
    if not may_merge_persons(actor, school_id) or first == second:
        raise NotAllowed
    if len(known_among(school_id, people)) < len(people):
        raise NotAllowed
    if not reason.strip():
        raise NotPossible(_("Dites pourquoi c’est une seule personne\u202f: qui décide le lira."), field="reason")
    if actor.person_id in people:
        raise NotPossible(_("C’est votre propre fiche\u202f: demandez à une autre personne de la direction."))
    if not actor.is_a(Profile.DIRECTION) and Post.objects.filter(person_id__in=people).exists():
        raise NotPossible(
            _("Une de ces personnes travaille ici\u202f: la direction seule demande à réunir ses fiches.")
        )
    if not schools_of(people) - {school_id}:
        raise NotPossible(_("Ces deux personnes ne sont connues que de l’établissement\u202f: fusionnez-les ici."))
    asked, is_new = MergeRequest.objects.get_or_create(
        school_id=school_id,
        first_id=first,
        second_id=second,
        closed_at=None,
        defaults={"reason": reason.strip(), "asked_at": clock.now(), "asked_by_id": actor.person_id},
    )
    if is_new:
        record(MergeAsked(school_id, asked.pk, first, second), actor=actor)
    return asked.pk
