"""The register of a class: its months, what a cell is made of, and the file for a spreadsheet (C70)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.counting.facts import Half, HalfDay, Method
from preau.attendance.counting.rules import whole
from preau.attendance.counting.totals import Count, Total, Verdict
from preau.attendance.policies import may_treat_absences
from preau.attendance.queries.missed import left_out, missed_days, spoken_minutes
from preau.attendance.queries.register import Mark, Register, RegisterClass, register_classes, register_of
from preau.attendance.queries.thresholds import month_of
from preau.attendance.web.treating import TREATERS
from preau.directory.spreadsheet import Sheet, csv_of
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel import clock, words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

READERS = (*TREATERS, Profile.TEACHER)

#: The letter of each verdict, read without any colour, and its words.
LETTERS = {
    Verdict.UNJUSTIFIED: ("A", gettext_lazy("absence sans motif légitime"), "danger"),
    Verdict.AWAITING: ("E", gettext_lazy("absence à examiner"), "warning"),
    Verdict.JUSTIFIED: ("J", gettext_lazy("absence justifiée"), "ok"),
}
LATE = ("R", gettext_lazy("retard"))
HALVES = {Half.MORNING: gettext_lazy("matin"), Half.AFTERNOON: gettext_lazy("après-midi")}

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """A half-day of a pupil in the grid; `letters` is empty when there is nothing to say."""

    letters: str = ""
    words: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A day of the month at the head of the grid."""

    initial: str
    number: int
    title: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A pupil of the grid: two cells a day, and the totals of the month."""

    name: str
    url: str
    days: tuple[tuple[Cell, Cell] | None, ...]
    totals: tuple[str, ...]


@screen("Registre d’une classe", open_to=READERS)
def choose(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The classes whose register may be read."""
    return page(
        request,
        "attendance/registers.html",
        title=_("Registre"),
        school=school,
        classes=[one for one in register_classes(request.actor, school.id) if one.is_open],
        month=clock.today().isoformat()[:7],
        may_treat=may_treat_absences(request.actor, school.id),
    )


@screen("Registre d’une classe, mois par mois", open_to=READERS)
def show(request: Request, *, school: SchoolRef, group_id: int, month: str) -> HttpResponse:
    """The grid of a month."""
    first, group = _asked(request, school, group_id, month)
    register = register_of(school.id, group_id, first)
    return page(
        request,
        "attendance/register.html",
        title=_("Registre de %(class)s") % {"class": group.label},
        school=school,
        group=group,
        when=month_of(first),
        month=month,
        previous=_step(school, group_id, first - timedelta(days=1)),
        following=_step(school, group_id, first + timedelta(days=31)),
        columns=_columns(register),
        rows=_rows(register, school, group_id, month),
        heads=_heads(register.method),
        legend=[*((letter, said) for letter, said, _tone in LETTERS.values()), LATE],
    )


@screen("Registre d’une classe, pour un tableur", open_to=READERS)
def export(request: Request, *, school: SchoolRef, group_id: int, month: str) -> HttpResponse:
    """The grid as French spreadsheets open it: semicolons, UTF-8 with its mark."""
    first, group = _asked(request, school, group_id, month)
    register = register_of(school.id, group_id, first)
    open_halves = [HalfDay(day, half) for day in register.days for half in Half]
    open_halves = [one for one in open_halves if one not in register.closed]
    sheet = Sheet(
        name=_("Registre"),
        heads=(
            _("Élève"),
            *(f"{words.short_day(one.day)} {HALVES[one.half]}" for one in open_halves),
            *_heads(register.method),
        ),
        rows=tuple(
            (
                line.name,
                *(_letters(line.marks.get(one)) for one in open_halves),
                *_totals(line.count, register.method),
            )
            for line in register.lines
        ),
    )
    response = HttpResponse(csv_of(sheet), content_type="text/csv; charset=utf-8")
    name = f"registre-{words.folded(group.label).replace(' ', '-')}-{month}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@screen("Détail du registre pour un élève", open_to=READERS)
