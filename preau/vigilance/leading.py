"""Leading an incident: who may, in which schools, on which kinds of writings and with whose names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.foundation.rooms.registry import writings
from preau.foundation.rooms.writings import Writing
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.vigilance.drill import DRILL, drill_writing
from preau.vigilance.models import Incident
from preau.vigilance.perimeter import Place, perimeter
from preau.vigilance.policies import LEAD


@dataclass(frozen=True, slots=True)
class Led:
    """An incident in the hands of who leads it; `places` are its schools."""

    incident: Incident
    places: tuple[Place, ...]

    @property
    def school_ids(self) -> tuple[int, ...]:
        return tuple(self.incident.schools)

    @property
    def school_id(self) -> int | None:
        """Its school when it has one alone: what facts of the ledger belong to."""
        return school_of(self.incident)


@contextmanager
def led(actor: Actor, incident_id: int, *, to_change: bool = False) -> Iterator[Led]:
    """The incident, the scope of its leader's schools open; locked and still open when it is to change.

    A head leads those of her school; an administrator those of administrators within her perimeter. Errors:
    `NotAllowed` for any other; `NotPossible` to change one that is closed.
    """
    with perimeter(actor, LEAD) as places:
        hers = {place.id: place for place in places}
        asked = Incident.objects.filter(pk=incident_id, is_above=actor.is_a(Profile.AGENT))
        found = (asked.select_for_update() if to_change else asked).first()
        if found is None or not {*found.schools} <= hers.keys():
            raise NotAllowed
        if to_change and found.closed_at is not None:
            raise NotPossible(_("Cet incident est clos\u202f: plus rien n’y change."))
        yield Led(found, tuple(hers[school_id] for school_id in found.schools))


def school_of(incident: Incident) -> int | None:
    """The school of an incident that has one alone."""
    return incident.schools[0] if len(incident.schools) == 1 else None


def kinds_of(incident: Incident) -> dict[str, Writing]:
    """What is searched and withdrawn: writings of all rooms, or only those that a rehearsal made up."""
    return {DRILL: drill_writing(incident.pk)} if incident.is_rehearsal else writings()
