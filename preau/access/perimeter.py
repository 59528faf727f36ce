"""The schools that somebody of the Region, an académie or a département administers (capability C127)."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from preau.access.models import Mandate
from preau.directory.models import School
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
    within = Q(pk__in=())
    for over, code in standing.values_list("over", "code"):
        within |= _WITHIN[over](code)
    return schools.filter(within)


_WITHIN: dict[str, Callable[[str], Q]] = {
    Mandate.Over.REGION.value: lambda _code: Q(pk__gt=0),
    Mandate.Over.ACADEMIE.value: lambda code: Q(academie__iexact=code),
    Mandate.Over.DEPARTEMENT.value: lambda code: Q(departement=code, kind=School.Kind.COLLEGE),
}
