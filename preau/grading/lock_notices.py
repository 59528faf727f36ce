"""Who is told that a locked gradebook is reopened: those to whom it is."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from preau.directory.models import School
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell, withdraw_told
from preau.grading.book import load_gradebook
from preau.grading.events_locks import EntryReopened, ReopeningWithdrawn
from preau.grading.models import EntryPermission
from preau.grading.queries.locks import last_day_of
from preau.kernel import clock, words
from preau.kernel.actor import Profile

#: Kind of these notices, in the catalogue.
REOPENED = "grading:reopened"


@on(EntryReopened)
def tell_who_may_write_again(event: EntryReopened, recorded: Recorded) -> None:
    """The person it is for, or everybody who writes in the gradebook; not after it was taken back."""
    given = EntryPermission.objects.filter(
        pk=event.permission_id, withdrawn_at=None, until__gt=clock.now()
    ).first()
    if given is None:
        return
    book = load_gradebook(event.gradebook_id, school_id=event.school_id)
    told = Told(
        kind=REOPENED,
        profile=Profile.TEACHER,
        title=_("Carnet rouvert\u202f: %(book)s") % {"book": book.name},
        detail=_("Vous pouvez y écrire jusqu’au %(day)s.") % {"day": words.day(last_day_of(given.until))},
        path=_grid(event.school_id, event.gradebook_id),
    )
    recipients = book.writer_ids if given.person_id is None else {given.person_id}
    tell(told, recipients=recipients, because=recorded)


@on(ReopeningWithdrawn)
def take_back_what_was_told(event: ReopeningWithdrawn, recorded: Recorded) -> None:
    """What was told of that gradebook is no longer true."""
    withdraw_told(about_pupil_id=None, path=_grid(event.school_id, event.gradebook_id), because=recorded)


def _grid(school_id: int, gradebook_id: int) -> str:
    uai = School.objects.values_list("uai", flat=True).get(pk=school_id)
    return reverse("grading:grid", kwargs={"uai": uai, "gradebook_id": gradebook_id})
