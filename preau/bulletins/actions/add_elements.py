"""Add programme elements to a gradebook for a term."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.bulletins.actions.write_appreciations import too_long
from preau.bulletins.elements import hold_elements, too_many
from preau.bulletins.events_words import ElementsChanged
from preau.bulletins.models import ProgrammeElement
from preau.bulletins.rules import ELEMENT_LENGTH, MOST_ELEMENTS
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible


@action
def add_elements(
    *, actor: Actor, school_id: int, gradebook_id: int, kind: str, number: int, texts: Sequence[str]
) -> int:
    """Add these after those there; one that is there already is not added twice. Returns how many were added.

    Errors: those of `hold_elements`; `NotPossible` for nothing to add, a text too long, or too many.
    """
    there = hold_elements(actor, school_id=school_id, gradebook_id=gradebook_id, kind=kind, number=number)
    asked = [" ".join(text.split()) for text in texts]
    wanted = [text for text in dict.fromkeys(asked) if text]
    if not wanted:
        raise NotPossible(_("Écrivez un élément du programme."), field="texts")
    for text in wanted:
        if len(text) > ELEMENT_LENGTH:
            message = f"«\u202f{text[:40]}…\u202f»\u202f: {too_long(len(text), ELEMENT_LENGTH)}"
            raise NotPossible(message, field="texts")
    known = {element.text for element in there}
    added = [text for text in wanted if text not in known]
    if len(there) + len(added) > MOST_ELEMENTS:
        raise NotPossible(too_many(MOST_ELEMENTS), field="texts")
    first = max((element.position for element in there), default=-1) + 1
    ProgrammeElement.objects.bulk_create(
        [
            ProgrammeElement(
                school_id=school_id, gradebook_id=gradebook_id, kind=kind, number=number, text=text,
                position=first + n,
            )
            for n, text in enumerate(added)
        ]
    )  # fmt: skip
    if added:
        record(ElementsChanged(school_id, gradebook_id, kind, number), actor=actor)
    return len(added)
