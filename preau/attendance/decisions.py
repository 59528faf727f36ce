"""Families are told, in the page, what vie scolaire decided of what they said (capability C62).

Both parents at the same instant (rule B8), and the pupil who explained it herself.
"""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.events import PeriodTreated
from preau.attendance.life.wording import spoken_time
from preau.attendance.models import AbsencePeriod
from preau.directory.models import Person
from preau.directory.queries import guardians_to_inform
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell, withdraw_told
from preau.kernel import clock
from preau.kernel.actor import Profile

DECISION = "attendance:decision"


@on(PeriodTreated)
def tell_decision(event: PeriodTreated, recorded: Recorded) -> None:
    """A refusal is always told; an acceptance to those who had said something. A later decision replaces it."""
    if not event.decided:
        return
    path = _path(event.pupil_id, event.period_id)
    withdraw_told(about_pupil_id=event.pupil_id, path=path, because=recorded)
    period = AbsencePeriod.objects.filter(pk=event.period_id, withdrawn_at=None).first()
    if period is None or period.admissibility != event.decided:
        return
    guardians = guardians_to_inform(event.pupil_id, clock.today())
    is_hers = period.said_by_id == event.pupil_id
    is_refused = period.admissibility == AbsencePeriod.Admissibility.REFUSED
    is_accepted = period.admissibility == AbsencePeriod.Admissibility.ACCEPTED
    if not (is_refused or (is_accepted and (is_hers or period.said_by_id in guardians))):
        return
    for profile, people in ((Profile.GUARDIAN, guardians), (Profile.PUPIL, [event.pupil_id] if is_hers else [])):
        told = partial(_told, period, profile, path, is_refused=is_refused)
        tell(told, recipients=people, because=recorded)


def _told(period: AbsencePeriod, profile: Profile, path: str, *, is_refused: bool) -> Told:
    said = {"child": Person.objects.values_list("first_name", flat=True).get(pk=period.pupil_id)}
    title = _("%(child)s\u202f: motif refusé") if is_refused else _("%(child)s\u202f: motif accepté")
    when = spoken_time(period.starts_at, period.ends_at)
    return Told(
        kind=DECISION,
        profile=profile,
        title=title % said,
        detail=f"{when}. {period.answer}" if period.answer else when,
        path=path,
        about_pupil_id=period.pupil_id,
    )


def _path(pupil_id: int, period_id: int) -> str:
    return reverse("attendance:pupil", kwargs={"pupil_id": pupil_id}) + f"#periode-{period_id}"
