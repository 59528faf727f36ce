"""What news shows on home pages: what is at the top, then the last ones. One statement."""

from __future__ import annotations

from preau.kernel.actor import Actor
from preau.news.queries.reading import NewsLine, home_news
from preau.news.web.reading import place_of


def card_of(actor: Actor) -> tuple[tuple[NewsLine, str], ...]:
    """Each with who speaks."""
    return tuple((line, place_of(actor, line)) for line in home_news(actor))
