"""Who the screens of `news` open to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.matrix.answer import Answer, at_college, who

READERS = who(
    "lea noe tom jumelle marc sofia double durand petit cpe chef secretaire jumeau_prof jumeau_cpe jumeau_chef "
    "jumeau_parent"
)
#: « Sortie au musée »: the parents and the pupils of 4e B.
OF_4B = who("lea noe marc sofia")
#: « Les menus »: everybody of the collège.
OF_COLLEGE = OF_4B | who("double durand petit cpe chef secretaire")
WRITERS = who("double durand petit cpe chef secretaire")
PUBLISHERS = who("cpe chef secretaire")


def banner(cast: Cast) -> dict[str, Any]:
    return {"uai": cast.schools["college"].uai, "banner_id": cast.news["banner"]}


def of(name: str, **more: str) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: {"item_id": cast.news[name], **{word: cast.news[key] for word, key in more.items()}}


def at(name: str, **more: str) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: {"uai": cast.schools["college"].uai, **of(name, **more)(cast)}


SCREENS: dict[str, Answer] = {
    "news:list": Answer(READERS),
    "news:item": Answer(OF_4B, args=of("sortie")),
    "news:opened": Answer(OF_4B, args=of("sortie"), post=lambda cast: {}, status=(204,)),
    "news:acknowledge": Answer(OF_4B, args=of("sortie"), post=lambda cast: {}, status=(302,)),
    "news:file": Answer(OF_COLLEGE, args=of("menus", file_id="file"), is_download=True),
    "news:comment": Answer(
        OF_COLLEGE, args=of("menus"), post=lambda cast: {"text": "Bon appétit"}, status=(302,)
    ),
    "news:withdraw-comment": Answer(
        who("marc"), args=of("menus", comment_id="comment"), post=lambda cast: {}, status=(302,)
    ),
    "news:decide-comment": Answer(
        PUBLISHERS, args=at("menus", comment_id="comment"), post=lambda cast: {"decision": "montrer"},
        status=(302,),
    ),
    "news:desk": Answer(WRITERS, args=at_college()),
    "news:add": Answer(WRITERS, args=at_college()),
    "news:review": Answer(PUBLISHERS | who("durand"), args=at("proposee")),
    "news:change": Answer(PUBLISHERS | who("durand"), args=at("proposee")),
    "news:draft-file": Answer(PUBLISHERS, args=at("menus", file_id="file"), is_download=True),
    "news:follow": Answer(PUBLISHERS, args=at("sortie")),
    "news:follow-csv": Answer(PUBLISHERS, args=at("sortie"), is_download=True),
    "news:threads": Answer(who("chef"), args=at_college()),
    "news:add-thread": Answer(who("chef"), args=at_college()),
    "news:thread": Answer(
        who("chef"), args=lambda cast: {"uai": cast.schools["college"].uai, "thread_id": cast.news["thread"]}
    ),
    "news:banners": Answer(who("chef"), args=at_college()),
    "news:add-banner": Answer(who("chef"), args=at_college()),
    "news:banner": Answer(who("chef"), args=banner),
    "news:withdraw-banner": Answer(who("chef"), args=banner, post=lambda cast: {}, status=(302,)),
    # No banner stands in the cast: nobody has one to put away (`news/tests/test_banners.py` has).
    "news:put-away": Answer(
        frozenset(), args=lambda cast: {"banner_id": cast.news["banner"], "version": 1}, post=lambda cast: {}
    ),
    "news:above": Answer(who("agent")),
    "news:above-add": Answer(who("agent")),
    "news:above-review": Answer(who("agent"), args=of("region")),
    "news:above-change": Answer(who("agent"), args=of("region")),
    "news:above-file": Answer(who("agent"), args=of("region", file_id="region_file"), is_download=True),
    "news:above-banners": Answer(who("agent")),
    "news:above-add-banner": Answer(who("agent")),
    "news:above-banner": Answer(who("agent"), args=lambda cast: {"banner_id": cast.news["region_banner"]}),
    "news:above-withdraw-banner": Answer(
        who("agent"), args=lambda cast: {"banner_id": cast.news["region_banner"]}, post=lambda cast: {},
        status=(302,),
    ),
}  # fmt: skip
