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
from preau.kernel.actor import Actor, Profile
from preau.timetable.policies import may_have_agenda
from preau.timetable.queries.lines import Seen
from preau.timetable.queries.ties import readable_pupil
from preau.timetable.queries.weeks import Whose
from preau.timetable.web.choice import shown_of
from preau.timetable.web.mine import READERS


@screen("Emploi du temps d’un élève", open_to=READERS)
def show(request: HttpRequest, *, pupil_id: int) -> HttpResponse:
    """The lessons of one day, in the schools the actor and the pupil share."""
    actor = cast("Request", request).actor
    pupil = readable_pupil(actor, pupil_id)
    shown = shown_of(request, actor, Whose(Seen.BY_PUPIL, pupil_id, actor.school_ids))
    if is_fragment(request):
        return fragment(request, shown.template, shown=shown.what)
    context: dict[str, Any] = {
        "pupil": pupil,
        "shown": shown.what,
        "piece": shown.template,
        "children": _children(actor, pupil_id, request),
        "may_subscribe": may_have_agenda(actor) and not actor.is_a(Profile.TEACHER),
    }
    title = _("Emploi du temps de %(pupil)s") % {"pupil": pupil.first_name}
    is_of_family = actor.is_a(Profile.PUPIL, Profile.GUARDIAN)
    return page(
        request, "timetable/pupil.html", title=title, topics=shown.what.topics,
        keep=() if is_of_family else None, **context,
    )  # fmt: skip


def _children(actor: Actor, pupil_id: int, request: HttpRequest) -> tuple[tuple[str, str, bool], ...]:
    """(first name, address on the same day or week, shown now) of each child of a guardian of several."""
    if len(actor.wards) < 2:
        return ()
    kept = {name: request.GET[name] for name in ("vue", "jour") if request.GET.get(name)}
    query = f"?{urlencode(kept)}" if kept else ""
    return tuple(
        (
            ward.first_name,
            reverse("timetable:pupil", kwargs={"pupil_id": ward.pupil_id}) + query,
            ward.pupil_id == pupil_id,
        )
        for ward in actor.wards
    )
