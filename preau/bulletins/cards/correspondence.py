"""The page of correspondence that goes with a report card (rule B3): what the family writes, and the answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from preau.bulletins.cards.content import Content
from preau.directory.models import School

#: Boxes to sign in: two, named or not; never more than fill the page, whose lines to write on make room for them.
_FEWEST, _MOST = 2, 4
_LINES, _LINES_BESIDE_FOUR = 10, 5


def correspondence_of(content: Content, names: list[str]) -> dict[str, Any] | None:
    """What the page says; None when the layout leaves it out. `names` sign: those that the card itself writes, so
    that nobody learns from this page with whom a parent lives (rule B8).
    """
    if not content.shows("correspondence"):
        return None
    school = content.school
    reach = [
        (_("Téléphone\u202f:"), school.phone),
        (_("Courriel\u202f:"), school.email),
        (_("Adresse\u202f:"), ", ".join(line.strip() for line in school.address.split("\n") if line.strip())),
    ]
    signing = [*names, *([""] * (_FEWEST - len(names)))][:_MOST]
    is_college = school.kind == School.Kind.COLLEGE
    return {
        "reach": [(label, value) for label, value in reach if value],
        "boxes": [
            _("Responsable légal\u202f: %(name)s") % {"name": name} if name else _("Responsable légal, nom\u202f:")
            for name in signing
        ],
        "lines": _LINES if len(signing) == _FEWEST else _LINES_BESIDE_FOUR,
        "read": _("J’ai pris connaissance de ce bilan périodique.")
        if is_college
        else _("J’ai pris connaissance de ce bulletin."),
    }


def labels_of_correspondence() -> dict[str, str]:
    """The words that every such page bears."""
    return {
        "letter": _("Correspondance avec la famille"),
        "letter_lead": _("Page à compléter, à signer et à rapporter à l’établissement."),
        "letter_reach": _("Joindre l’établissement"),
        "letter_message": _("Message de la famille à l’établissement"),
        "letter_to": _("À l’attention de\u202f:"),
        "letter_answer": _("Réponse de l’établissement"),
        "letter_visa": _("Visa de la famille"),
        "letter_day": _("Date\u202f:"),
        "letter_sign": _("Signature\u202f:"),
        "letter_who": _("Nom et fonction\u202f:"),
    }
