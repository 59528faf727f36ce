"""What the console brings to the house."""

from __future__ import annotations

from preau.console.home import anomalies_card
from preau.console.policies import COUNT_ANOMALIES, SEE_ANOMALIES
from preau.foundation.rooms.manifest import Capability, Functions, HomeCard, Manifest, MenuItem
from preau.kernel.actor import Profile

_OFFICE = frozenset({Profile.DIRECTION, Profile.STAFF})
#: Of the profile « personnel », the secretariat alone (rule B1).
_SECRETARIAT = Functions("secrétariat", frozenset({"ADF"}))

MANIFEST = Manifest(
    room="console",
    label="Administration",
    menu=(
        MenuItem(
            "Anomalies", "console:desk", "alert", _OFFICE, order=75, per_school=True, capability=SEE_ANOMALIES
        ),
        MenuItem("Anomalies", "console:region", "alert", frozenset({Profile.AGENT}), order=75),
    ),
    home=(
        HomeCard("anomalies", frozenset({Profile.STAFF}), "console/home/anomalies.html", anomalies_card, order=45),
    ),
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
    ),
    retention={
        "kept_as_is": "comme l’établissement : un motif et des identifiants, aucun nom",
        "anomaly_count": "jusqu’au décompte suivant",
    },
)
