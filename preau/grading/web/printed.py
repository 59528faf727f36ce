"""Statements of marks on paper: one PDF, a page or more for each pupil (capability C84)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from preau.directory.models import School, SchoolLogo
from preau.foundation.documents.make import pdf_of
from preau.foundation.languages.offered import FRENCH, speaking
from preau.grading.queries.statement import Statement
from preau.grading.queries.statement_lines import ClassFigures, SeenMark, SubjectLine
from preau.grading.web.wording import term_label
from preau.kernel import clock, words


@dataclass(frozen=True, slots=True)
class Printing:
    """What is printed besides the marks."""

    averages: bool = True
    figures: bool = True
    coefficients: bool = True
    comments: bool = True
    signatures: bool = False


@speaking(FRENCH)
def statements_in_pdf(school_id: int, statements: Sequence[Statement], printing: Printing) -> bytes:
    """These statements, one after the other; never more than the school lets families see."""
    school = School.objects.get(pk=school_id)
    logo = SchoolLogo.objects.filter(school_id=school_id).first()
    place = "\n".join(line for line in (school.street, f"{school.postal_code} {school.town}".strip()) if line)
    now = clock.now()
    said = {
        "title": _("Relevés de notes") if len(statements) > 1 else _("Relevé de notes"),
        "logo": logo is not None,
        "address": place,
        "printed": _("Notes connues le %(day)s à %(hour)s")
        % {"day": words.short_day(now), "hour": words.hour(now)},
        "with": {
            "figures": printing.figures, "coefficients": printing.coefficients, "comments": printing.comments,
        },
        "signatures": printing.signatures,
        "words": _words(),
        "statements": [_statement(one, printing) for one in statements],
    }  # fmt: skip
    return pdf_of(
        "grading/statement.typ", said, images={"logo.png": bytes(logo.content)} if logo else None, made_at=now
    )


def _words() -> dict[str, Any]:
    return {
        "title": _("Relevé de notes"),
        "logo": _("Logo de l’établissement"),
        "evaluation": _("Évaluation"),
        "day": _("Jour"),
        "mark": _("Note"),
        "coefficient": _("Coef."),
        "figures": _("Classe\u202f: moyenne, étendue"),
        "average": _("Moyenne"),
        "general": _("Moyenne générale"),
        "empty": _("Pas encore de note pour cette période."),
        "signatures": [_("Visa des responsables"), _("Visa du professeur principal")],
    }


def _statement(one: Statement, printing: Printing) -> dict[str, Any]:
    term = one.term
    assert term is not None
    shows_averages = printing.averages and term.shows_averages
    return {
        "school": term.school,
        "pupil": one.name,
        "about": f"{term.division}, {term_label(term.kind, term.number).lower()}",
        "general": one.general if shows_averages else "",
        "subjects": [_subject(line, printing, term.codes, shows_averages=shows_averages) for line in one.subjects],
    }


def _subject(
    line: SubjectLine, printing: Printing, codes: Mapping[str, str], *, shows_averages: bool
) -> dict[str, Any]:
    decided = ""
    if line.decided is not None and shows_averages:
        decided = _("décidée par l’enseignant, calculée %(average)s") % {"average": line.computed_written}
    return {
        "label": line.subject,
        "teachers": line.teachers,
        "average": line.written if shows_averages else "",
        "decided": decided,
        "figures": _("Classe\u202f: %s") % _figures(line.figures)
        if line.figures and printing.figures and shows_averages
        else "",
        "marks": [_mark(mark, codes) for mark in line.marks],
    }


def _mark(mark: SeenMark, codes: Mapping[str, str]) -> dict[str, str]:
    value = mark.written if mark.given.value is None else f"{mark.written}/{mark.out_of}"
    return {
        "title": mark.title + (_(" (pour s’entraîner)") if mark.is_formative else ""),
        "day": words.short_day(mark.held_on),
        "value": codes.get(value, value),
        "coefficient": "" if mark.is_formative else mark.weight,
        "figures": _figures(mark.figures) if mark.figures else "",
        "comment": mark.comment,
    }


def _figures(figures: ClassFigures) -> str:
    return _("%(mean)s (%(lowest)s à %(highest)s)") % figures._asdict()
