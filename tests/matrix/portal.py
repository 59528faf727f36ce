"""Who the screens of `portal` open to."""

from __future__ import annotations

from tests.matrix.answer import EVERYBODY, Answer, at_college, who

SCREENS: dict[str, Answer] = {
    "home": Answer(EVERYBODY, public=True),
    "home-card": Answer(who("durand petit double jumeau_prof"), args=lambda cast: {"name": "cours-du-jour"}),
    "home-child": Answer(who("marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "home-duties": Answer(EVERYBODY),
    "home-news": Answer(EVERYBODY),
    "home-news-read": Answer(EVERYBODY, post=lambda cast: {}, status=(302,)),
    "live-renew": Answer(frozenset()),
    "web-manifest": Answer(EVERYBODY, public=True, is_download=True),
    "worker": Answer(EVERYBODY, public=True, is_download=True),
    "offline": Answer(EVERYBODY, public=True),
    "gallery": Answer(EVERYBODY, public=True),
    "legal": Answer(EVERYBODY, args=lambda cast: {"name": "accessibilite"}, public=True),
    "portal:duties": Answer(EVERYBODY),
    "portal:duties-list": Answer(EVERYBODY),
    "portal:launcher": Answer(EVERYBODY),
    "portal:favourite": Answer(
        who("lea noe tom jumelle marc sofia jumeau_parent durand petit double jumeau_prof cpe chef "
            "jumeau_cpe jumeau_chef"),
        args=lambda cast: {"service": "appel"}, post=lambda cast: {"geste": "epingler"}, status=(302,),
    ),
    "portal:services": Answer(who("chef"), args=at_college()),
    "portal:bind": Answer(who("chef"), args=at_college(service=lambda cast: "appel")),
    "portal:install": Answer(EVERYBODY),
    "portal:rights": Answer(EVERYBODY),
}  # fmt: skip
