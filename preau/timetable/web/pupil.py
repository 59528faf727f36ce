"""A pupil's day: for herself, her guardians, and the staff of her schools."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Actor
from preau.timetable.queries.days import day_of_pupil
from preau.timetable.queries.ties import readable_pupil
from preau.timetable.web.mine import READERS
from preau.timetable.web.shown import Seen, asked_day, shown_day


@screen("Emploi du temps d’un élève", open_to=READERS)
def show(request: HttpRequest, *, pupil_id: int) -> HttpResponse:
    """The lessons of one day, in the schools the actor and the pupil share."""
    actor = cast("Request", request).actor
    pupil = readable_pupil(actor, pupil_id)
    asked = asked_day(request)
    day = day_of_pupil(pupil_id, asked.on, school_ids=actor.school_ids)
    shown = shown_day(day, asked, seen=Seen.BY_PUPIL, path=request.path, school_ids=actor.school_ids)
    if is_fragment(request):
        return fragment(request, "timetable/day.html", shown=shown)
    context: dict[str, Any] = {"pupil": pupil, "shown": shown, "children": _children(actor, pupil_id, request)}
    title = _("Emploi du temps de %(pupil)s") % {"pupil": pupil.first_name}
    return page(request, "timetable/pupil.html", title=title, topics=shown.topics, **context)


def _children(actor: Actor, pupil_id: int, request: HttpRequest) -> tuple[tuple[str, str, bool], ...]:
    """(first name, address on the same day, shown now) of each child of a guardian of several."""
    if len(actor.wards) < 2:
        return ()
    day = request.GET.get("jour", "")
    query = f"?{urlencode({'jour': day})}" if day else ""
    return tuple(
        (
            ward.first_name,
            reverse("timetable:pupil", kwargs={"pupil_id": ward.pupil_id}) + query,
            ward.pupil_id == pupil_id,
        )
        for ward in actor.wards
    )
