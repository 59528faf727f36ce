"""« Prévenez-moi » : who wants to be told of new marks says so here; nobody is told otherwise (capability C84)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.queries import pupil_head
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.ask_for_new_marks import ask_for_new_marks
from preau.grading.models import NewMarksSubscription
from preau.grading.policies import may_see_marks_of
from preau.grading.web.statement import FAMILY
from preau.kernel.refusals import NotAllowed

_NEVER = "jamais"
_CHOICES = (
    (_NEVER, gettext_lazy("Jamais\u202f: je regarde quand je veux")),
    (NewMarksSubscription.Cadence.DAILY.value, gettext_lazy("Une fois par jour au plus, en fin d’après-midi")),
    (NewMarksSubscription.Cadence.AT_ONCE.value, gettext_lazy("À chaque nouvelle note, tout de suite")),
)


class TellingForm(forms.Form):
    """When to be told."""

    quand = forms.ChoiceField(label=gettext_lazy("Me prévenir"), choices=_CHOICES)


@screen("Être prévenu des nouvelles notes", open_to=FAMILY, writes=True)
def show(request: Request, *, pupil_id: int) -> HttpResponse:
    """For oneself: the other parent chooses for herself."""
    if not may_see_marks_of(request.actor, pupil_id):
        raise NotAllowed
    back = reverse("grading:statement", kwargs={"pupil_id": pupil_id})
    asked = NewMarksSubscription.objects.filter(person_id=request.actor.person_id, pupil_id=pupil_id).first()
    form = TellingForm(
        request.POST if request.method == "POST" else None, initial={"quand": asked.cadence if asked else _NEVER}
    )
    if form.is_valid():
        with refusal_shown_in(form):
            cadence = form.cleaned_data["quand"]
            ask_for_new_marks(actor=request.actor, pupil_id=pupil_id, cadence="" if cadence == _NEVER else cadence)
        if not form.errors:
            return redirect_saying(back, _("C’est noté."))
    return page(
        request,
        "grading/telling.html",
        title=_("Prévenez-moi des nouvelles notes"),
        status=422 if form.errors else 200,
        pupil=pupil_head(pupil_id),
        form=form,
        back=back,
    )
