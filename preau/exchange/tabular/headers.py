"""What a header means: the names that software and schools give to columns.

A header is compared without its case, accents, blanks, stars and punctuation: « Prénom de l’élève* » is
`prenomdeleleve`. Then, in this order: it is a known name; it is a known name said of a child or of a guardian
(« Nom de l’élève », `r1_nom`, « Courriel responsable 2 »); it is a known name with a number after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from preau.exchange.tabular.records import Field, Kind, Whose
from preau.kernel.words import folded

_NAMES = {
    Field.NAME: "nom lastname surname",
    Field.USAGE_NAME: "nomdusage nomusage nomusuel nomdusageoudepouse",
    Field.BIRTH_NAME: "nomdefamille nomfamille nomdenaissance nomnaissance nompatronymique nompatro "
    "nomdejeunefille",
    Field.FIRST_NAME: "prenom prenomusuel premierprenom prenom1 firstname",
    Field.OTHER_FIRST_NAMES: "autresprenoms autreprenom deuxiemeprenom troisiemeprenom prenom2 prenom3",
    Field.TITLE: "civilite civ titre title lccivilite llcivilite",
    Field.BORN_ON: "datedenaissance datenaissance datenaiss datenais neele nele neeele naissance birthdate "
    "datedenaissancejjmmaaaa",
    Field.EMAIL: "email mail mel courriel adressemail adresseemail adressecourriel adresseelectronique "
    "courrielpersonnel emailpersonnel",
    Field.MOBILE: "portable mobile telephoneportable telephonemobile telportable telmobile numerodeportable gsm "
    "telephoneportablepersonnel",
    Field.PHONE: "telephone tel phone telephonedomicile teldomicile telephonepersonnel telpersonnel "
    "telephonefixe telfixe numerodetelephone",
    Field.WORK_PHONE: "telephonetravail teltravail telephoneprofessionnel telprofessionnel telpro telephonepro",
    Field.ADDRESS: "adresse adressepostale rue voie address ligneadresse ligne1adresse ligne2adresse "
    "ligne3adresse ligne4adresse complementdadresse complementadresse",
    Field.POSTAL_CODE: "codepostal cp zipcode",
    Field.TOWN: "ville commune localite libellepostal communederesidence city",
    Field.COUNTRY: "pays paysderesidence country llpays",
    Field.EXTERNAL_ID: "id idexterne externalid identifiant identifiantexterne jointure entpersonjointure",
    Field.INE: "ine idnational identifiantnational numeronational nnational identifiantunique inernie "
    "identifiantnationaleleve",
    Field.SIECLE_ID: "eleveid idsiecle identifiantsiecle numerosiecle idbe",
    Field.DIVISIONS: "classe classes division divisions libelleclasse codeclasse codestructure "
    "classeouregroupement libellelongclasse",
    Field.GROUPS: "groupe groupes regroupement regroupements",
    Field.MEF: "mef codemef formation codeformation",
    Field.LEVEL: "niveau niveaudeformation niveauscolaire",
    Field.REGIME: "regime coderegime libelleregime",
    Field.STATUS: "statut codestatut",
    Field.ENTERED_ON: "dateentree datedentree dateentreeetablissement dateentreeformation",
    Field.LEFT_ON: "datesortie datedesortie datesortieetablissement",
    Field.FUNCTION: "fonction fonctions poste function",
    Field.SUBJECTS: "matiere matieres discipline disciplines matiereenseignee matieresenseignees",
    Field.VALID_FROM: "debutdudroit debutdevalidite valabledu valableapartirdu invitedu",
    Field.VALID_UNTIL: "findudroit findevalidite valablejusquau valableau inviteau invitejusquau",
    Field.KINSHIP: "lienparente liendeparente parente codeparente lien lienavecleleve lieneleve",
    Field.RESPONSIBILITY: "niveauresponsabilite niveauderesponsabilite responsabilite resplegal",
    Field.PAYS_FEES: "paielesfraisscolaires paiefraisscolaires respfinancier responsablefinancier payeur",
    Field.RECEIVES_AIDS: "percoitlesaides perspaiment",
    Field.PRIORITY: "acontacterenpriorite contactprioritaire perscontact",
}
FIELD_OF_NAME = {name: field for field, names in _NAMES.items() for name in names.split()}
_CHILD_AFTER = re.compile(r"(?P<name>.+?)(?:del|des|de)?(?:eleve|enfant)s?(?P<rank>\d?)")
_CHILD_BEFORE = re.compile(r"(?:eleve|enfant)(?P<rank>\d?)(?P<name>.+)")
_OF_GUARDIAN = r"(?:representantlegal|responsablelegal|representant|responsable|resp|parent|tuteur)"
_GUARDIAN_AFTER = re.compile(rf"(?P<name>.+?)(?:du|des|de)?{_OF_GUARDIAN}s?(?P<rank>\d?)")
_GUARDIAN_BEFORE = re.compile(rf"(?:{_OF_GUARDIAN}|r(?=\d))(?P<rank>\d?)(?P<name>.+)")
_NUMBERED = re.compile(r"(?P<name>.+?)(?P<rank>\d{1,2})")
#: The person herself, in the tables that are about her.
_HERSELF = {Kind.PUPILS: Whose.CHILD, Kind.GUARDIANS: Whose.GUARDIAN}
#: What a line may also speak of, by the kind of its table.
_ALSO = {Kind.PUPILS: Whose.GUARDIAN, Kind.GUARDIANS: Whose.CHILD}


class Meaning(NamedTuple):
    """`rank` is None when the header gives no number."""

    field: Field
    whose: Whose
    rank: int | None


def header_key(header: str) -> str:
    """« Prénom de l’élève * » → `prenomdeleleve`; what stands between brackets counts too."""
    return folded(header).replace(" ", "")


def signature_of(headers: Iterable[str]) -> str:
    """The same for two tables with the same headers in the same order, however they are written."""
    return sha256("\n".join(map(header_key, headers)).encode()).hexdigest()


def meaning_of(header: str, kind: Kind) -> Meaning | None:
    """What a column called so holds in a table of that kind; None when nothing tells."""
    key = header_key(header)[:80]
    if key in FIELD_OF_NAME:
        return Meaning(FIELD_OF_NAME[key], Whose.LINE, None)
    for shape, whose in (
        (_CHILD_AFTER, Whose.CHILD),
        (_CHILD_BEFORE, Whose.CHILD),
        (_GUARDIAN_AFTER, Whose.GUARDIAN),
        (_GUARDIAN_BEFORE, Whose.GUARDIAN),
        (_NUMBERED, Whose.LINE),
    ):
        found = shape.fullmatch(key)
        field = FIELD_OF_NAME.get(found["name"]) if found else None
        if found is None or field is None:
            continue
        if whose in {Whose.LINE, _HERSELF.get(kind)}:
            return Meaning(field, Whose.LINE, None)
        if whose is _ALSO.get(kind):
            return Meaning(field, whose, int(found["rank"]) if found["rank"] else None)
        return None
    return None
