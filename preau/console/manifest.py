"""What the console brings to the house."""

from __future__ import annotations

from preau.console.home import anomalies_card
from preau.console.policies import COPY_SETTINGS, COUNT_ANOMALIES, DESCRIBE_NETWORK, MERGE_ACROSS, SEE_ANOMALIES
from preau.foundation.rooms.manifest import Capability, Functions, HomeCard, Manifest, MenuItem
from preau.foundation.rooms.menu import REGION, SCHOOL
from preau.kernel.actor import Profile

_OFFICE = frozenset({Profile.DIRECTION, Profile.STAFF})
_AGENTS = frozenset({Profile.AGENT})
#: Of the profile « personnel », the secretariat alone (rule B1).
_SECRETARIAT = Functions("secrétariat", frozenset({"ADF"}))

MANIFEST = Manifest(
    room="console",
    label="Administration",
    menu=(
        MenuItem(
            "Anomalies",
            "console:desk",
            "alert",
            _OFFICE,
            order=75,
            per_school=True,
            capability=SEE_ANOMALIES,
            group=SCHOOL,
        ),
        MenuItem("Anomalies", "console:region", "alert", _AGENTS, order=75, group=REGION),
        MenuItem(
            "Fiches à réunir", "console:across", "people", frozenset({Profile.AGENT}), order=76, group=REGION
        ),
        MenuItem(
            "Copier des réglages",
            "console:copy-settings",
            "switch",
            frozenset({Profile.AGENT}),
            order=78,
            group=REGION,
        ),
        MenuItem("Projets", "console:projects", "people", _AGENTS, order=79, group=REGION),
    ),
    home=(HomeCard("anomalies", _OFFICE, "console/home/anomalies.html", anomalies_card, order=45),),
    capabilities=(
        Capability(
            SEE_ANOMALIES,
            "Voir les anomalies de l’établissement et les réparer",
            _OFFICE,
            only={Profile.STAFF: _SECRETARIAT},
        ),
        Capability(
            COUNT_ANOMALIES,
            "Voir combien d’anomalies a chaque établissement, sans aucun nom",
            frozenset({Profile.AGENT}),
        ),
        Capability(
            COPY_SETTINGS,
            "Copier les réglages d’un établissement à d’autres, dans son périmètre",
            frozenset({Profile.AGENT}),
        ),
        Capability(
            DESCRIBE_NETWORK,
            "Choisir le logo d’une collectivité et les établissements d’un projet, dans son périmètre",
            frozenset({Profile.AGENT}),
        ),
        Capability(
            MERGE_ACROSS,
            "Réunir les fiches d’une personne connue de plusieurs établissements, à la demande de l’un d’eux",
            frozenset({Profile.AGENT}),
        ),
    ),
    retention={
        "merge_request": "comme l’établissement : des identifiants, un motif et une réponse",
        "kept_as_is": "comme l’établissement : un motif et des identifiants, aucun nom",
        "anomaly_count": "jusqu’au décompte suivant",
    },
)
