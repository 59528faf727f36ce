"""Assembly points: their names, and the one of each class (capability C72)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.write_assembly import write_assembly
from preau.attendance.policies import SET
from preau.attendance.queries.assembly import class_points, points_of
from preau.attendance.web.reasons import SETTERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef


class PointsForm(forms.Form):
    """One point a line."""

    points = forms.CharField(
        label=gettext_lazy("Points de rassemblement"),
        help_text=gettext_lazy("Un par ligne, par exemple\u202f: Cour nord."),
        required=False,
    )


@screen("Points de rassemblement", open_to=SETTERS, writes=True, capability=SET)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """First their names; then each class has a list to choose from."""
    points, classes = points_of(school.id), class_points(school.id)
    form = PointsForm(request.POST if request.method == "POST" else None, initial={"points": "\n".join(points)})
    if form.is_valid():
        places = {one.group_id: request.POST.get(f"classe-{one.group_id}", one.point) for one in classes}
        with refusal_shown_in(form):
            write_assembly(
                actor=request.actor, school_id=school.id, points=form.cleaned_data["points"].splitlines(),
                places=places,
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(request.get_full_path(), _("Les points de rassemblement sont enregistrés."))
    return page(
        request,
        "attendance/assembly.html",
        title=_("Points de rassemblement"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        classes=classes,
        choices=[("", _("Aucun")), *((label, label) for label in points)],
    )
