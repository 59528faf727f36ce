"""Assembly points: their names, and the one of each class (capability C72)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.write_assembly import LONGEST, PointWords, write_assembly
from preau.attendance.policies import SET
from preau.attendance.queries.assembly import Assembly, assembly_of
from preau.attendance.web.reasons import SETTERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef


class AssemblyForm(forms.Form):
    """The name and the rank of each point, those that come, the point of each class."""

    nouveaux = forms.CharField(
        label=gettext_lazy("Points à ajouter"),
        help_text=gettext_lazy("Un par ligne, par exemple\u202f: Cour nord."),
        required=False,
    )

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assembly = assembly
        ranks = [(rank, str(rank)) for rank in range(1, len(assembly.points) + 1)]
        points = [(str(pk), label) for pk, label in assembly.points]
        for rank, (pk, label) in enumerate(assembly.points, 1):
            self.fields[f"point-{pk}"] = forms.CharField(
                label=_("Point %(rank)s") % {"rank": rank},
                required=False,
                initial=label,
                max_length=LONGEST,
                error_messages={"max_length": _("60 caractères au plus.")},
            )
            self.fields[f"rang-{pk}"] = forms.TypedChoiceField(
                label=_("Rang de %(point)s") % {"point": label},
                choices=ranks, initial=rank, coerce=int, empty_value=None, required=False,
            )  # fmt: skip
        for one in assembly.classes if points else ():
            self.fields[f"classe-{one.group_id}"] = forms.TypedChoiceField(
                label=one.label, choices=[("", _("Aucun")), *points], initial=one.point_id, coerce=int,
                empty_value=None, required=False,
            )  # fmt: skip

    def points(self) -> list[PointWords]:
        """As they were ranked; between two of the same rank, the first of before. Without a rank, it stays."""
        said = self.cleaned_data
        ranked = sorted(enumerate(self.assembly.points, 1), key=lambda one: said[f"rang-{one[1][0]}"] or one[0])
        return [
            *(PointWords(said[f"point-{pk}"], pk) for _rank, (pk, _label) in ranked),
            *(PointWords(label) for label in said["nouveaux"].splitlines()),
        ]

    def places(self) -> dict[int, int | None]:
        """The point of each class."""
        return {
            one.group_id: self.cleaned_data[f"classe-{one.group_id}"]
            for one in self.assembly.classes
            if f"classe-{one.group_id}" in self.fields
        }

    def rows(self) -> list[tuple[BoundField, BoundField]]:
        """Each point to print: its name, its rank."""
        return [(self[f"point-{pk}"], self[f"rang-{pk}"]) for pk, _label in self.assembly.points]

    def class_fields(self) -> list[BoundField]:
        """Each class to print."""
        return [self[name] for name in self.fields if name.startswith("classe-")]


@screen("Points de rassemblement", open_to=SETTERS, writes=True, capability=SET)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """First their names; then each class has a list to choose from."""
    assembly = assembly_of(school.id)
    form = AssemblyForm(request.POST if request.method == "POST" else None, assembly=assembly)
    if form.is_valid():
        with refusal_shown_in(form):
            write_assembly(
                actor=request.actor,
                school_id=school.id,
                points=form.points(),
                places=form.places(),
                seen=request.POST.get("vue", ""),
            )
        if not form.errors:
            return redirect_saying(request.get_full_path(), _("Les points de rassemblement sont enregistrés."))
    return page(
        request,
        "attendance/assembly.html",
        title=_("Points de rassemblement"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        rows=form.rows(),
        classes=form.class_fields(),
        seen=assembly.mark,
    )
