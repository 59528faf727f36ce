"""What the directory feed brings to the house: what it could not do, and who must be recognised."""

from __future__ import annotations

from preau.exchange.aaf.anomalies import ANOMALIES
from preau.exchange.aaf.policies import SEE_DELIVERIES
from preau.exchange.aaf.queries import beyond_schools
from preau.exchange.aaf.wording import KIND
from preau.foundation.rooms.manifest import Capability, Manifest, NoticeKind
from preau.kernel.actor import Profile

MANIFEST = Manifest(
    room="aaf",
    label="Livraisons de l’annuaire",
    capabilities=(
        Capability(
            SEE_DELIVERIES,
            "Voir ce que les livraisons de l’annuaire ont laissé de côté, sans aucun nom",
            frozenset({Profile.AGENT}),
        ),
    ),
    notices=(NoticeKind(KIND, "Fermeture de votre compte"),),
    retention={
        "aaf_delivery": "sans limite\u202f: des nombres, aucune donnée personnelle",
        "aaf_note": "85 jours après sa livraison, une fois refermée",
        "aaf_record": "tant que la source livre la fiche, et comme la personne",
        "aaf_awaited": "jusqu’à ce que la source livre le responsable",
        "aaf_reattachment": "comme la personne",
    },
    anomalies=ANOMALIES,
    beyond_schools=(beyond_schools,),
)
