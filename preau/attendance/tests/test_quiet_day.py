"""The quiet day: whatever happens to three children, their family is interrupted by absences, and once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core import mail
from django.test import Client

from preau.attendance.tests.sending import go_on
from preau.attendance.tests.test_roll import tap
from preau.directory.models import Guardianship
from preau.kernel import clock
from preau.outreach.tests.telling import address, at, digest, send, told
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
_TOLD = (
    ["attendance:late"] + ["grading:new_marks"] * 8 + ["timetable:change"] * 8 + ["attendance:decision"] * 3
    + ["liaison:reminder"] * 4 + ["news:reminder"] * 2 + ["bulletins:published"] * 2
)  # fmt: skip


def test_thirty_events_of_three_children_interrupt_thrice(cast: Cast, visit: Visit) -> None:
    address(cast, "marc")
    informed, consults, decides = Guardianship.CAPABILITIES_OF_LEVEL[1]
    Guardianship.objects.create(
        pupil_id=cast.people["noe"].pk, guardian=cast.marc, level=1, kinship=20, is_informed=informed,
        may_consult=consults, may_decide=decides, begins_on=NOW.date() - timedelta(days=30),
    )  # fmt: skip
    for child in ("lea", "noe"):
        tap(visit("durand"), cast, child, "absent")
    go_on()
    for rank, kind in enumerate(_TOLD):
        child = ("lea", "tom", "noe")[rank % 3]
        told(
            cast, "marc", fact=10_000 + rank, when=at(10, 20 + rank, day=24), kind=kind, child=child,
            title=f"{child} : nouvelle {rank}", path=f"/{rank}/",
        )  # fmt: skip
    hour = at(10, 30, day=24)
    while hour < at(8, day=25):
        (digest if clock.local(hour).hour >= 7 else send)(hour)
        hour += timedelta(minutes=15)
    mails = [one for one in mail.outbox if one.to == ["marc@exemple.fr"]]
    assert len(_TOLD) + 2 == 30
    assert len(mails) == 2 + 1
    assert str(mails[-1].subject).endswith("nouvelles dans Préau")
