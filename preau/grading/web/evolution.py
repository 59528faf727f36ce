"""How the marks of a pupil went over the year: every subject, every term (capability C84)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.averages.rounding import hundredths
from preau.grading.queries.statement import Statement, TermChoice, statements_of_year
from preau.grading.queries.statement_lines import SeenMark, SubjectLine
from preau.grading.rules import OUT_OF
from preau.grading.web.statement import FAMILY
from preau.grading.web.wording import term_label

#: The drawing, in its own units: a year by twenty points.
_WIDTH, _HEIGHT = 320, 110


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark, where it is drawn."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Span:
    """The average of a term, a line from its first day to its last."""

    begins: int
    ends: int
    y: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A subject over the year: its averages by term as they are written, its drawing, and that in a sentence."""

    subject: str
    averages: tuple[str, ...]
    dots: tuple[Dot, ...]
    spans: tuple[Span, ...]
    said: str

    @property
    def path(self) -> str:
        """The dots in a line."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@screen("Évolution des notes d’un élève", open_to=FAMILY)
def show(request: Request, *, pupil_id: int) -> HttpResponse:
    """What may be seen at this minute, as on the statement of each term."""
    year = statements_of_year(request.actor, pupil_id, asked=request.GET.get("periode", ""))
    terms = [_term(one) for one in year]
    labels = [term_label(one.kind, one.number) for one in terms]
    return page(
        request,
        "grading/evolution.html",
        title=_("Évolution des notes"),
        name=year[0].name,
        terms=labels,
        columns=[(label, "number") for label in labels],
        curves=_curves(year),
        general=[one.general for one in year] if any(one.general for one in year) else [],
        shows_averages=any(one.shows_averages for one in terms),
        separations=[_x(one.starts_on, terms) for one in terms[1:]],
        size=(_WIDTH, _HEIGHT),
        back=reverse("grading:statement", kwargs={"pupil_id": pupil_id}),
    )


def _curves(year: Sequence[Statement]) -> list[Curve]:
    names: dict[int, str] = {}
    for statement in year:
        for line in statement.subjects:
            names.setdefault(line.gradebook_id, line.subject)
    return [_curve(year, key, name) for key, name in names.items()]


def _curve(year: Sequence[Statement], gradebook_id: int, name: str) -> Curve:
    terms = [_term(one) for one in year]
    lines = [next((line for line in one.subjects if line.gradebook_id == gradebook_id), None) for one in year]
    dots, spans, sentences = [], [], []
    for term, line in zip(terms, lines, strict=True):
        if line is None:
            continue
        marks = [mark for mark in reversed(line.marks) if _is_drawn(mark)]
        dots += [Dot(_x(mark.held_on, terms), _y(_on_twenty(mark))) for mark in marks]
        if term.shows_averages and line.value is not None:
            spans.append(Span(_x(term.starts_on, terms), _x(term.ends_on, terms), _y(hundredths(line.value))))
        sentences.append(_said(term, line, marks))
    averages = tuple(
        line.written if line is not None and term.shows_averages else ""
        for term, line in zip(terms, lines, strict=True)
    )
    return Curve(name, averages, tuple(dots), tuple(spans), " ".join(sentences))


def _said(term: TermChoice, line: SubjectLine, marks: Sequence[SeenMark]) -> str:
    """« Trimestre 1 : 6 notes, de 8 à 17, moyenne 12,4. »"""
    told = [ngettext("%(count)s note", "%(count)s notes", len(marks)) % {"count": len(marks)}]
    if len(marks) > 1:
        both = min(marks, key=_on_twenty), max(marks, key=_on_twenty)
        told.append(_("de %s à %s") % tuple(f"{one.written}/{one.out_of}" for one in both))
    if term.shows_averages:
        told.append(_("moyenne %(average)s") % {"average": line.written})
    return _("%(term)s\u202f: %(told)s.") % {
        "term": term_label(term.kind, term.number), "told": ", ".join(told),
    }  # fmt: skip


def _is_drawn(mark: SeenMark) -> bool:
    return mark.given.value is not None and not mark.is_formative


def _on_twenty(mark: SeenMark) -> Decimal:
    assert mark.given.value is not None
    return mark.given.value * OUT_OF / mark.given.out_of


def _x(day: date, terms: Sequence[TermChoice]) -> int:
    first, last = terms[0].starts_on, terms[-1].ends_on
    share = (min(max(day, first), last) - first).days / max((last - first).days, 1)
    return round(6 + share * (_WIDTH - 12))


def _y(value: Decimal) -> int:
    return round(Decimal(_HEIGHT - 6) - min(value, OUT_OF) / OUT_OF * (_HEIGHT - 12))


def _term(statement: Statement) -> TermChoice:
    assert statement.term is not None
    return statement.term
