"""What the actions of `news` are asked, and whom they obey."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from preau.news.actions.write_banner import BannerWords
from preau.news.actions.write_thread import GivenRight
from preau.news.writing import ItemWords
from tests.cast import NOW, Cast
from tests.deeds.asked import Asked, at_college
from tests.matrix.answer import who
from tests.matrix.news import OF_4B, OF_COLLEGE, PUBLISHERS, WRITERS


def said(cast: Cast) -> ItemWords:
    return ItemWords("Cross", "<p>Vendredi.</p>", ("eleves",))


def told(cast: Cast) -> BannerWords:
    return BannerWords("Route coupée.", "attention", NOW, NOW + timedelta(days=1))


def of(name: str) -> Callable[[Cast], int]:
    return lambda cast: cast.news[name]


def item(name: str, **more: Callable[[Cast], object]) -> Callable[[Cast], dict[str, object]]:
    return lambda cast: {"item_id": cast.news[name], **{word: get(cast) for word, get in more.items()}}


def both(cast: Cast) -> list[int]:
    return [cast.schools["college"].pk, cast.schools["agricole"].pk]


ACTIONS: dict[str, Asked] = {
    "news.write_item": Asked(WRITERS, at_college(thread_id=of("thread"), said=said, key=lambda cast: UUID(int=1))),
    "news.write_item_above": Asked(
        who("agent"), lambda cast: {"school_ids": both(cast), "origin": "Région Occitanie", "said": said(cast)}
    ),
    "news.change_item": Asked(PUBLISHERS | who("durand"), item("proposee", said=said, seen=lambda cast: 1)),
    "news.propose_item": Asked(who("durand"), item("proposee")),
    "news.publish_item": Asked(PUBLISHERS, item("proposee")),
    "news.refuse_item": Asked(PUBLISHERS, item("proposee", reason=lambda cast: "Trop tôt.")),
    "news.feature_item": Asked(PUBLISHERS, item("sortie", is_featured=lambda cast: True)),
    "news.withdraw_item": Asked(PUBLISHERS, item("sortie")),
    "news.remind_readers": Asked(PUBLISHERS, item("sortie")),
    "news.acknowledge_item": Asked(OF_4B, item("sortie")),
    "news.open_item": Asked(OF_COLLEGE, item("menus")),
    "news.comment_item": Asked(OF_COLLEGE, item("menus", text=lambda cast: "Miam")),
    "news.withdraw_comment": Asked(who("marc"), item("menus", comment_id=of("comment"))),
    "news.decide_comment": Asked(PUBLISHERS, item("menus", comment_id=of("comment"), is_shown=lambda cast: True)),
    "news.write_thread": Asked(
        who("chef"),
        at_college(
            label=lambda cast: "Association sportive",
            comments=lambda cast: False,
            is_closed=lambda cast: False,
            rights=lambda cast: [GivenRight("publier", profile="enseignant")],
        ),
    ),
    "news.write_banner": Asked(
        who("chef agent"), lambda cast: {"school_ids": [cast.schools["college"].pk], "said": told(cast)}
    ),
    "news.withdraw_banner": Asked(who("chef agent"), lambda cast: {"banner_id": cast.news["banner"]}),
}
