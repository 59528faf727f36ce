"""What the families of a class answered about the image of their children."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.actions.set_image_rights import set_image_rights
from preau.directory.people.lists import MemberLine, members_of_group, readable_group
from preau.directory.policies import MANAGE_PORTRAITS
from preau.directory.web.group_making import MAKERS, group_url
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

_PUPIL = "eleve_"
_CHOICES = [
    ("", gettext_lazy("Pas de réponse")),
    ("accord", gettext_lazy("Accord")),
    ("refus", gettext_lazy("Refus")),
]
_ANSWERS = {"": None, "accord": True, "refus": False}
_SAID = {answer: value for value, answer in _ANSWERS.items()}


class AnswersForm(forms.Form):
    """One answer per pupil (`eleve_12`)."""

    def __init__(self, sent: QueryDict | None, *, pupils: tuple[MemberLine, ...]) -> None:
        super().__init__(sent)
        for pupil in pupils:
            self.fields[f"{_PUPIL}{pupil.pupil_id}"] = forms.ChoiceField(
                label=pupil.name, choices=_CHOICES, required=False, initial=_SAID[pupil.is_image_granted]
            )

    @property
    def answers(self) -> dict[int, bool | None]:
        """What was chosen, by pupil."""
        return {int(name.removeprefix(_PUPIL)): _ANSWERS[said] for name, said in self.cleaned_data.items()}


@screen("Droit à l’image d’une classe", open_to=MAKERS, writes=True, capability=MANAGE_PORTRAITS)
def change(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """The whole class at once, as the papers come back."""
    group = readable_group(request.actor, school.id, group_id)
    if not group.is_division or group.is_archived:
        raise NotAllowed
    pupils = members_of_group(request.actor, school.id, group, clock.today())
    form = AnswersForm(request.POST if request.method == "POST" else None, pupils=pupils)
    if form.is_valid():
        with refusal_shown_in(form):
            set_image_rights(actor=request.actor, school_id=school.id, answers=form.answers)
        if form.is_valid():
            return redirect_saying(group_url(school, group_id), _("Les réponses sont enregistrées."))
    return page(
        request, "directory/image_rights.html", title=_("Droit à l’image"), school=school, group=group, form=form
    )
