"""Who the screens of `access` open to."""

from __future__ import annotations

from tests.matrix.answer import EVERYBODY, Answer, at_college, who

SCREENS: dict[str, Answer] = {
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
    "access:keep-device": Answer(
        EVERYBODY,
        post=lambda cast: {
            "endpoint": "https://push.exemple.fr/x",
            "key": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "secret": "BTBZMqHH6r4Tts7J_aSIgg",
        },
        status=(204,),
    ),
    "access:drop-device": Answer(EVERYBODY, post=lambda cast: {}, status=(204,)),
    "access:language": Answer(EVERYBODY, public=True),
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
}  # fmt: skip
