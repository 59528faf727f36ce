"""What news brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Capability, HomeCard, Manifest, MenuItem, NoticeKind, Service
from preau.foundation.rooms.menu import TALK
from preau.kernel.actor import STAFF_PROFILES, Profile
from preau.news import digests, live, notices
from preau.news.audience import READING
from preau.news.banners import bands_of
from preau.news.duties import DUTIES
from preau.news.home import card_of
from preau.news.policies import MANAGE, PUBLISH_ABOVE, RAISE_BANNER
from preau.news.withdrawing import WRITINGS

_FAMILIES = frozenset({Profile.PUPIL, Profile.GUARDIAN})
_AGENTS = frozenset({Profile.AGENT})
_YEAR = "année scolaire en cours (règle B11)"

MANIFEST = Manifest(
    room="news",
    label="Actualités",
    menu=(
        MenuItem("Actualités", "news:list", "info", _FAMILIES, order=5),
        MenuItem("Actualités", "news:list", "info", STAFF_PROFILES, order=42, group=TALK),
        MenuItem(
            "Actualités des établissements", "news:above", "info", _AGENTS, capability=PUBLISH_ABOVE, group=TALK
        ),
    ),
    home=(
        HomeCard(
            name="actualites",
            profiles=READING,
            template="news/home/card.html",
            lines=card_of,
            topics=live.topics_of,
            order=60,
        ),
    ),
    capabilities=(
        Capability(MANAGE, "Gérer tous les fils d’actualités de l’établissement", frozenset({Profile.DIRECTION})),
        Capability(
            RAISE_BANNER,
            "Afficher un bandeau en haut des pages",
            frozenset({Profile.DIRECTION, Profile.AGENT}),
        ),
        Capability(
            PUBLISH_ABOVE,
            "Publier une actualité dans les établissements de son périmètre",
            frozenset({Profile.AGENT}),
        ),
    ),
    notices=(
        NoticeKind(digests.ITEM, "Actualités"),
        NoticeKind(notices.TO_APPROVE, "Actualités à valider", profiles=STAFF_PROFILES),
        NoticeKind(notices.DECIDED, "Ce que deviennent mes actualités", profiles=STAFF_PROFILES),
        NoticeKind(notices.REMINDER, "Rappels d’informations à lire"),
    ),
    services=(
        Service(
            name="actualites",
            label="Actualités",
            summary="Ce que l’établissement et les collectivités publient pour vous.",
            icon="info",
            url_name="news:list",
            profiles=READING,
        ),
    ),
    bands=(bands_of,),
    duties=DUTIES,
    digests=(digests.SOURCE,),
    writings=WRITINGS,
    topics={"actualites": live.may_listen_to_news},
    person_columns=(
        ("news_item", "author_id"),
        ("news_item", "decided_by_id"),
        ("news_item_version", "changed_by_id"),
        ("news_comment", "author_id"),
        ("news_comment", "decided_by_id"),
        ("news_banner", "written_by_id"),
    ),
    retention={
        "news_thread": "tant que l’établissement est là",
        "news_right": "avec son fil",
        "news_item": _YEAR,
        "news_target": "avec son actualité",
        "news_item_version": "avec son actualité",
        "news_file": "avec son actualité",
        "news_reading": "avec son actualité",
        "news_comment": "avec son actualité",
        "news_banner": _YEAR,
    },
)
