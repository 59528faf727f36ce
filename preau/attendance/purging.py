"""What follows when a year of presence is over, and when the direction asks that it be erased."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.events_year import PurgeAsked, PurgeProposed
from preau.attendance.jobs import purge_year_of
from preau.directory.models import Post, School, SchoolYear
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell
from preau.kernel import clock
from preau.kernel.actor import Profile


@on(PurgeProposed)
def tell_the_direction(event: PurgeProposed, recorded: Recorded) -> None:
    """What would go, what stays, and a button: on a page of its own."""
    today = clock.school_day(recorded.at)
    heads = Post.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today),
        school_id=event.school_id, profile=Profile.DIRECTION, begins_on__lte=today,
    )  # fmt: skip
    uai = School.objects.values_list("uai", flat=True).get(pk=event.school_id)
    label = SchoolYear.objects.values_list("label", flat=True).get(pk=event.year_id)
    told = Told(
        "attendance:year", Profile.DIRECTION, _("L’année %(year)s est finie") % {"year": label},
        _("Voyez ce qui sera effacé des absences, et ce qui restera."),
        reverse("attendance:year-end", kwargs={"uai": uai, "year_id": event.year_id}),
    )  # fmt: skip
    tell(told, recipients=heads.values_list("person_id", flat=True), because=recorded)


@on(PurgeAsked)
def purge_soon(event: PurgeAsked, recorded: Recorded) -> None:
    """The worker does it: a year of a large school takes seconds."""
    purge_year_of.later(school_id=event.school_id, year_id=event.year_id)
