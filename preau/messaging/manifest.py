"""What messaging brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import (
    Capability,
    Functions,
    HomeCard,
    Manifest,
    MenuItem,
    NoticeKind,
    Service,
    When,
)
from preau.foundation.rooms.menu import TALK
from preau.kernel.actor import STAFF_PROFILES, Profile
from preau.messaging import live, notices
from preau.messaging.digest import DIGEST, MESSAGE
from preau.messaging.duties import DUTIES
from preau.messaging.home import new_messages
from preau.messaging.policies import MODERATE, SET_RIGHTS
from preau.messaging.withdrawing import MESSAGE_WRITING

_CPE = Functions("CPE", frozenset({"EDU", "CPE"}))
_FAMILIES = frozenset({Profile.PUPIL, Profile.GUARDIAN})
_READERS = STAFF_PROFILES | _FAMILIES
_MODERATORS = frozenset({Profile.DIRECTION, Profile.VIE_SCOLAIRE})
_YEAR = "année scolaire en cours, puis un an (règle B11, preuve des échanges avec les familles)"

MANIFEST = Manifest(
    room="messaging",
    label="Messages",
    menu=(
        MenuItem("Messages", "messaging:inbox", "message", _FAMILIES, order=3),
        MenuItem("Messages", "messaging:inbox", "message", STAFF_PROFILES, order=41, group=TALK),
        MenuItem(
            "Messages à relire",
            "messaging:moderation",
            "eye",
            _MODERATORS,
            order=44,
            per_school=True,
            capability=MODERATE,
            group=TALK,
        ),
        MenuItem(
            "Rappels demandés",
            "messaging:recalls",
            "message",
            _MODERATORS,
            order=45,
            per_school=True,
            capability=MODERATE,
            group=TALK,
        ),
    ),
    home=(
        HomeCard(
            name="messages",
            profiles=_READERS,
            template="messaging/home/card.html",
            lines=new_messages,
            topics=live.topics_of_box,
            order=50,
        ),
    ),
    capabilities=(
        Capability(SET_RIGHTS, "Régler qui écrit à qui", frozenset({Profile.DIRECTION})),
        Capability(
            MODERATE,
            "Relire les messages qui attendent, les laisser partir ou les refuser",
            _MODERATORS,
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
    ),
    notices=(
        NoticeKind(MESSAGE, "Messages non lus"),
        NoticeKind(notices.URGENT, "Messages urgents de la direction", when=When.AT_ONCE, is_urgent=True),
        NoticeKind(notices.DECIDED, "Ce que deviennent mes messages"),
    ),
    services=(
        Service(
            name="messages",
            label="Messages",
            summary="Écrire aux personnes de l’établissement, et les lire.",
            icon="message",
            url_name="messaging:inbox",
            profiles=_READERS,
        ),
    ),
    topics={"boite": live.may_listen_to_box},
    duties=DUTIES,
    digests=(DIGEST,),
    person_columns=(
        ("message_body", "written_by_id"),
        ("message", "sender_id"),
        ("message", "decided_by_id"),
        ("message_addressed", "person_id"),
    ),
    retention={
        "writing_rule": "comme l’établissement",
        "group_writing_rule": "comme la classe",
        "messaging_settings": "comme l’établissement",
        "message_body": _YEAR,
        "thread": _YEAR,
        "message": _YEAR,
        "message_addressed": "avec son message",
        "message_copy": "avec son message, ou jusqu’à ce que sa corbeille soit vidée",
        "message_attachment": "avec son message",
        "message_draft": "jusqu’à son envoi, ou tant que la personne est dans l’établissement",
        "message_folder": "tant que la personne a un compte",
        "message_signature": "tant que la personne a un compte",
    },
    writings=(MESSAGE_WRITING,),
)
