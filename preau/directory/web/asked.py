"""Which school year a page is about: `?annee=2026-2027`, by default the one in course."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from preau.directory.calendar_lines import YearLine
from preau.directory.calendar_queries import year_in_course, years
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed, NotPossible


@dataclass(frozen=True, slots=True)
class AskedYear:
    """The year shown, and every year known. `query` keeps the choice in an address (empty for the usual one)."""

    year: YearLine
    known: tuple[YearLine, ...]
    query: str

    def tabs(self, path: str) -> tuple[tuple[str, str, bool], ...]:
        """(label, address, shown now) of each year, when there is more than one."""
        if len(self.known) < 2:
            return ()
        return tuple(
            (one.label, f"{path}?annee={one.label}", one.id == self.year.id) for one in reversed(self.known)
        )


def asked_year(request: HttpRequest) -> AskedYear | None:
    """None while no year is known; `NotAllowed` for a year that does not exist."""
    known = years()
    usual = year_in_course(known, clock.today())
    if usual is None:
        return None
    label = request.GET.get("annee", usual.label)
    found = next((year for year in known if year.label == label), None)
    if found is None:
        raise NotAllowed
    return AskedYear(found, known, "" if found == usual else f"annee={found.label}")


def needed_year(request: HttpRequest) -> AskedYear:
    """The same for what cannot be set without a year: `NotPossible` while none is known."""
    asked = asked_year(request)
    if asked is None:
        raise NotPossible(_("L’année scolaire n’est pas encore connue : elle arrive avec l’emploi du temps."))
    return asked
