"""What the liaison book brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import (
    Capability,
    ChildFacet,
    Functions,
    Manifest,
    MenuItem,
    NoticeKind,
    Service,
)
from preau.foundation.rooms.menu import TALK
from preau.kernel.actor import STAFF_PROFILES, Profile
from preau.liaison import digests, live, notices
from preau.liaison.duties import DUTIES
from preau.liaison.home import unread_words
from preau.liaison.policies import FAMILY, FOLLOW_ANY, SET, WRITE_ANY, WRITE_OWN
from preau.liaison.withdrawing import WRITINGS

_OFFICE = Functions("secrétariat", frozenset({"ADF"}))
_CPE = Functions("CPE", frozenset({"EDU", "CPE"}))
_WATCHERS = frozenset({Profile.VIE_SCOLAIRE, Profile.DIRECTION})
_YEAR = "année scolaire en cours (règle B11)"

MANIFEST = Manifest(
    room="liaison",
    label="Carnet de liaison",
    menu=(
        MenuItem("Carnet de liaison", "liaison:book", "file", FAMILY, order=4),
        MenuItem(
            "Carnet de liaison", "liaison:desk", "file", STAFF_PROFILES, order=43, per_school=True, group=TALK
        ),
    ),
    child_facets=(
        ChildFacet(
            name="carnet",
            template="liaison/home/child.html",
            lines=unread_words,
            topics=lambda pupil_id: (f"carnet:{pupil_id}",),
            order=40,
        ),
    ),
    capabilities=(
        Capability(
            WRITE_OWN, "Écrire un mot aux familles de ses classes et groupes", frozenset({Profile.TEACHER})
        ),
        Capability(
            WRITE_ANY,
            "Écrire un mot à toutes les familles de l’établissement",
            _WATCHERS | {Profile.STAFF},
            only={Profile.VIE_SCOLAIRE: _CPE, Profile.STAFF: _OFFICE},
        ),
        Capability(
            FOLLOW_ANY,
            "Lire tous les mots et leurs réponses, recopier celles reçues sur papier",
            _WATCHERS | {Profile.STAFF},
            only={Profile.STAFF: _OFFICE},
        ),
        Capability(SET, "Régler le carnet et ses mots habituels", frozenset({Profile.DIRECTION})),
    ),
    notices=(
        NoticeKind(digests.WORD, "Mots du carnet de liaison", profiles=FAMILY),
        NoticeKind(notices.REMINDER, "Rappels du carnet de liaison", profiles=FAMILY),
        NoticeKind(notices.CORRECTED, "Mots corrigés", profiles=FAMILY),
        NoticeKind(notices.DEPOSIT, "Documents à renvoyer", profiles=FAMILY),
        NoticeKind(notices.ANSWER, "Réponses changées à mes mots", profiles=STAFF_PROFILES),
        NoticeKind(notices.CONFLICT, "Désaccords entre responsables", profiles=frozenset({Profile.DIRECTION})),
    ),
    services=(
        Service(
            name="carnet",
            label="Carnet de liaison",
            summary="Les mots de l’établissement, les autorisations à signer, les documents demandés.",
            icon="file",
            url_name="liaison:book",
            profiles=FAMILY,
        ),
    ),
    topics={"carnet": live.may_listen_to_book, "mot": live.may_listen_to_word},
    duties=DUTIES,
    digests=(digests.SOURCE,),
    writings=WRITINGS,
    person_columns=(
        ("liaison_word", "author_id"),
        ("liaison_word_pupil", "pupil_id"),
        ("liaison_word_version", "changed_by_id"),
        ("liaison_reply", "pupil_id"),
        ("liaison_reply", "person_id"),
        ("liaison_reply", "typed_by_id"),
        ("liaison_reply_version", "typed_by_id"),
        ("liaison_deposit", "pupil_id"),
        ("liaison_deposit", "sent_by_id"),
        ("liaison_deposit", "decided_by_id"),
    ),
    retention={
        "liaison_word": _YEAR,
        "liaison_word_pupil": "avec son mot",
        "liaison_word_version": "avec son mot",
        "liaison_reply": "avec son mot",
        "liaison_reply_version": "avec sa réponse",
        "liaison_deposit": "jusqu’au jour que la demande fixe, un an au plus",
        "liaison_usual_word": "tant que l’établissement est là",
        "liaison_settings": "tant que l’établissement est là",
    },
)
