"""Several people side by side on a day, and the hours of the week when all of them are free (capability C44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock, words
from preau.kernel.actor import STAFF_PROFILES, Actor, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.timetable.hours import Span, common_gaps
from preau.timetable.queries.lines import LessonLine, Seen
from preau.timetable.queries.ties import Choice, readable_groups, readable_teachers
from preau.timetable.queries.weeks import Whose, days_off_between, lessons_between
from preau.timetable.rules import MOST_TOGETHER, WORTH_A_MEETING
from preau.timetable.web.shown import Step, asked_day
from preau.timetable.web.week import Column, day_span, hours_of, now_in, slots_of

_KINDS = {"c": Seen.BY_CLASS, "g": Seen.BY_GROUP, "e": Seen.BY_TEACHER}


@dataclass(frozen=True, slots=True)
class Together:
    """Everything `timetable/together.html` prints of those chosen."""

    label: str
    hours: tuple[int, ...]
    columns: tuple[Column, ...]
    gaps: tuple[tuple[str, str], ...]
    previous: Step
    following: Step


class ChoiceForm(forms.Form):
    """One more person, class or group; those chosen already go along in the address."""

    plus = forms.ChoiceField(label=gettext_lazy("Ajouter"), required=False)


@screen("Emplois du temps côte à côte", open_to=STAFF_PROFILES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those of `?avec=c12,e34` and of `?plus=`: each one the actor may read, or a page that does not exist."""
    day = asked_day(request)
    choices = _choices(request.actor, school)
    keys = _asked_keys(request)
    known = {choice.key: choice for choice in choices}
    if any(key not in known for key in keys):
        raise NotAllowed
    chosen = [known[key] for key in keys]
    form = ChoiceForm()
    field = form.fields["plus"]
    assert isinstance(field, forms.ChoiceField)
    others = [(choice.key, choice.label) for choice in choices if choice.key not in keys]
    field.choices = [("", _("Choisir…")), *others]
    # Seen by its place in the row of those chosen.
    seat = min(int(request.GET.get("vu", "0")[:2]) if request.GET.get("vu", "")[:2].isdigit() else 0, 99)
    without = {one.label: [key for key in keys if key != one.key] for one in chosen}
    return page(
        request, "timetable/together.html", title=_("Côte à côte"), school=school, form=form, wrong=day.wrong,
        on=day.on, avec=",".join(keys), is_full=len(keys) >= MOST_TOGETHER,
        removals=[(label, _address(request, left, day.on)) for label, left in without.items()],
        shown=_shown(request, school, chosen, day.on, min(seat, len(chosen) - 1)) if chosen else None,
    )  # fmt: skip


def _asked_keys(request: HttpRequest) -> list[str]:
    asked = [*request.GET.get("avec", "").split(","), request.GET.get("plus", "")]
    return list(dict.fromkeys(key for key in asked if key))[:MOST_TOGETHER]


def _choices(actor: Actor, school: SchoolRef) -> tuple[Choice, ...]:
    found = {
        "c": readable_groups(actor, school.id, divisions=True),
        "g": readable_groups(actor, school.id, divisions=False),
        "e": readable_teachers(actor, school.id),
    }
    return tuple(Choice(f"{kind}{one.key}", one.label) for kind, some in found.items() for one in some)


def _shown(request: Request, school: SchoolRef, chosen: Sequence[Choice], on: date, seat: int) -> Together:
    monday = date.fromordinal(on.toordinal() - on.weekday())
    sunday = date.fromordinal(min(monday.toordinal() + 6, date.max.toordinal()))
    whose = [Whose(_KINDS[one.key[0]], int(one.key[1:]), (school.id,)) for one in chosen]
    weeks = lessons_between(monday, sunday, whose)
    off = days_off_between(monday, sunday, (school.id,))
    held = [line for lines in weeks for line in lines]
    hours = hours_of(held)
    keys = [one.key for one in chosen]
    columns = tuple(
        _column(request, one, [line for line in lines if line.held_on == on], hours, _Place(n, seat, on, keys))
        for n, (one, lines) in enumerate(zip(chosen, weeks, strict=True))
    )
    days = [
        date.fromordinal(n) for n in range(monday.toordinal(), min(monday.toordinal() + 5, sunday.toordinal()))
    ]
    return Together(
        label=words.day(on),
        hours=hours,
        columns=columns,
        gaps=tuple((words.day(day), _free(day, held, hours)) for day in days if day not in off.reasons),
        previous=Step(_("Veille"), _address(request, keys, _moved(on, -1))),
        following=Step(_("Lendemain"), _address(request, keys, _moved(on, 1))),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands, and what its address keeps."""

    number: int
    chosen: int
    on: date
    keys: list[str]


def _column(
    request: Request, one: Choice, lines: Sequence[LessonLine], hours: tuple[int, ...], place: _Place
) -> Column:
    is_today = place.on == clock.today()
    return Column(
        title=one.label,
        short=one.label,
        url=_address(request, place.keys, place.on, seat=place.number),
        is_chosen=place.number == place.chosen,
        is_today=False,
        notes=(),
        empty="" if lines else _("Pas de cours"),
        now=now_in(hours) if is_today else None,
        slots=slots_of(request.actor, lines, _KINDS[one.key[0]], one.label, hours),
    )


def _free(day: date, held: Sequence[LessonLine], hours: tuple[int, ...]) -> str:
    """The stretches of the day when nobody has a lesson, in words."""
    busy = [Span(line.starts_at, line.ends_at) for line in held if line.held_on == day and not line.is_cancelled]
    gaps = common_gaps(busy, day_span(day, hours), WORTH_A_MEETING)
    return ", ".join(words.hours(gap.starts, gap.ends) for gap in gaps) or _("aucune")


def _address(request: HttpRequest, keys: Sequence[str], on: date, seat: int = 0) -> str:
    query = {"avec": ",".join(keys), "jour": on.isoformat(), **({"vu": str(seat)} if seat else {})}
    return f"{request.path}?{urlencode(query, safe=',')}"


def _moved(on: date, by: int) -> date:
    return date.fromordinal(min(max(on.toordinal() + by, 1), date.max.toordinal()))
