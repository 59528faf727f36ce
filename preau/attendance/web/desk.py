"""The desk of absences: read, filter, and treat many at once (capabilities C58, C68)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.attendance.actions.treat_periods import treat_periods
from preau.attendance.life.standing import PeriodState
from preau.attendance.life.wording import STATES
from preau.attendance.models import AbsencePeriod
from preau.attendance.policies import TREAT, may_see_board, may_set_attendance
from preau.attendance.queries.desk import PAGE_LENGTH, Sought, classes_of, desk_of
from preau.attendance.queries.reasons import offered_reasons
from preau.attendance.web.treating import TREATERS, TreatmentForm, seen_in
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef

#: How long a name that is looked for may be.
_LONGEST_NAME = 60
_MOST_PAGES = 10_000


class DeskForm(TreatmentForm):
    """What to write, and of which lines."""

    tout = forms.BooleanField(
        label=gettext_lazy("Traiter toutes les absences de cette page, cochées ou non"), required=False
    )


@screen("Absences de l’établissement", open_to=TREATERS, writes=True, capability=TREAT)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The lines, what filters them, and the form that treats those that are ticked."""
    reasons = offered_reasons(school.id)
    form = DeskForm(request.POST if request.method == "POST" else None, reasons=reasons, auto_id="champ-%s")
    ticked: dict[int, int] = {}
    if request.method == "POST":
        every = "tout" in request.POST
        ticked = seen_in(request.POST.getlist("vue" if every else "absence"))
        treated = 0
        if form.is_valid():
            with refusal_shown_in(form):
                treated = treat_periods(
                    actor=request.actor, school_id=school.id, seen=ticked, treatment=form.treatment()
                )
        if not form.errors:
            return redirect_saying(request.get_full_path(), said_of(treated))
    lines = _lines_of(request, school, ticked)
    if is_fragment(request) and request.method != "POST":
        return fragment(request, "attendance/desk_lines.html", school=school, **lines)
    return page(
        request,
        "attendance/desk.html",
        title=_("Absences"),
        school=school,
        topics=(f"ecole:{school.id}:presence",),
        status=422 if form.errors else 200,
        form=form,
        may_set=may_set_attendance(request.actor, school.id),
        may_see_board=may_see_board(request.actor, school.id),
        filters=_filters_of(request, school),
        **lines,
    )


def said_of(treated: int) -> str:
    """What the next page says of a treatment."""
    if not treated:
        return _("Rien n’avait à changer.")
    return ngettext("%(count)s absence traitée.", "%(count)s absences traitées.", treated) % {"count": treated}


def _lines_of(request: HttpRequest, school: SchoolRef, ticked: Collection[int]) -> dict[str, Any]:
    sought, number = sought_in(request), _number(request.GET.get("page", ""), most=_MOST_PAGES) or 1
    desk = desk_of(school.id, sought, number=number)
    counts = desk.counts
    total = sum(counts.values()) if sought.state is None else counts.get(sought.state, 0)
    pages = max(1, -(-total // PAGE_LENGTH))
    asked = {name: str(value) for name, value in request.GET.items() if name != "page" and value}
    return {
        "lines": desk.lines,
        "number": number,
        "pages": pages,
        "states": STATES,
        "tabs": _tabs(request.path, asked, sought.state, counts),
        "ticked": ticked,
        "here": request.get_full_path(),
        "topic": f"ecole:{school.id}:presence",
        "previous_url": _url(request.path, asked, page=number - 1) if number > 1 else "",
        "next_url": _url(request.path, asked, page=number + 1) if number < pages else "",
    }


def _tabs(
    path: str, asked: dict[str, str], current: PeriodState | None, counts: Any
) -> tuple[tuple[str, str, bool], ...]:
    without = {name: value for name, value in asked.items() if name != "etat"}
    total = sum(counts.values())
    every = (f"{_('Toutes')} ({total})", _url(path, without), current is None)
    return (
        every,
        *(
            (f"{label} ({counts.get(state, 0)})", _url(path, without, etat=state.value), state is current)
            for state, (label, _tone) in STATES.items()
            if counts.get(state) or state is current
        ),
    )


def _filters_of(request: HttpRequest, school: SchoolRef) -> dict[str, Any]:
    asked = request.GET
    return {
        "name": asked.get("q", "")[:_LONGEST_NAME],
        "group": asked.get("classe", ""),
        "kind": asked.get("nature", ""),
        "since": asked.get("du", ""),
        "until": asked.get("au", ""),
        "state": asked.get("etat", ""),
        "classes": [("", _("Toutes")), *classes_of(school.id)],
        "kinds": [("", _("Toutes")), *AbsencePeriod.Kind.choices],
        "is_open": any(asked.get(name) for name in ("classe", "nature", "du", "au")),
        "today": clock.today().isoformat(),
        "wrong_day": _("Écrivez le jour ainsi\u202f: 24/11/2026.")
        if any(asked.get(name) and _day(asked[name]) is None for name in ("du", "au"))
        else "",
        "note_url": reverse("attendance:note-period", kwargs={"uai": school.uai}),
    }


def sought_in(request: HttpRequest) -> Sought:
    """What the address asks for; what is not written as it should be filters nothing."""
    asked = request.GET
    since, until = _day(asked.get("du", "")), _day(asked.get("au", ""))
    if since is None and until is not None:
        since = until
    if since is not None and until is not None and until < since:
        since, until = until, since
    state, kind = asked.get("etat", ""), asked.get("nature", "")
    return Sought(
        since=since,
        until=until,
        state=PeriodState(state) if state in set(PeriodState) else None,
        kind=kind if kind in AbsencePeriod.Kind.values else "",
        group_id=_number(asked.get("classe", "")),
        name=asked.get("q", "")[:_LONGEST_NAME].replace("\x00", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str, most: int = 2**62) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return min(int(text), most) or None


def _url(path: str, asked: dict[str, str], **more: object) -> str:
    query = urlencode({**asked, **more})
    return f"{path}?{query}" if query else path
