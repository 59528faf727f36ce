"""What a school chooses of a gradebook, and the words of each choice (capability C79)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy

from preau.grading.averages.general import InGeneral
from preau.grading.models import Gradebook

#: The modalities of the national record (formats §3), in words.
MODALITY_WORDS = {
    "S": gettext_lazy("Tronc commun"),
    "O": gettext_lazy("Option obligatoire"),
    "F": gettext_lazy("Option facultative"),
    "L": gettext_lazy("Ajout académique au programme"),
    "R": gettext_lazy("Enseignement religieux"),
    "X": gettext_lazy("Mesure spécifique"),
}
#: What a subject does to the general average.
IN_GENERAL_WORDS = {
    InGeneral.COUNTS: gettext_lazy("Compte"),
    InGeneral.BONUS: gettext_lazy("Bonus\u202f: ses points au-dessus de 10 s’ajoutent"),
    InGeneral.IF_OVER_HALF: gettext_lazy("Compte à partir de 10\u202f: injuste pour qui est juste en dessous"),
    InGeneral.NEVER: gettext_lazy("Ne compte pas"),
}
#: Whom the school took out of a gradebook, against the feed, which does not bring her back.
SET_ASIDE = "ecarte"
#: Whom the courses of the feeds brought.
FROM_FEED = "service"


@dataclass(frozen=True, slots=True)
class BookChoices:
    """What to change of gradebooks; None leaves a thing as it is. `rounding` '': the school's."""

    coefficient: Decimal | None = None
    modality: str | None = None
    is_evaluable: bool | None = None
    in_general: InGeneral | None = None
    rounding: str | None = None
    best_bonus: Decimal | None = None
    label: str | None = None

    def said(self) -> dict[str, Any]:
        """What changes, by the names of the fields."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in given.items() if value is not None}


def seen_of(book: Gradebook) -> str:
    """A mark of what a page showed of a gradebook: whoever changes it says which one she saw."""
    shown = [str(getattr(book, one.name)) for one in fields(BookChoices)]
    return sha256("\n".join(shown).encode()).hexdigest()[:16]
