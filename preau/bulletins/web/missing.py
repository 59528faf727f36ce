"""« Ce qui manque » for the report cards of a class (rule B3), and when it is due."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.class_term import ClassTerm, load_class_term
from preau.bulletins.policies import may_read_class
from preau.bulletins.queries.missing import Missing, missing_of
from preau.bulletins.web.missing_lines import lines_of_book, lines_of_class, lines_of_council
from preau.bulletins.web.wording import class_tabs, term_tabs
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock, words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

READERS = frozenset({Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.DIRECTION})


@screen("Ce qui manque aux bulletins d’une classe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """By who can write it; then what is of the class itself."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_read_class(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    missing = missing_of(request.actor, term)
    return page(
        request,
        "bulletins/missing.html",
        title=_("Ce qui manque"),
        school=school,
        term=term,
        missing=missing,
        figures=_figures(missing),
        by_writer=[
            (writers, [line for book in books for line in lines_of_book(school, term, book)])
            for writers, books in missing.by_writer
        ],
        of_class=lines_of_class(request.actor, school, term, missing),
        of_council=lines_of_council(request.actor, school, term, missing),
        when=_when(term),
        tabs=class_tabs(request.actor, school, term, "bulletins:missing"),
        terms=term_tabs(school, term, "bulletins:missing"),
    )


def _figures(missing: Missing) -> list[tuple[str, int, str]]:
    texts = sum(len(book.without_text) for book in missing.books)
    results = sum(len(book.without_result) for book in missing.books)
    syntheses = len(missing.without_synthesis)
    return [
        (ngettext("appréciation manque", "appréciations manquent", texts), texts, "warning" if texts else "ok"),
        (
            ngettext(
                "élève sans note ni positionnement dans une matière",
                "élèves sans note ni positionnement dans une matière",
                results,
            ),
            results,
            "warning" if results else "ok",
        ),
        (ngettext("synthèse du conseil manque", "synthèses du conseil manquent", syntheses), syntheses, "neutral"),
    ]


def _when(term: ClassTerm) -> str:
    """When the council sits and when words are due, in a sentence; '' when nobody said."""
    said = []
    if term.council_on is not None:
        council = _("Conseil de classe le %(day)s, %(when)s.")
        said.append(council % {"day": words.day(term.council_on), "when": _in_days(term.council_on)})
    if term.due_on is not None:
        due = _("Appréciations attendues le %(day)s, %(when)s.")
        said.append(due % {"day": words.day(term.due_on), "when": _in_days(term.due_on)})
    return " ".join(said)


def _in_days(day: date) -> str:
    days = (day - clock.today()).days
    if days == 0:
        return _("aujourd’hui")
    if days < 0:
        return ngettext("il y a %(count)s jour", "il y a %(count)s jours", -days) % {"count": -days}
    return ngettext("dans %(count)s jour", "dans %(count)s jours", days) % {"count": days}
