"""Of one pupil at one lesson: left early, notebook or material forgotten, a sentence; or there all the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.say_present import say_present
from preau.attendance.actions.write_remarks import LONGEST, Remarks, write_remarks
from preau.attendance.models import SheetRemark
from preau.attendance.policies import may_call
from preau.attendance.sheet import LessonHead, SheetLine, load_lesson, load_lines
from preau.attendance.web.roll import CALLERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

KIND = SheetRemark.Kind


class RemarksForm(forms.Form):
    """What the sheet may say of a pupil."""

    carnet = forms.BooleanField(label=gettext_lazy("Carnet de correspondance oublié"), required=False)
    materiel = forms.BooleanField(label=gettext_lazy("Matériel oublié"), required=False)
    parti = forms.TimeField(
        label=gettext_lazy("Parti avant la fin, à"),
        required=False,
        error_messages={"invalid": gettext_lazy("Écrivez l’heure ainsi\u202f: 10:40.")},
    )
    remarque = forms.CharField(
        label=gettext_lazy("Remarque pour la vie scolaire"),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": gettext_lazy("Une remarque ne peut dépasser 500 caractères.")},
    )


@screen("Remarques sur un élève pendant un cours", open_to=CALLERS, writes=True)
def show(request: HttpRequest, *, school: SchoolRef, lesson_id: int, pupil_id: int) -> HttpResponse:
    """Read and write them together; back to the sheet."""
    actor = cast("Request", request).actor
    head = load_lesson(lesson_id, school_id=school.id)
    if not may_call(actor, head):
        raise NotAllowed
    line = _line_of(head, pupil_id)
    form = RemarksForm(request.POST if request.method == "POST" else None, initial=_kept(head, pupil_id))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with refusal_shown_in(form):
            write_remarks(
                actor=actor,
                school_id=school.id,
                lesson_id=lesson_id,
                pupil_id=pupil_id,
                remarks=Remarks(
                    left_at=clock.instant(head.held_on, said["parti"]) if said["parti"] else None,
                    forgot_notebook=said["carnet"],
                    forgot_material=said["materiel"],
                    words=said["remarque"],
                ),
            )
        if not form.errors:
            return redirect_saying(_back(school, lesson_id, pupil_id), _("Remarques enregistrées."))
    return page(
        request,
        "attendance/remarks.html",
        title=line.name,
        school=school,
        status=422 if form.errors else 200,
        lesson=head,
        line=line,
        form=form,
        back=_back(school, lesson_id, pupil_id),
    )


@screen("Dire présent un élève annoncé absent", open_to=CALLERS, writes=True, reads=False)
def present(request: HttpRequest, *, school: SchoolRef, lesson_id: int, pupil_id: int) -> HttpResponse:
    """One tap on the sheet; the other one takes it back."""
    say_present(
        actor=cast("Request", request).actor,
        school_id=school.id,
        lesson_id=lesson_id,
        pupil_id=pupil_id,
        is_present=request.POST.get("present") != "non",
    )
    return redirect_saying(_back(school, lesson_id, pupil_id))


def _line_of(head: LessonHead, pupil_id: int) -> SheetLine:
    found = next((line for line in load_lines(head) if line.pupil_id == pupil_id), None)
    if found is None:
        raise NotAllowed
    return found


def _kept(head: LessonHead, pupil_id: int) -> dict[str, object]:
    kept: dict[str, object] = {}
    stands = SheetRemark.objects.filter(lesson_id=head.lesson_id, pupil_id=pupil_id, withdrawn_at=None)
    for remark in stands:
        if remark.kind == KIND.LEFT_EARLY:
            kept["parti"] = f"{clock.local(_left_at(head, remark.minutes or 0)):%H:%M}"
        elif remark.kind == KIND.REMARK:
            kept["remarque"] = remark.words
        else:
            kept[remark.kind] = True
    return kept


def _left_at(head: LessonHead, minutes: int) -> datetime:
    return head.ends_at - timedelta(minutes=minutes)


def _back(school: SchoolRef, lesson_id: int, pupil_id: int) -> str:
    sheet = reverse("attendance:roll", kwargs={"uai": school.uai, "lesson_id": lesson_id})
    return f"{sheet}#eleve-{pupil_id}"
