"""« Évacuation »: who is inside now; and the register of the day on paper, for a morning without network (C72)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.policies import SEE_ANY
from preau.attendance.queries.assembly import assembly_of
from preau.attendance.queries.inside import Whereabouts, classes_on_paper, inside_now, states_of
from preau.attendance.web.roll import READERS
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef

#: Each state in words, its tone, and how a figure counts it.
STATES = {
    Whereabouts.PRESENT: (gettext_lazy("Présent"), "ok", gettext_lazy("présents à l’appel")),
    Whereabouts.ELSEWHERE: (gettext_lazy("Ailleurs"), "info", gettext_lazy("ailleurs dans l’établissement")),
    Whereabouts.NOT_CALLED: (gettext_lazy("Appel pas fait"), "warning", gettext_lazy("appel pas encore fait")),
    Whereabouts.NO_LESSON: (gettext_lazy("Pas de cours"), "warning", gettext_lazy("sans cours en ce moment")),
    Whereabouts.ABSENT: (gettext_lazy("Absent"), "neutral", gettext_lazy("absents")),
}


@screen("Liste d’évacuation", open_to=READERS, capability=SEE_ANY)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Printed before going out, or read on a phone at the assembly point, without network too."""
    classes = inside_now(school.id)
    assembly = assembly_of(school.id)
    points = [label for _pk, label in assembly.points]
    of_class = {one.label: one.point for one in assembly.classes}
    gathered = [
        (point, [one for one in classes if of_class.get(one.label, "") == point]) for point in (*points, "")
    ]
    counts = states_of(classes)
    return page(
        request,
        "attendance/evacuation.html",
        title=_("Évacuation"),
        school=school,
        points=[(point, several) for point, several in gathered if several],
        has_points=bool(points),
        states=STATES,
        figures=[(words, counts[state], tone) for state, (_label, tone, words) in STATES.items()],
        at=clock.now(),
        keeper=request.actor.person_id,
    )


@screen("Registre d’appel de secours à imprimer", open_to=READERS, capability=SEE_ANY)
def register(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Blank: a class, its pupils, the hours of its day."""
    return page(
        request,
        "attendance/paper_register.html",
        title=_("Registre de secours"),
        school=school,
        classes=classes_on_paper(school.id),
        today=clock.today(),
    )
