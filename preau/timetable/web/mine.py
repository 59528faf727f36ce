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
from preau.timetable.queries.lines import Seen
from preau.timetable.queries.weeks import Whose
from preau.timetable.web.choice import shown_of

READERS = (Profile.PUPIL, Profile.GUARDIAN, *STAFF_PROFILES)


@screen("Mon emploi du temps", open_to=READERS)
def show(request: HttpRequest) -> HttpResponse:
    """The day of the person. A guardian goes to her eldest child, other staff to their school."""
    actor = cast("Request", request).actor
    if actor.is_a(Profile.GUARDIAN):
        if not actor.wards:
            return HttpResponseRedirect(reverse("home"))
        return HttpResponseRedirect(reverse("timetable:pupil", kwargs={"pupil_id": actor.wards[0].pupil_id}))
    if not actor.is_a(Profile.PUPIL, Profile.TEACHER):
        return HttpResponseRedirect(reverse("timetable:school", kwargs={"uai": actor.schools[0].uai}))
    seen = Seen.BY_PUPIL if actor.is_a(Profile.PUPIL) else Seen.BY_TEACHER
    whose = Whose(seen, actor.person_id, actor.school_ids)
    shown = shown_of(request, actor, whose)
    if is_fragment(request):
        return fragment(request, shown.template, shown=shown.what)
    context: dict[str, Any] = {
        "shown": shown.what,
        "piece": shown.template,
        "my_schools": actor.schools if seen is Seen.BY_TEACHER else (),
    }
    title, topics = _("Emploi du temps"), shown.what.topics
    return page(request, "timetable/mine.html", title=title, topics=topics, keep=(), **context)
