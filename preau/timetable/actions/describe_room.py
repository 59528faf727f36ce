"""Write what is known of a room."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.events import RoomDescribed
from preau.timetable.models import Room
from preau.timetable.policies import may_manage_building


@action
def describe_room(*, actor: Actor, school_id: int, name: str, site: str, seats: int) -> None:
    """The room of this name, as the timetable writes it, is on `site` and seats so many (0: nobody counted).

    Errors: `NotAllowed` for who does not write the rooms of this school; `NotPossible` for a room without a name.
    """
    if not may_manage_building(actor, school_id):
        raise NotAllowed
    if not name.strip():
        raise NotPossible(_("Donnez le nom de la salle, tel que l’emploi du temps l’écrit."), field="name")
    room, _made = Room.objects.update_or_create(
        school_id=school_id, name=name.strip(), defaults={"site": site.strip(), "seats": seats}
    )
    record(RoomDescribed(school_id, room.pk), actor=actor)