def detail(request: Request, *, school: SchoolRef, group_id: int, month: str, pupil_id: int) -> HttpResponse:
    """Each half-day of the month that counts: which lessons, which reason, which rule."""
    first, group = _asked(request, school, group_id, month)
    register = register_of(school.id, group_id, first, pupil_id=pupil_id)
    if not register.lines:
        raise NotAllowed
    line = register.lines[0]
    may_treat = may_treat_absences(request.actor, school.id)
    return page(
        request,
        "attendance/register_pupil.html",
        title=line.name,
        school=school,
        group=group,
        month=month,
        when=month_of(first),
        pupil=line,
        figures=[
            (head.lower(), total, "neutral")
            for head, total in zip(_heads(register.method), _totals(line.count, register.method), strict=True)
        ],
        days=missed_days(school.id, line.count, register.method, sees_health=may_treat),
        left_out=left_out(line.count),
        letters={verdict.value: found for verdict, found in LETTERS.items()},
        halves=HALVES,
        may_treat=may_treat,
    )


def _asked(request: Request, school: SchoolRef, group_id: int, month: str) -> tuple[date, RegisterClass]:
    """The month and the class; a page that does not exist when either may not be read."""
    found = _MONTH.match(month)
    first = date(int(found[1]), int(found[2]), 1) if found else date.max
    classes = register_classes(request.actor, school.id)
    group = next((one for one in classes if one.id == group_id), None)
    if group is None or first > clock.today():
        raise NotAllowed
    return first, group


def _step(school: SchoolRef, group_id: int, day: date) -> tuple[str, str] | None:
    first = day.replace(day=1)
    if first > clock.today():
        return None
    path = url("attendance:register", uai=school.uai, group_id=group_id, month=first.isoformat()[:7])
    return month_of(first), path


def _columns(register: Register) -> list[Column]:
    return [
        Column(words.WEEKDAYS[day.weekday()][0].upper(), day.day, words.day(day), register.is_off(day))
        for day in register.days
    ]


def _rows(register: Register, school: SchoolRef, group_id: int, month: str) -> list[Row]:
    found = []
    for line in register.lines:
        path = url(
            "attendance:register-pupil", uai=school.uai, group_id=group_id, month=month, pupil_id=line.pupil_id
        )
        days: list[tuple[Cell, Cell] | None] = []
        for day in register.days:
            morning, afternoon = (_cell(line.marks.get(HalfDay(day, half)), day, half, path) for half in Half)
            is_empty = not morning.letters and not afternoon.letters
            days.append(None if is_empty and register.is_off(day) else (morning, afternoon))
        found.append(Row(line.name, path, tuple(days), _totals(line.count, register.method)))
    return found


def _cell(mark: Mark | None, day: date, half: Half, path: str) -> Cell:
    if mark is None:
        return Cell()
    said = [str(LETTERS[mark.verdict][1])] if mark.verdict else []
    said += [str(LATE[1])] * bool(mark.late)
    return Cell(
        _letters(mark), f"{words.day(day)}, {HALVES[half]}, {', '.join(said)}", f"{path}#{half}-{day.isoformat()}"
    )


def _letters(mark: Mark | None) -> str:
    if mark is None:
        return ""
    return (LETTERS[mark.verdict][0] if mark.verdict else "") + LATE[0] * bool(mark.late)


def _heads(method: Method) -> tuple[str, ...]:
    if method == Method.HOURS:
        return (_("Heures d’absence"), _("dont sans motif légitime"), _("Retards"))
    return (_("Demi-journées d’absence"), _("dont sans motif légitime"), _("Retards"))


def _totals(count: Count, method: Method) -> tuple[str, ...]:
    tally = count.by(method)
    return amount(tally.total, method), amount(tally.unjustified, method), str(count.late.total.whole)


def amount(total: Total, method: Method) -> str:
    """A total as screens print it: half-days, or hours of lessons."""
    return spoken(total.value, method)


def spoken(value: Fraction, method: Method) -> str:
    """`3`, or `2 h 45` where the school counts hours."""
    return spoken_minutes(whole(value)) if method == Method.HOURS and value else str(whole(value))
