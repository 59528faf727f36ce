"""What the directory brings to the house: the calendar of each school, its people, its classes and groups."""

from __future__ import annotations

from preau.directory.adults import coming_of_age
from preau.directory.anomalies import ANOMALIES
from preau.directory.home import people_card, region_card
from preau.directory.people.blocks import BLOCKS
from preau.directory.policies import (
    DESCRIBE_SCHOOL,
    MANAGE_CALENDAR,
    MANAGE_GROUPS,
    MANAGE_PORTRAITS,
    MERGE_PERSONS,
    RECORD_OPPOSITION,
    SEARCH_BY_BIRTH,
    SEE_FAMILIES,
    SEE_PUPILS,
    SEE_TAUGHT,
)
from preau.directory.settings_copied import SETTINGS
from preau.foundation.rooms.manifest import Capability, Functions, HomeCard, Manifest, MenuItem, NoticeKind
from preau.foundation.rooms.menu import MORE, SCHOOL
from preau.kernel.actor import STAFF_PROFILES, Profile

_OFFICE = frozenset({Profile.DIRECTION, Profile.STAFF})
#: Of the profile « personnel », the secretariat alone (rule B1).
_SECRETARIAT = Functions("secrétariat", frozenset({"ADF"}))
_CPE = Functions("CPE", frozenset({"EDU", "CPE"}))
#: Rule B1, columns « Secretariat », « Nurse, AS, PsyEN »: any pupil, and her family.
_CARE = Functions("secrétariat, santé, social, orientation", frozenset({"ADF", "MDS", "ORI"}))
_LIBRARIAN = Functions("documentation", frozenset({"DOC"}))
_TEACHERS = frozenset({Profile.TEACHER})
_WATCHERS = _OFFICE | {Profile.VIE_SCOLAIRE}

MANIFEST = Manifest(
    room="directory",
    label="Annuaire et calendrier",
    menu=(
        MenuItem(
            "Calendrier",
            "directory:mine",
            "sun",
            frozenset({Profile.PUPIL, Profile.GUARDIAN}),
            order=40,
            group=MORE,
        ),
        MenuItem(
            "Annuaire", "directory:people", "people", STAFF_PROFILES, order=35, per_school=True, group=SCHOOL
        ),
        MenuItem(
            "Calendrier", "directory:calendar", "sun", STAFF_PROFILES, order=40, per_school=True, group=SCHOOL
        ),
    ),
    home=(
        HomeCard("region", frozenset({Profile.AGENT}), "directory/home/region.html", region_card, order=10),
        HomeCard("majorite", frozenset({Profile.PUPIL}), "directory/home/majority.html", coming_of_age, order=5),
        HomeCard("annuaire", STAFF_PROFILES, "directory/home/people.html", people_card, order=60),
    ),
    person_blocks=BLOCKS,
    capabilities=(
        Capability(
            MANAGE_CALENDAR,
            "Régler le calendrier : fermetures, périodes, conseils de classe",
            _OFFICE,
            only={Profile.STAFF: _SECRETARIAT},
        ),
        Capability(
            DESCRIBE_SCHOOL,
            "Écrire la fiche de l’établissement",
            _OFFICE,
            only={Profile.STAFF: _SECRETARIAT},
        ),
        Capability(
            SEE_PUPILS,
            "Trouver et lire tous les élèves de l’établissement",
            _WATCHERS | {Profile.TEACHER},
            only={Profile.STAFF: _CARE, Profile.TEACHER: _LIBRARIAN},
        ),
        Capability(SEE_TAUGHT, "Trouver et lire les élèves de ses classes et de ses groupes", _TEACHERS),
        Capability(
            SEE_FAMILIES,
            "Trouver les responsables, lire comment les joindre",
            _WATCHERS,
            only={Profile.STAFF: _CARE},
        ),
        Capability(
            MANAGE_GROUPS,
            "Faire les groupes de l’établissement et choisir leurs membres",
            _WATCHERS,
            only={Profile.STAFF: _SECRETARIAT, Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(
            MANAGE_PORTRAITS,
            "Envoyer les photos des élèves, noter le droit à l’image",
            _WATCHERS,
            only={Profile.STAFF: _SECRETARIAT, Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(
            RECORD_OPPOSITION,
            "Enregistrer l’opposition d’un élève majeur à l’information de ses responsables",
            _OFFICE,
            only={Profile.STAFF: _SECRETARIAT},
        ),
        Capability(
            SEARCH_BY_BIRTH,
            "Chercher une personne par son nom de naissance, un élève par sa date de naissance",
            _OFFICE,
            only={Profile.STAFF: _SECRETARIAT},
        ),
        Capability(
            MERGE_PERSONS,
            "Fusionner deux fiches d’une même personne, ou défaire une fusion",
            _OFFICE,
            only={Profile.STAFF: _SECRETARIAT},
        ),
    ),
    retention={
        "holiday": "sans limite : aucune donnée personnelle",
        "closure": "sans limite : aucune donnée personnelle",
        "term": "comme la classe",
        "portrait": "tant que l’élève est dans l’établissement, ou jusqu’au refus de sa famille",
        "unpaired_portrait": "trente jours",
        "image_right": "tant que l’élève est dans l’établissement",
        "adult_opposition": "tant que l’élève est dans un établissement",
        "broadcast_list": "comme l’établissement",
        "broadcast_audience": "comme la liste",
        "class_delegate": "comme la classe",
        "school_settings": "comme l’établissement",
        "school_logo": "comme l’établissement",
        "collectivity_logo": "sans limite : aucune donnée personnelle",
        "settings_copy": "comme l’établissement modèle",
        "school_project": "comme l’établissement",
        "person_merge": "comme la personne",
        "merged_rows": "trente jours : ce qui sépare deux fiches fusionnées par erreur",
    },
    anomalies=ANOMALIES,
    notices=(NoticeKind("directory:majority", "Majorité d’un élève"),),
    settings=SETTINGS,
    person_columns=(("notice", "recipient_id"), ("notice", "about_pupil_id")),
)
