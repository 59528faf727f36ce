"""The terms of a class: what makes a cutting of the year right, and a first proposal (rule B9). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from preau.directory.class_days import SchoolCalendar, class_days
from preau.directory.rules import TERMS_OF_YEAR
from preau.kernel import words
from preau.kernel.refusals import NotPossible

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TermDates:
    """A term, both dates included; marks are written until `end_of_entry_on`, or without end."""

    number: int
    starts_on: date
    ends_on: date
    end_of_entry_on: date | None = None


def check_terms(kind: str, terms: Sequence[TermDates], calendar: SchoolCalendar) -> None:
    """Refuse (`NotPossible`, its field `<name>_<number>`) terms that are not whole: each ends after it starts, all
    are inside the year, none shares a day with another, and no day of class is left between two of them.
    """
    if [term.number for term in terms] != list(range(1, TERMS_OF_YEAR[kind] + 1)):
        raise NotPossible(_("Donnez les dates de chaque période."))
    for term in terms:
        _check_alone(kind, term, calendar)
    for before, after in pairwise(terms):
        _check_neighbours(kind, before, after, calendar)


def term_on(terms: Sequence[TermDates], day: date) -> TermDates | None:
    """The term that holds this day."""
    return next((term for term in terms if term.starts_on <= day <= term.ends_on), None)


def proposed_terms(kind: str, calendar: SchoolCalendar) -> tuple[TermDates, ...]:
    """The year cut in parts of as many days of class, each but the first from a Monday where it can; nothing for a
    year with too few days.
    """
    days = class_days(calendar)
    parts = TERMS_OF_YEAR[kind]
    if len(days) < parts:
        return ()
    starts = [days[0]]
    for part in range(1, parts):
        cut = days[part * len(days) // parts]
        monday = cut - (cut.isoweekday() - 1) * _DAY
        starts.append(monday if monday > starts[-1] else cut)
    ends = [*(start - _DAY for start in starts[1:]), days[-1]]
    return tuple(TermDates(n, start, end) for n, (start, end) in enumerate(zip(starts, ends, strict=True), 1))


def _check_alone(kind: str, term: TermDates, calendar: SchoolCalendar) -> None:
    named = {"kind": kind, "number": term.number}
    if term.ends_on < term.starts_on:
        raise NotPossible(
            _("Le %(kind)s %(number)s finit avant d’avoir commencé : corrigez l’une des deux dates.") % named,
            field=f"ends_on_{term.number}",
        )
    for name, day in (("starts_on", term.starts_on), ("ends_on", term.ends_on)):
        if not calendar.starts_on <= day <= calendar.ends_on:
            raise NotPossible(
                _("Le %(kind)s %(number)s sort de l’année scolaire, qui va du %(first)s au %(last)s.")
                % {
                    **named,
                    "first": words.full_day(calendar.starts_on),
                    "last": words.full_day(calendar.ends_on),
                },
                field=f"{name}_{term.number}",
            )
    if term.end_of_entry_on is not None and not term.starts_on <= term.end_of_entry_on <= calendar.ends_on:
        raise NotPossible(
            _("La saisie du %(kind)s %(number)s finit entre le %(first)s et le %(last)s, dernier jour de l’année.")
            % {**named, "first": words.full_day(term.starts_on), "last": words.full_day(calendar.ends_on)},
            field=f"end_of_entry_on_{term.number}",
        )


def _check_neighbours(kind: str, before: TermDates, after: TermDates, calendar: SchoolCalendar) -> None:
    named = {"kind": kind, "before": before.number, "after": after.number}
    if after.starts_on <= before.ends_on:
        raise NotPossible(
            _("Le %(kind)s %(after)s commence le %(day)s, mais le %(kind)s %(before)s dure jusqu’au %(last)s.")
            % {**named, "day": words.day(after.starts_on), "last": words.day(before.ends_on)},
            field=f"starts_on_{after.number}",
        )
    left = next((day for day in class_days(calendar) if before.ends_on < day < after.starts_on), None)
    if left is not None:
        raise NotPossible(
            _("Le %(day)s est un jour de classe, et il n’est ni du %(kind)s %(before)s, ni du %(kind)s %(after)s.")
            % {**named, "day": words.day(left)},
            field=f"starts_on_{after.number}",
        )
