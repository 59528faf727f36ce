"""My day: a teacher's lessons in all her schools, a pupil's own. The others are led to theirs."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel.actor import STAFF_PROFILES, Profile
from preau.timetable.queries.days import day_of_pupil, day_of_teacher
from preau.timetable.web.shown import Seen, asked_day, shown_day

READERS = (Profile.PUPIL, Profile.GUARDIAN, *STAFF_PROFILES)


@screen("Mon emploi du temps", open_to=READERS)
def show(request: HttpRequest) -> HttpResponse:
    """The day of the person. A guardian goes to her eldest child, other staff to their school."""
    actor = cast("Request", request).actor
    if actor.is_a(Profile.GUARDIAN):
        return HttpResponseRedirect(reverse("timetable:pupil", kwargs={"pupil_id": actor.wards[0].pupil_id}))
    if not actor.is_a(Profile.PUPIL, Profile.TEACHER):
        return HttpResponseRedirect(reverse("timetable:school", kwargs={"uai": actor.schools[0].uai}))
    asked = asked_day(request)
    schools = actor.school_ids
    if actor.is_a(Profile.PUPIL):
        seen, day = Seen.BY_PUPIL, day_of_pupil(actor.person_id, asked.on, school_ids=schools)
    else:
        seen, day = Seen.BY_TEACHER, day_of_teacher(actor.person_id, asked.on, school_ids=schools)
    shown = shown_day(day, asked, seen=seen, path=request.path, school_ids=schools)
    if is_fragment(request):
        return fragment(request, "timetable/day.html", shown=shown)
    context: dict[str, Any] = {"shown": shown, "my_schools": actor.schools if seen is Seen.BY_TEACHER else ()}
    return page(request, "timetable/mine.html", title=_("Emploi du temps"), topics=shown.topics, **context)
