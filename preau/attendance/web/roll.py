"""The roll of a lesson: the sheet, the tap, the validation (capability C56)."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.actions.close_roll import close_roll
from preau.attendance.actions.note_standing import note_standing
from preau.attendance.policies import may_call, may_see_roll
from preau.attendance.rules import LATE_CHOICES, Standing
from preau.attendance.sheet import load_lesson, load_lines
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.ids import new_key
from preau.kernel.refusals import NotAllowed, NotPossible

CALLERS = (Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.DIRECTION)
READERS = (*CALLERS, Profile.STAFF)


class TapForm(forms.Form):
    """What a tap says: the standing wanted, minutes when late, a key that makes it repeatable, what was shown."""

    etat = forms.ChoiceField(choices=[(standing.value, standing.name) for standing in Standing])
    minutes = forms.IntegerField(required=False)
    cle = forms.UUIDField(required=False)
    vu = forms.CharField(required=False, max_length=20)


@screen("Appel d’un cours", open_to=READERS)
def show(request: HttpRequest, *, school: SchoolRef, lesson_id: int) -> HttpResponse:
    """The sheet: everyone present by default, one tap makes absent or late."""
    actor = cast("Request", request).actor
    head = load_lesson(lesson_id, school_id=school.id, with_next=True)
    if not may_see_roll(
        actor, school_id=school.id, teacher_ids=head.teacher_ids, form_teacher_ids=head.form_teacher_ids
    ):
        raise NotAllowed
    lines = load_lines(head)
    # A sheet kept on the device is drawn as it will be once its lesson has begun.
    is_to_keep = "garder" in request.GET and not head.is_cancelled
    is_callable = (is_to_keep or not head.obstacle) and may_call(actor, head)
    context: dict[str, Any] = {
        "lesson": head,
        "obstacle": "" if is_to_keep else head.obstacle,
        "keeper": actor.person_id if actor.is_a(Profile.TEACHER) else 0,
        "lines": lines,
        "may_call": is_callable,
        "following": head.following if is_callable and head.closed_at is None else None,
        "corrected_by": _("au CPE") if actor.is_a(Profile.VIE_SCOLAIRE) else _("à la vie scolaire"),
        "absent": sum(line.standing is Standing.ABSENT for line in lines),
        "late": sum(line.standing is Standing.LATE for line in lines),
        "key": new_key(),
        "late_choices": LATE_CHOICES,
        "topic": f"cours:{school.id}:{lesson_id}",
    }
    if is_fragment(request):
        return fragment(request, "attendance/sheet.html", school=school, **context)
    return page(
        request,
        "attendance/roll.html",
        title=_("Appel – %(groups)s") % {"groups": head.groups},
        school=school,
        topics=(f"cours:{school.id}:{lesson_id}",),
        leads=actor.person_id in head.form_teacher_ids,
        **context,
    )


@screen("Noter un élève absent, en retard ou présent", open_to=CALLERS, writes=True, reads=False)
def tap(request: HttpRequest, *, school: SchoolRef, lesson_id: int, pupil_id: int) -> HttpResponse:
    """One tap, saved at once. Answers the pupil's line, or the whole sheet to a browser without scripts."""
    form = TapForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("Ce choix n’a pas été compris\u202f: rechargez la feuille d’appel, puis recommencez."))
    wanted = form.cleaned_data
    noted = note_standing(
        actor=cast("Request", request).actor,
        school_id=school.id,
        lesson_id=lesson_id,
        pupil_id=pupil_id,
        standing=Standing(wanted["etat"]),
        late_minutes=wanted["minutes"],
        key=cast("uuid.UUID | None", wanted["cle"]),
        seen=wanted["vu"],
    )
    if is_fragment(request):
        return fragment(
            request,
            "attendance/line.html",
            school=school,
            lesson=noted.lesson,
            line=noted,
            may_call=True,
            key=new_key(),
            late_choices=LATE_CHOICES,
        )
    sheet = reverse("attendance:roll", kwargs={"uai": school.uai, "lesson_id": lesson_id})
    return redirect_saying(f"{sheet}#eleve-{pupil_id}", noted.overtaken)


@screen("Valider un appel", open_to=CALLERS, writes=True, reads=False)
def close(request: HttpRequest, *, school: SchoolRef, lesson_id: int) -> HttpResponse:
    """Validate the sheet and go home, where the next lesson waits."""
    lesson = close_roll(
        actor=cast("Request", request).actor,
        school_id=school.id,
        lesson_id=lesson_id,
        with_next="suite" in request.POST,
    )
    said = _("Appel de %(groups)s enregistré.") % {"groups": lesson.groups}
    return redirect_saying(reverse("home"), said)
