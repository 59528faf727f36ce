"""The permission matrix: for every screen, who of the cast it opens to. Everybody else meets a 404.

A screen absent from `EXPECTED` fails the tests. `args` names what the URL is about; `post` is what is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast

EVERYBODY = frozenset(
    [
        "lea",
        "noe",
        "tom",
        "jumelle",
        "marc",
        "sofia",
        "double",
        "durand",
        "petit",
        "cpe",
        "chef",
        "secretaire",
        "jumeau_prof",
        "jumeau_cpe",
        "jumeau_chef",
        "jumeau_parent",
        "agent",
    ]
)
#: `oncle` is a contact without access: his session opens nothing, he is nobody.
NOBODY = frozenset({"anonyme", "oncle"})


@dataclass(frozen=True)
class Answer:
    """`opens_to` gets a page; with `public`, passers-by too. `status` is what openers get."""

    opens_to: frozenset[str]
    args: Callable[[Cast], dict[str, Any]] = field(default=lambda cast: {})
    post: Callable[[Cast], dict[str, Any]] | None = None
    status: tuple[int, ...] = (200,)
    public: bool = False


def who(names: str) -> frozenset[str]:
    """`who("durand cpe")`."""
    return frozenset(names.split())


def at_college(**more: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, Any]]:
    """URL arguments: the collège of the cast, and what else."""
    return lambda cast: {"uai": cast.schools["college"].uai, **{k: get(cast) for k, get in more.items()}}


MATHS = at_college(lesson_id=lambda cast: cast.lessons["maths"].pk)
TAP = at_college(lesson_id=lambda cast: cast.lessons["maths"].pk, pupil_id=lambda cast: cast.lea.pk)

EXPECTED: dict[str, Answer] = {
    "home": Answer(EVERYBODY, public=True),
    "home-card": Answer(who("durand petit double jumeau_prof"), args=lambda cast: {"name": "cours-du-jour"}),
    "home-child": Answer(who("marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "home-news": Answer(EVERYBODY),
    "home-news-read": Answer(EVERYBODY, post=lambda cast: {}, status=(302,)),
    "live-renew": Answer(frozenset()),
    "gallery": Answer(EVERYBODY, public=True),
    "legal": Answer(EVERYBODY, args=lambda cast: {"name": "accessibilite"}, public=True),
    "access:sign-in": Answer(EVERYBODY, public=True, status=(200, 302)),
    "access:sign-out": Answer(EVERYBODY, post=lambda cast: {}, status=(302,)),
    "access:sign-out-everywhere": Answer(EVERYBODY, post=lambda cast: {}, status=(302,)),
    "access:activate": Answer(EVERYBODY, public=True),
    "access:forgotten": Answer(EVERYBODY, public=True),
    "access:new-password": Answer(EVERYBODY, public=True),
    "access:account": Answer(EVERYBODY),
    "access:change-password": Answer(EVERYBODY),
    "access:change-email": Answer(EVERYBODY),
    "access:confirm-email": Answer(EVERYBODY),
    "access:profiles": Answer(EVERYBODY),
    "access:accounts": Answer(who("chef secretaire"), args=at_college()),
    "access:staff-accounts": Answer(who("chef secretaire"), args=at_college()),
    "access:class-accounts": Answer(
        who("chef secretaire"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "access:renew": Answer(
        who("chef secretaire"), args=at_college(),
        post=lambda cast: {"personne": cast.noe.pk, "classe": cast.groups["4B"].pk},
    ),
    "access:sheets": Answer(who("chef secretaire"), args=at_college(), post=lambda cast: {}),
    "directory:mine": Answer(who("lea noe tom jumelle marc sofia jumeau_parent")),
    "directory:calendar": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "directory:add-closure": Answer(who("chef secretaire"), args=at_college()),
    "directory:remove-closure": Answer(
        who("chef secretaire"), args=at_college(closure_id=lambda cast: cast.closures["college"].pk)
    ),
    "directory:settings": Answer(who("chef secretaire"), args=at_college()),
    "directory:terms": Answer(who("chef secretaire"), args=at_college()),
    "directory:councils": Answer(who("chef secretaire"), args=at_college()),
    "directory:school": Answer(who("chef secretaire"), args=at_college()),
    "directory:give-back-school": Answer(
        who("chef secretaire"), args=at_college(), post=lambda cast: {}, status=(302,)
    ),
    "attendance:roll": Answer(who("durand cpe chef"), args=MATHS),
    "attendance:tap": Answer(
        who("durand cpe chef"), args=TAP, post=lambda cast: {"etat": "absent"}, status=(302,)
    ),
    "attendance:close": Answer(who("durand cpe chef"), args=MATHS, post=lambda cast: {}, status=(302,)),
    "attendance:board": Answer(who("cpe chef"), args=at_college()),
    "attendance:moment": Answer(who("cpe chef"), args=at_college()),
    "attendance:pupil": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "timetable:mine": Answer(EVERYBODY - {"agent"}, status=(200, 302)),
    "timetable:pupil": Answer(
        who("lea marc sofia durand petit double cpe chef secretaire"),
        args=lambda cast: {"pupil_id": cast.lea.pk},
    ),
    "timetable:school": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "portal:launcher": Answer(EVERYBODY),
    "portal:favourite": Answer(
        who("lea noe tom jumelle marc sofia jumeau_parent durand petit double jumeau_prof cpe chef "
            "jumeau_cpe jumeau_chef"),
        args=lambda cast: {"service": "appel"}, post=lambda cast: {"geste": "epingler"}, status=(302,),
    ),
    "portal:services": Answer(who("chef"), args=at_college()),
    "portal:bind": Answer(who("chef"), args=at_college(service=lambda cast: "appel")),
    "portal:rights": Answer(EVERYBODY),
}  # fmt: skip
