"""What guardians and the office are told of a pupil who came of age (rule B8)."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.directory.events import OppositionAsked, OppositionEnded, OppositionRecorded
from preau.directory.models import Person, Post, School
from preau.directory.queries import guardians_of_disturbance
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell
from preau.kernel import clock
from preau.kernel.actor import Profile

KIND = "directory:majority"


@on(OppositionAsked)
def tell_the_office(event: OppositionAsked, recorded: Recorded) -> None:
    """The direction and the secretariat, who record it."""
    today = clock.school_day(recorded.at)
    offices = Post.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today),
        Q(profile=Profile.DIRECTION) | Q(profile=Profile.STAFF, function="ADF"),
        school_id=event.school_id, begins_on__lte=today,
    )  # fmt: skip
    uai = School.objects.values_list("uai", flat=True).get(pk=event.school_id)
    for profile in (Profile.DIRECTION, Profile.STAFF):
        told = Told(
            KIND, profile, _("Demande d’un élève majeur"),
            _("%(name)s s’oppose à l’information de ses responsables.") % {"name": _name(event.pupil_id)},
            reverse("directory:opposition", kwargs={"uai": uai, "person_id": event.pupil_id}),
        )  # fmt: skip
        tell(
            told, recipients=offices.filter(profile=profile).values_list("person_id", flat=True), because=recorded
        )


@on(OppositionRecorded)
def tell_it_begins(event: OppositionRecorded, recorded: Recorded) -> None:
    """Bound to no ward: it is to be read by who follows this pupil no more."""

    def told() -> Told:
        detail = _(
            "C’est son droit d’élève majeur. Vous serez prévenu d’une perturbation grave de sa scolarité\u202f: "
            "absentéisme, décrochage."
        )
        title = _("%(name)s s’oppose à l’information de ses responsables") % {"name": _name(event.pupil_id)}
        return Told(KIND, Profile.GUARDIAN, title, detail)

    _tell_guardians(event.pupil_id, told, recorded)


@on(OppositionEnded)
def tell_it_ends(event: OppositionEnded, recorded: Recorded) -> None:
    """When it was ever in force."""

    def told() -> Told:
        title = _("Vous suivez de nouveau la scolarité de %(name)s") % {"name": _name(event.pupil_id)}
        return Told(KIND, Profile.GUARDIAN, title)

    if event.was_in_force:
        _tell_guardians(event.pupil_id, told, recorded)


def _tell_guardians(pupil_id: int, told: Callable[[], Told], recorded: Recorded) -> None:
    recipients = guardians_of_disturbance(pupil_id, clock.school_day(recorded.at))
    tell(told, recipients=recipients, because=recorded)


def _name(pupil_id: int) -> str:
    return str(Person.objects.get(pk=pupil_id))
