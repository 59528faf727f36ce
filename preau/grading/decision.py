"""What a teacher decides of a pupil for a term, and how it is typed (rules B2.7 and B2.10). Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from preau.grading.averages.given import Code
from preau.grading.entry import number, read
from preau.grading.positioning import HIGHEST, LOWEST
from preau.grading.rules import OUT_OF, REASON_LENGTH
from preau.kernel.refusals import NotPossible


class Decided(StrEnum):
    """What may be decided, as a cell of the form names it."""

    AVERAGE = "moyenne"
    POSITIONING = "niveau"
    WHY = "raison"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of a pupil: an average (or « non noté »), a positioning, and why. All may be missing."""

    average: Decimal | None = None
    is_not_marked: bool = False
    positioning: int | None = None
    why: str = ""

    @property
    def is_average(self) -> bool:
        """True when an average, or its absence, is decided."""
        return self.average is not None or self.is_not_marked

    def typed(self, what: Decided) -> str:
        """As its cell shows it."""
        if what is Decided.WHY:
            return self.why
        if what is Decided.POSITIONING:
            return "" if self.positioning is None else str(self.positioning)
        if self.is_not_marked:
            return Code.NOT_MARKED.value
        return "" if self.average is None else number(self.average)

    def saying(self, what: Decided, typed: str) -> Decision:
        """The same, with what was typed in this cell.

        Errors: `NotPossible` for an average that is neither a number from 0 to 20 nor « nn », a positioning that
        is not of 1 to 4, a reason that is too long.
        """
        if what is Decided.WHY:
            return replace(self, why=_reason(typed))
        if what is Decided.POSITIONING:
            return replace(self, positioning=_positioning(typed))
        entry = read(typed, out_of=OUT_OF)
        if entry.code not in {None, Code.NOT_MARKED}:
            raise NotPossible(_("Une moyenne décidée est un nombre de 0 à 20, ou nn (non noté)."))
        return replace(self, average=entry.value, is_not_marked=entry.code is not None)


def _positioning(typed: str) -> int | None:
    said = typed.strip()
    if not said:
        return None
    if said not in {str(level) for level in range(LOWEST, HIGHEST + 1)}:
        raise NotPossible(_("Un positionnement va de 1 à 4."))
    return int(said)


def _reason(typed: str) -> str:
    said = " ".join(typed.replace("\0", "").split())
    if len(said) > REASON_LENGTH:
        raise NotPossible(_("Une raison ne peut dépasser %(count)s caractères.") % {"count": REASON_LENGTH})
    return said
