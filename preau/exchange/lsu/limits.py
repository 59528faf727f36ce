"""How long each text may be, since which version, and who writes it. Every length of the LSU is here.

Source: rule B4 and formats §3.1, verified in the schemas of the versions (`versions.py` dates them). B4 says 8
signs for a division: true until 3.0-2019-04 included.
"""

from __future__ import annotations

from dataclasses import dataclass

from preau.exchange.lsu.findings import Mender
from preau.exchange.lsu.versions import VERSIONS, Version, is_since

_FIRST = VERSIONS[0].name


@dataclass(frozen=True, slots=True)
class Limit:
    """`words` is the field as a sentence says it; `longest` is counted in signs, from version `since` on."""

    field: str
    words: str
    longest: int
    mender: Mender
    source: str
    since: str = _FIRST


LIMITS = (
    Limit("entete/editeur", "le nom de l’éditeur", 50, Mender.DIRECTION, "B4"),
    Limit("entete/application", "le nom du logiciel", 50, Mender.DIRECTION, "B4"),
    Limit("entete/appliVersion", "la version du logiciel", 50, Mender.DIRECTION, "formats §3.1", "3.0-2019-02"),
    Limit("responsable-etab/libelle", "le nom du chef d’établissement", 100, Mender.DIRECTION, "formats §3.1"),
    Limit("eleve/nom", "le nom de l’élève", 100, Mender.SECRETARIAT, "schéma, NomPrenom"),
    Limit("eleve/prenom", "le prénom de l’élève", 100, Mender.SECRETARIAT, "schéma, NomPrenom"),
    Limit("code-structure", "le code de la classe ou du groupe", 8, Mender.SECRETARIAT, "B4"),
    Limit(
        "code-structure", "le code de la classe ou du groupe", 20,
        Mender.SECRETARIAT, "formats §3.1", "3.0-2021-06",
    ),
    Limit("discipline/libelle", "le libellé de la matière", 40, Mender.SECRETARIAT, "B4"),
    Limit("enseignant/nom", "le nom de l’enseignant", 100, Mender.SECRETARIAT, "schéma, NomPrenom"),
    Limit("enseignant/prenom", "le prénom de l’enseignant", 100, Mender.SECRETARIAT, "schéma, NomPrenom"),
    Limit("element-programme/libelle", "l’élément de programme", 300, Mender.TEACHER, "B4"),
    Limit(
        "competences-numeriques-commun", "l’appréciation commune des compétences numériques", 600,
        Mender.FORM_TEACHER, "formats §3.1", "3.0-2021-06",
    ),
    Limit("parcours", "le texte du parcours", 600, Mender.FORM_TEACHER, "formats §3.1"),
    Limit(
        "vie-scolaire-commun/commentaire", "le commentaire de vie scolaire de la classe", 600,
        Mender.VIE_SCOLAIRE, "B4",
    ),
    Limit("epi-thematique/code", "le code de la thématique d’EPI", 50, Mender.DIRECTION, "schéma", "3.0-2019"),
    Limit(
        "epi-thematique/libelle", "le libellé de la thématique d’EPI", 100, Mender.DIRECTION,
        "formats §3.1", "3.0-2019",
    ),
    Limit("epi/intitule", "l’intitulé de l’EPI", 150, Mender.TEACHER, "B4"),
    Limit("epi/description", "la description de l’EPI", 600, Mender.TEACHER, "B4"),
    Limit("epi-groupe/intitule", "l’intitulé du groupe d’EPI", 150, Mender.TEACHER, "schéma, Chaine150"),
    Limit("epi-groupe/commentaire", "le commentaire du groupe d’EPI", 600, Mender.TEACHER, "schéma, Chaine600"),
    Limit("acc-perso/intitule", "l’intitulé de l’AP", 150, Mender.TEACHER, "schéma, Chaine150"),
    Limit("acc-perso/description", "la description de l’AP", 600, Mender.TEACHER, "schéma, Chaine600"),
    Limit("acc-perso-groupe/intitule", "l’intitulé du groupe d’AP", 150, Mender.TEACHER, "schéma, Chaine150"),
    Limit(
        "acc-perso-groupe/commentaire", "le commentaire du groupe d’AP", 600, Mender.TEACHER, "schéma, Chaine600"
    ),
    Limit("acquis/appreciation", "l’appréciation", 600, Mender.TEACHER, "B4"),
    Limit("acquis/appreciation", "l’appréciation", 1000, Mender.TEACHER, "formats §3.1", "10.0"),
    Limit("acquis/moyenne-eleve", "la moyenne de l’élève", 8, Mender.TEACHER, "B4"),
    Limit("acquis/moyenne-structure", "la moyenne du groupe", 8, Mender.TEACHER, "B4"),
    Limit(
        "competences-numeriques/appreciation-num", "l’appréciation des compétences numériques", 600,
        Mender.FORM_TEACHER, "formats §3.1", "3.0-2021-06",
    ),
    Limit("epi-eleve/commentaire", "le commentaire de l’EPI", 600, Mender.TEACHER, "capacité C93"),
    Limit("acc-perso-eleve/commentaire", "le commentaire de l’AP", 600, Mender.TEACHER, "capacité C93"),
    Limit("modalite-accompagnement/complement-ppre", "le texte du PPRE", 600, Mender.FORM_TEACHER, "B4"),
    Limit(
        "modalite-accompagnement/complement-contrat-reussite", "le texte du contrat de réussite", 600,
        Mender.FORM_TEACHER, "B4", "3.0-2019",
    ),
    Limit("acquis-conseils", "la synthèse du conseil de classe", 1000, Mender.FORM_TEACHER, "B4"),
    Limit("devoirs-faits", "le texte de Devoirs faits", 600, Mender.FORM_TEACHER, "B4", "3.0-2019"),
    Limit("vie-scolaire/commentaire", "le commentaire de vie scolaire", 600, Mender.VIE_SCOLAIRE, "B4"),
    Limit("bilan-cycle/synthese", "la synthèse de fin de cycle", 1500, Mender.FORM_TEACHER, "B4"),
    Limit("responsable/nom", "le nom du responsable", 100, Mender.SECRETARIAT, "schéma, NomPrenom"),
    Limit("responsable/prenom", "le prénom du responsable", 100, Mender.SECRETARIAT, "schéma, NomPrenom"),
    Limit("responsable/lien-parente", "le lien de parenté", 40, Mender.SECRETARIAT, "B4"),
    Limit(
        "responsable/denomination", "la dénomination des responsables", 600, Mender.SECRETARIAT,
        "formats §3.1", "3.0-2019-02",
    ),
    Limit("adresse/ligne", "une ligne de l’adresse", 50, Mender.SECRETARIAT, "formats §3.1"),
    Limit("adresse/code-postal", "le code postal", 10, Mender.SECRETARIAT, "formats §3.1"),
    Limit("adresse/commune", "la commune", 100, Mender.SECRETARIAT, "formats §3.1"),
)  # fmt: skip
#: Largest number of late arrivals, half-days or hours (B4).
LARGEST_COUNT = 999
#: Figures of a number of SIECLE or of STS: far more than they have, and few enough for any reader of the schemas.
LONGEST_NUMBER = 18


def limits_of(version: Version) -> dict[str, Limit]:
    """By field, the last limit that came before `version` or with it."""
    return {limit.field: limit for limit in LIMITS if is_since(version, limit.since)}
