"""What the directory brings to the house: the calendar of each school."""

from __future__ import annotations

from preau.directory.home import region_card
from preau.directory.policies import DESCRIBE_SCHOOL, MANAGE_CALENDAR
from preau.foundation.rooms.manifest import Capability, Functions, HomeCard, Manifest, MenuItem
from preau.kernel.actor import STAFF_PROFILES, Profile

_OFFICE = frozenset({Profile.DIRECTION, Profile.STAFF})
#: Of the profile « personnel », the secretariat alone (rule B1).
_SECRETARIAT = Functions("secrétariat", frozenset({"ADF"}))

MANIFEST = Manifest(
    room="directory",
    label="Annuaire et calendrier",
    menu=(
        MenuItem("Calendrier", "directory:mine", "sun", frozenset({Profile.PUPIL, Profile.GUARDIAN}), order=40),
        MenuItem("Calendrier", "directory:calendar", "sun", STAFF_PROFILES, order=40, per_school=True),
    ),
    home=(HomeCard("region", frozenset({Profile.AGENT}), "directory/home/region.html", region_card, order=10),),
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
    ),
    retention={
        "holiday": "sans limite : aucune donnée personnelle",
        "closure": "sans limite : aucune donnée personnelle",
        "term": "comme la classe",
        "school_settings": "comme l’établissement",
        "school_project": "comme l’établissement",
    },
)
