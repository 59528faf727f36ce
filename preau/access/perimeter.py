"""The schools that somebody of the Region, an académie or a département administers (capability C127)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Exists, OuterRef, Q, QuerySet

from preau.access.models import Mandate
from preau.directory.models import School
from preau.foundation.tenancy.scope import school_scope
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile


def administered_schools(actor: Actor) -> QuerySet[School]:
    """The open schools of all her mandates of today; none for who acts under another profile."""
    schools = School.objects.filter(is_open=True)
    if not actor.is_a(Profile.AGENT):
        return schools.none()
    today = clock.today()
    standing = Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), person_id=actor.person_id, begins_on__lte=today
    )
    return schools.filter(
        Exists(standing.filter(over=Mandate.Over.REGION))
        | Exists(standing.filter(over=Mandate.Over.ACADEMIE, code__iexact=OuterRef("academie")))
        | Q(kind=School.Kind.COLLEGE)
        & Exists(standing.filter(over=Mandate.Over.DEPARTEMENT, code=OuterRef("departement")))
    )


@contextmanager
def administered_scope(actor: Actor) -> Iterator[tuple[int, ...]]:
    """Open the scope of these schools, inside a screen of hers: an agent's request opens none by itself, for her
    hat is of no school. What she may do there, the policies of each room say. Yields their ids.
    """
    ids = tuple(administered_schools(actor).order_by("pk").values_list("pk", flat=True))
    with school_scope(ids):
        yield ids
