"""What is done about the absenteeism of a pupil in a month (capability C71)."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.write_measures import MeasureWords, write_measures
from preau.attendance.models import AbsenteeismMeasures
from preau.attendance.policies import TREAT
from preau.attendance.queries.enrolled import enrolled_pupil
from preau.attendance.queries.thresholds import month_of
from preau.attendance.web.treating import TREATERS
from preau.directory.models import Post
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

_DAY = {"invalid": gettext_lazy("Écrivez le jour ainsi\u202f: 24/11/2026.")}


class MeasuresForm(forms.Form):
    """The names are those of the action."""

    referent_id = forms.TypedChoiceField(
        label=gettext_lazy("Adulte référent"), required=False, coerce=int, empty_value=None
    )
    agreed_on = forms.DateField(
        label=gettext_lazy("Accord avec la famille, le"), required=False, error_messages=_DAY
    )
    agreement = forms.CharField(label=gettext_lazy("Ce qui a été convenu"), required=False)
    met_on = forms.DateField(
        label=gettext_lazy("Réunion de la communauté éducative, le"),
        help_text=gettext_lazy("À partir de dix demi-journées dans le mois."),
        required=False,
        error_messages=_DAY,
    )
    measures = forms.CharField(label=gettext_lazy("Mesures décidées"), required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=10**6)


@screen("Mesures contre l’absentéisme d’un élève", open_to=TREATERS, writes=True, capability=TREAT)
def write(request: Request, *, school: SchoolRef, pupil_id: int, month: str) -> HttpResponse:
    """Read and written together; then the file."""
    pupil = enrolled_pupil(school.id, pupil_id, or_was=True)
    first = _month(month)
    held = AbsenteeismMeasures.objects.filter(school_id=school.id, pupil_id=pupil_id, month=first).first()
    start = {name: getattr(held, name) for name in MeasuresForm.base_fields if hasattr(held, name)}
    form = MeasuresForm(request.POST if request.method == "POST" else None, initial=start)
    referent = form.fields["referent_id"]
    assert isinstance(referent, forms.ChoiceField)
    referent.choices = [("", _("Pas encore nommé")), *_staff(school.id)]
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        with refusal_shown_in(form):
            write_measures(
                actor=request.actor, school_id=school.id, pupil_id=pupil_id, month=first,
                said=MeasureWords(**said), seen=form.cleaned_data["seen"] or 0,
            )  # fmt: skip
        if not form.errors:
            path = reverse("attendance:file", kwargs={"uai": school.uai, "pupil_id": pupil_id})
            return redirect_saying(path, _("Les mesures sont dans le dossier."))
    return page(
        request,
        "attendance/measures.html",
        title=_("Mesures"),
        school=school,
        status=422 if form.errors else 200,
        pupil=pupil,
        month=month_of(first),
        form=form,
        version=held.version if held else 0,
    )


def _month(typed: str) -> date:
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError:
        raise NotAllowed from None


def _staff(school_id: int) -> list[tuple[int, str]]:
    today = clock.today()
    posts = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), school_id=school_id, begins_on__lte=today)
    people = {post.person_id: post.person for post in posts.select_related("person")}
    named = ((pk, f"{one.last_name} {one.first_name}") for pk, one in people.items())
    return sorted(named, key=lambda one: one[1])
