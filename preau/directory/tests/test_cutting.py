"""Cutting a year in terms: what is accepted holds each day of class once; what is refused says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from preau.directory.class_days import SchoolCalendar, class_days
from preau.directory.rules import TERMS_OF_YEAR
from preau.directory.terms import TermDates, check_terms, proposed_terms, term_on
from preau.directory.tests.years import YEAR, calendars
from preau.kernel.refusals import NotPossible

always = settings(deadline=None, derandomize=True)
kinds = st.sampled_from(sorted(TERMS_OF_YEAR))

TRIMESTERS = (
    TermDates(1, date(2026, 9, 1), date(2026, 11, 29), date(2026, 11, 25)),
    TermDates(2, date(2026, 11, 30), date(2027, 3, 7)),
    TermDates(3, date(2027, 3, 8), date(2027, 7, 3)),
)


def refusal_of(kind: str, terms: Sequence[TermDates], calendar: SchoolCalendar) -> NotPossible | None:
    try:
        check_terms(kind, terms, calendar)
    except NotPossible as refusal:
        return refusal
    return None


@always
@given(calendar=calendars(), kind=kinds)
def test_a_proposal_is_always_accepted_and_holds_every_day_of_class_once(
    calendar: SchoolCalendar, kind: str
) -> None:
    terms = proposed_terms(kind, calendar)
    assert bool(terms) == (len(class_days(calendar)) >= TERMS_OF_YEAR[kind])
    assume(terms)
    check_terms(kind, terms, calendar)
    for day in class_days(calendar):
        assert sum(term.starts_on <= day <= term.ends_on for term in terms) == 1
        assert term_on(terms, day) is not None


@always
@given(calendar=calendars(), kind=kinds, ranks=st.data())
def test_what_is_accepted_leaves_no_day_of_class_out_and_gives_none_to_two_terms(
    calendar: SchoolCalendar, kind: str, ranks: st.DataObject
) -> None:
    days = st.dates(calendar.starts_on - timedelta(days=2), calendar.ends_on + timedelta(days=2))
    terms = [TermDates(n, ranks.draw(days), ranks.draw(days)) for n in range(1, TERMS_OF_YEAR[kind] + 1)]
    refusal = refusal_of(kind, terms, calendar)
    if refusal is not None:
        assert refusal.message.endswith(".")
        assert refusal.field is not None
        return
    between = [day for day in class_days(calendar) if terms[0].starts_on <= day <= terms[-1].ends_on]
    assert all(sum(term.starts_on <= day <= term.ends_on for term in terms) == 1 for day in between)
    assert all(calendar.starts_on <= term.starts_on <= term.ends_on <= calendar.ends_on for term in terms)


def test_the_trimesters_of_the_cast_are_accepted() -> None:
    check_terms("trimestre", TRIMESTERS, YEAR)
    assert term_on(TRIMESTERS, date(2026, 11, 24)) == TRIMESTERS[0]
    assert term_on(TRIMESTERS, date(2027, 8, 1)) is None


def test_days_without_class_may_be_left_between_two_terms() -> None:
    early, late = (
        TermDates(1, date(2026, 9, 1), date(2027, 2, 5)),
        TermDates(2, date(2027, 2, 22), date(2027, 7, 2)),
    )
    check_terms("semestre", (early, late), YEAR)


@pytest.mark.parametrize(
    ("number", "change", "field", "message"),
    [
        (1, {"ends_on": date(2026, 8, 31)}, "ends_on_1", "Le trimestre 1 finit avant d’avoir commencé"),
        (
            1,
            {"starts_on": date(2026, 8, 31)},
            "starts_on_1",
            "sort de l’année scolaire, qui va du mardi 1er septembre",
        ),
        (3, {"ends_on": date(2027, 7, 4)}, "ends_on_3", "au samedi 3 juillet 2027"),
        (
            2,
            {"starts_on": date(2026, 11, 29)},
            "starts_on_2",
            "mais le trimestre 1 dure jusqu’au dimanche 29 novembre",
        ),
        (
            3,
            {"starts_on": date(2027, 3, 9)},
            "starts_on_3",
            "Le lundi 8 mars est un jour de classe, et il n’est ni",
        ),
        (
            2,
            {"end_of_entry_on": date(2026, 11, 1)},
            "end_of_entry_on_2",
            "La saisie du trimestre 2 finit entre le",
        ),
        (2, {"end_of_entry_on": date(2027, 7, 4)}, "end_of_entry_on_2", "et le samedi 3 juillet 2027"),
    ],
)
def test_a_refusal_names_the_field_and_says_why(
    number: int, change: dict[str, Any], field: str, message: str
) -> None:
    terms = [replace(term, **change) if term.number == number else term for term in TRIMESTERS]
    with pytest.raises(NotPossible, match=message) as refused:
        check_terms("trimestre", terms, YEAR)
    assert refused.value.field == field


def test_a_year_is_cut_in_as_many_terms_as_its_kind_has() -> None:
    with pytest.raises(NotPossible, match="dates de chaque période"):
        check_terms("semestre", TRIMESTERS, YEAR)
