"""What report cards bring to the house."""

from __future__ import annotations

from preau.bulletins import live, live_cards, notices, notices_council
from preau.bulletins.duties import DUTIES
from preau.bulletins.home import cards_door, cards_of_wards, own_cards, plans_door
from preau.bulletins.policies import ARRANGE, MAKE, PUBLISH, SEE_ANY, WRITE_LIFE, WRITE_PLANS
from preau.foundation.rooms.manifest import (
    Capability,
    ChildFacet,
    Functions,
    HomeCard,
    Manifest,
    MenuItem,
    NoticeKind,
    PersonBlock,
)
from preau.foundation.rooms.menu import MARKS
from preau.kernel.actor import Profile

_YEAR = "année scolaire en cours (règle B11)"
_SCHOOL = "tant que l’établissement est là"
_SCHOOLING = "toute la scolarité secondaire (règle B11)"
_CPE = Functions("CPE", frozenset({"EDU", "CPE"}))
_OFFICE = Functions("secrétariat", frozenset({"ADF"}))

MANIFEST = Manifest(
    room="bulletins",
    label="Bulletins",
    menu=(
        MenuItem(
            "Appréciations",
            "bulletins:writing",
            "file",
            frozenset({Profile.TEACHER}),
            order=41,
            per_school=True,
            group=MARKS,
        ),
        MenuItem(
            "Bulletins",
            "bulletins:classes",
            "file",
            frozenset({Profile.VIE_SCOLAIRE, Profile.DIRECTION}),
            order=41,
            per_school=True,
            capability=SEE_ANY,
            group=MARKS,
        ),
        MenuItem(
            "Édition des bulletins",
            "bulletins:editions",
            "print",
            frozenset({Profile.DIRECTION, Profile.STAFF}),
            order=42,
            per_school=True,
            capability=MAKE,
            group=MARKS,
        ),
        MenuItem(
            "Accompagnements",
            "bulletins:plans",
            "people",
            frozenset({Profile.STAFF}),
            order=43,
            per_school=True,
            capability=WRITE_PLANS,
            group=MARKS,
        ),
    ),
    home=(
        HomeCard(
            name="mes-bulletins",
            profiles=frozenset({Profile.PUPIL}),
            template="bulletins/home/cards_pupil.html",
            lines=own_cards,
            order=32,
        ),
    ),
    child_facets=(
        ChildFacet(
            name="bulletins",
            template="bulletins/home/cards_child.html",
            lines=cards_of_wards,
            topics=lambda pupil_id: (),
            order=21,
        ),
    ),
    person_blocks=(
        PersonBlock(
            "accompagnements", frozenset({"eleve"}), "bulletins/home/plans_person.html", plans_door, order=24
        ),
        PersonBlock("bulletins", frozenset({"eleve"}), "bulletins/home/cards_person.html", cards_door, order=30),
    ),
    notices=(
        NoticeKind(notices.PUBLISHED, "Bulletins", profiles=frozenset({Profile.PUPIL, Profile.GUARDIAN})),
        NoticeKind(
            notices_council.COUNCIL, "Conseils de classe", profiles=frozenset({Profile.PUPIL, Profile.GUARDIAN})
        ),
    ),
    capabilities=(
        Capability(
            PUBLISH,
            "Conduire les conseils de classe, valider, publier et signer les bulletins",
            frozenset({Profile.DIRECTION}),
        ),
        Capability(
            MAKE,
            "Éditer les bulletins",
            frozenset({Profile.DIRECTION, Profile.STAFF}),
            only={Profile.STAFF: _OFFICE},
        ),
        Capability(
            SEE_ANY,
            "Lire ce qui s’écrit pour les bulletins de toutes les classes",
            frozenset({Profile.DIRECTION, Profile.VIE_SCOLAIRE}),
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(
            WRITE_LIFE,
            "Écrire la vie scolaire des bulletins",
            frozenset({Profile.DIRECTION, Profile.VIE_SCOLAIRE}),
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(
            WRITE_PLANS,
            "Écrire les plans d’accompagnement des élèves",
            frozenset({Profile.DIRECTION, Profile.STAFF}),
            only={Profile.STAFF: _OFFICE},
        ),
        Capability(ARRANGE, "Arranger les modèles et les mentions des bulletins", frozenset({Profile.DIRECTION})),
    ),
    duties=DUTIES,
    topics={"conseil": live.may_listen_to_council, "editions": live_cards.may_listen_to_editions},
    retention={
        "bulletin_settings": _SCHOOL,
        "bulletin_model": _SCHOOL,
        "mention": _SCHOOL,
        "sentence": "tant que la personne est là, ou jusqu’à ce qu’elle l’efface",
        "appreciation": _YEAR,
        "appreciation_version": "avec son appréciation",
        "appreciation_correction": "avec son appréciation",
        "programme_element": _YEAR,
        "class_comment": _YEAR,
        "teaching_project": _YEAR,
        "teaching_project_part": "avec son projet",
        "project_comment": "avec son projet",
        "accompaniment": "tant qu’il est en vigueur, puis l’année scolaire",
        "council": _YEAR,
        "council_decision": _YEAR,
        "council_decision_version": "avec sa décision",
        "council_snapshot": _YEAR,
        "school_life": _YEAR,
        "report_card": _SCHOOLING,
        "report_card_batch": _YEAR,
        "cycle_report": _SCHOOLING,
    },
)
