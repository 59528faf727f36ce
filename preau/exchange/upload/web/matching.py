"""Second step: what columns mean, what unknown names stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from preau.exchange.tabular.mapping import Mapping
from preau.exchange.tabular.records import Kind, Table, Whose
from preau.exchange.upload.actions.choose_matching import choose_matching
from preau.exchange.upload.choices import KINDS, Choices, target_word
from preau.exchange.upload.effects import Effect
from preau.exchange.upload.models import SchoolImport
from preau.exchange.upload.people.groups import CREATE, LEAVE, Answer
from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.timetables.plan import Mode
from preau.exchange.upload.under_way import load_under_way
from preau.exchange.upload.web.columns import column_groups, column_options
from preau.exchange.upload.web.kinds import OF_WHOM
from preau.exchange.upload.web.names import names_to_pair
from preau.exchange.upload.web.steps import MATCHING, OFFICE, step_of, step_url
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import SchoolRef

_LEVELS = {
    "3": "contact, sans aucun droit",
    "2": "personne en charge",
    "1": "représentant légal",
}
_MODES = {
    Mode.BOTH.value: "les groupes et les cours",
    Mode.GROUPS.value: "les groupes seulement",
    Mode.COURSES.value: "les cours seulement",
}


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column: its header, the first values under it, what it means."""

    index: int
    header: str
    values: str
    word: str


@screen("Importer : les correspondances", open_to=OFFICE, writes=True, capability=IMPORT_FILES)
def change(request: Request, *, school: SchoolRef, import_id: int) -> HttpResponse:
    """One form; when the columns change, the names they bring are shown before going on."""
    one = load_under_way(request.actor, school.id, import_id)
    if request.method == "POST":
        choices = _sent(request, one.choices)
        choose_matching(actor=request.actor, school_id=school.id, import_id=one.id, choices=choices)
        if (choices.kind, choices.columns) != (one.choices.kind, one.choices.columns) and one.choices.columns:
            return redirect_saying(step_url("matching", school, one.id), _("Les colonnes sont enregistrées."))
        return HttpResponseRedirect(step_url("checks", school, one.id))
    effect = one.effect()
    return page(
        request,
        "upload/matching.html",
        title=_("Correspondances"),
        school=school,
        step=step_of(MATCHING, one),
        columns=_columns(effect),
        kind=effect.mapping.kind.value if effect.mapping else "",
        kinds=[(kind.value, OF_WHOM[kind]) for kind in KINDS],
        column_options=column_options(),
        column_groups=column_groups(effect.mapping.kind) if effect.mapping else (),
        missing=", ".join(f"« {field} »" for field in effect.mapping.missing) if effect.mapping else "",
        asks_level=_asks_level(effect.mapping),
        columns_of=date.fromisoformat(one.choices.columns_of) if one.choices.columns_of else None,
        level=str(one.choices.default_level),
        levels=list(_LEVELS.items()),
        is_timetable=one.sort in {SchoolImport.Sort.STS, SchoolImport.Sort.EDT, SchoolImport.Sort.UDT},
        mode=one.choices.mode,
        modes=list(_MODES.items()),
        names=names_to_pair(school.id, effect.unknown),
    )


def _columns(effect: Effect) -> tuple[ColumnLine, ...]:
    if effect.table is None or effect.mapping is None:
        return ()
    return tuple(
        ColumnLine(
            column.index,
            column.header or _("colonne %(n)s") % {"n": column.index + 1},
            _values(effect.table, column.index),
            target_word(column.target),
        )
        for column in effect.mapping.columns
    )


def _values(table: Table, index: int) -> str:
    """The first three distinct values that are not empty."""
    values = (row.cells[index] for row in table.rows[:200] if row.cells[index])
    return ", ".join(value[:40] for value in list(dict.fromkeys(values))[:3])


def _asks_level(mapping: Mapping | None) -> bool:
    if mapping is None:
        return False
    whose = {column.target.whose for column in mapping.columns if column.target}
    return mapping.kind is Kind.GUARDIANS or Whose.GUARDIAN in whose


def _sent(request: Request, before: Choices) -> Choices:
    """What the form says; what it does not say stays. Another kind of table starts again from its headers."""
    sent = request.POST
    kind = sent.get("table", before.kind)
    columns = tuple(sent.getlist("colonne"))
    if kind != before.kind and before.kind:
        columns = ()
    answers: dict[tuple[str, str], Answer] = dict(before.answers)
    for what, told, answer in zip(sent.getlist("quoi"), sent.getlist("lu"), sent.getlist("reponse"), strict=False):
        if answer in {CREATE, LEAVE}:
            answers[what, told] = answer
        elif answer.isascii() and answer.isdigit() and len(answer) <= 18:
            answers[what, told] = int(answer)
    is_same = kind == before.kind and columns in {(), before.columns}
    level, mode = sent.get("niveau", ""), sent.get("quoi_importer", "")
    return replace(
        before,
        kind=kind,
        columns=columns or before.columns if kind == before.kind else columns,
        answers=answers,
        default_level=int(level) if level in _LEVELS else before.default_level,
        mode=mode if mode in _MODES else before.mode,
        columns_of=before.columns_of if is_same else "",
    )
