"""What uploading brings to the house: the imports of each school."""

from __future__ import annotations

from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.queries import options_of_pupil
from preau.foundation.rooms.manifest import Capability, Functions, Manifest, MenuItem, PersonBlock
from preau.foundation.rooms.menu import SCHOOL
from preau.kernel.actor import Profile

OFFICE = frozenset({Profile.DIRECTION, Profile.STAFF})

MANIFEST = Manifest(
    room="upload",
    label="Imports de l’établissement",
    menu=(
        MenuItem(
            "Imports",
            "upload:list",
            "file",
            OFFICE,
            order=70,
            per_school=True,
            capability=IMPORT_FILES,
            group=SCHOOL,
        ),
    ),
    person_blocks=(
        PersonBlock("options", frozenset({"eleve"}), "upload/options.html", options_of_pupil, order=25),
    ),
    capabilities=(
        Capability(
            IMPORT_FILES,
            "Importer les fichiers de l’établissement (SIECLE, STS, EDT, UDT, tableaux)",
            OFFICE,
            only={Profile.STAFF: Functions("secrétariat", frozenset({"ADF"}))},
        ),
    ),
    retention={
        "school_import": "un an : le rapport nomme des personnes",
        "uploaded_file": "deux jours, ou jusqu’à la fin de l’import",
        "import_columns": "deux ans après le dernier tableau de ces colonnes",
        "pupil_option": "comme l’inscription de l’élève",
        "import_pairing": "comme la classe ou la personne qu’elle désigne",
    },
)
