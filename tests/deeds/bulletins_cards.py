"""Whom the actions of report cards obey."""

from __future__ import annotations

from preau.bulletins.models import ReportCard
from tests.cast import Cast
from tests.deeds.asked import NOBODY, OFFICE, Asked, at_college
from tests.matrix.answer import who


def first_term(cast: Cast) -> int:
    return cast.terms["4B-1"].pk


def terms(cast: Cast) -> list[int]:
    return [first_term(cast)]


def terms_to_publish(cast: Cast) -> list[int]:
    """Nobody reads the card of Léa yet."""
    ReportCard.objects.filter(term_id=first_term(cast)).update(published_at=None, announced_at=None)
    return terms(cast)


ACTIONS: dict[str, Asked] = {
    "bulletins.ask_report_cards": Asked(OFFICE, at_college(term_ids=terms, why=lambda cast: "Note corrigée.")),
    "bulletins.make_class_cards": Asked(NOBODY, at_college(batch_id=lambda cast: 1)),
    "bulletins.publish_report_cards": Asked(who("chef"), at_college(term_ids=terms_to_publish)),
    "bulletins.hold_back_report_cards": Asked(who("chef"), at_college(term_ids=terms)),
    "bulletins.announce_report_cards": Asked(NOBODY, at_college(term_id=first_term)),
    "bulletins.write_bulletin_model": Asked(
        who("chef"),
        at_college(
            label=lambda cast: "Bilan bref",
            options=lambda cast: ["average", "mention"],
            regulation=lambda cast: "EN",
            is_default=lambda cast: True,
            model_id=lambda cast: cast.words["layout"],
        ),
    ),
    "bulletins.remove_bulletin_model": Asked(who("chef"), at_college(model_id=lambda cast: cast.words["layout"])),
}
