"""Names and codes of SIECLE that Préau knows (formats §2.1).

Known does not mean used: an element in none of these sets is counted and told, and never fails a reading.
"""

from __future__ import annotations

from preau.exchange.siecle.records import ExportKind

#: Per kind of file, the sections under DONNEES and the element each is made of; None: the section is one element.
SECTIONS: dict[ExportKind, dict[str, str | None]] = {
    ExportKind.PUPILS: {
        "ELEVES": "ELEVE",
        "OPTIONS": "OPTION",
        "STRUCTURES": "STRUCTURES_ELEVE",
        "ADRESSES": "ADRESSE",
    },
    ExportKind.GUARDIANS: {"PERSONNES": "PERSONNE", "RESPONSABLES": "RESPONSABLE_ELEVE", "ADRESSES": "ADRESSE"},
    ExportKind.NOMENCLATURES: {
        "MEFS": "MEF",
        "MATIERES": "MATIERE",
        "PROGRAMMES": "PROGRAMME",
        "OPTIONS_OBLIGATOIRES": "OPTION_OBLIGATOIRE",
        "MODALITES_ELECTION": "MODALITE_ELECTION",
    },
    ExportKind.STRUCTURES: {"DIVISIONS": "DIVISION", "GROUPES": "GROUPE"},
    ExportKind.SCHOOL: {"UAJ": None, "ANNEE_SCOLAIRE": None},
}
#: Without these sections a file is not what it says: read as it is, it would empty the school.
REQUIRED: dict[ExportKind, frozenset[str]] = {
    ExportKind.PUPILS: frozenset({"ELEVES", "STRUCTURES"}),
    ExportKind.GUARDIANS: frozenset({"PERSONNES", "RESPONSABLES"}),
    ExportKind.NOMENCLATURES: frozenset({"MEFS"}),
    ExportKind.STRUCTURES: frozenset({"DIVISIONS"}),
    ExportKind.SCHOOL: frozenset({"UAJ"}),
}


def _names(*texts: str) -> frozenset[str]:
    return frozenset(name for text in texts for name in text.split())


#: Sections that nothing uses here.
UNUSED = _names(
    "BOURSES REGIMES LIENS_PARENTE PROFESSIONS SITUATIONS_EMPLOI PCS_SITUATIONS_EMPLOI PROVENANCES MOTIFS_SORTIE "
    "STATUTS_ELEVE CONTRATS TYPES_ETABLISSEMENT CIVILITES MODALITES_COURS"
)
_ADDRESS_LINES = "LIGNE1_ADRESSE LIGNE2_ADRESSE LIGNE3_ADRESSE LIGNE4_ADRESSE"
_CONTACTS = "ACCEPTE_SMS MEL TEL_PERSONNEL TEL_PORTABLE TEL_PROFESSIONNEL TEL_DOMICILE ADRESSE_ID"
_LABELS = "LIBELLE_COURT LIBELLE_LONG LIBELLE_EDITION"
#: The children each element may have.
ELEMENTS: dict[str, frozenset[str]] = {
    "ELEVE": _names(
        _CONTACTS,
        "ELEVE_ID ID_NATIONAL INE_BEA INE_RNIE ELENOET ID_ELEVE_ETAB ID_PRV_ELE NOM_DE_FAMILLE NOM_USAGE NOM "
        "PRENOM PRENOM2 PRENOM3 DATE_NAISS DOUBLEMENT CODE_PAYS DATE_MODIFICATION CODE_REGIME DATE_ENTREE "
        "DATE_SORTIE CODE_MOTIF_SORTIE VILLE_NAISS CODE_SEXE CODE_PAYS_NAT CODE_STATUT CODE_MEF "
        "CODE_DEPARTEMENT_NAISS CODE_COMMUNE_INSEE_NAISS ADHESION_TRANSPORT CODE_PROVENANCE SCOLARITE_AN_DERNIER",
    ),
    "OPTION": _names("OPTIONS_ELEVE"),
    "STRUCTURES_ELEVE": _names("STRUCTURE"),
    "ADRESSE": _names(
        _ADDRESS_LINES,
        "ADRESSE_ID COMMUNE_ETRANGERE CODE_POSTAL CODE_PAYS CODE_COMMUNE_INSEE LL_PAYS CODE_DEPARTEMENT "
        "LIBELLE_POSTAL BOITE_POSTALE",
    ),
    "PERSONNE": _names(
        _CONTACTS,
        "PERSONNE_ID LC_CIVILITE LL_CIVILITE NOM_DE_FAMILLE NOM_USAGE NOM PRENOM COMMUNICATION_ADRESSE "
        "CODE_PROFESSION",
    ),
    "RESPONSABLE_ELEVE": _names(
        "ELEVE_ID PERSONNE_ID NIVEAU_RESPONSABILITE CODE_PARENTE PAIE_FRAIS_SCOLAIRES PERCOIT_LES_AIDES "
        "HEBERGE_ELEVE A_CONTACTER_EN_PRIORITE RESP_LEGAL RESP_FINANCIER PERS_PAIMENT PERS_CONTACT"
    ),
    "MEF": _names(
        _LABELS,
        "FORMATION STATUT_MEF MEF_RATTACHEMENT CODE_MEFSTAT NB_OPT_OBLIG NB_OPT_MINI RENFORCEMENT_LANGUES "
        "INSCRIPTION_ETAB MEF_ORIGINE MEF_SELECTIONNE MEF_SELORIG DATE_OUVERTURE DATE_FERMETURE",
    ),
    "MATIERE": _names(_LABELS, "CODE_GESTION MATIERE_ETP TYPE_LANGUE_VIVANTE"),
    "PROGRAMME": _names("CODE_MEF CODE_MATIERE CODE_MODALITE_ELECT HORAIRE"),
    "OPTION_OBLIGATOIRE": _names("CODE_MEF CODE_MATIERE RANG_OPTION"),
    "MODALITE_ELECTION": _names(_LABELS),
    "DIVISION": _names(_LABELS, "CODE_RNE CODE_CONTRAT MEFS_APPARTENANCE"),
    "GROUPE": _names(_LABELS, "CODE_RNE CODE_CONTRAT MEFS_APPARTENANCE"),
}

#: TYPE_STRUCTURE.
DIVISION, GROUP = "D", "G"
#: The division where schools park the pupils who no longer come, folded.
INACTIVE_DIVISION = "inactifs"
FRANCE = "100"
#: CODE_STATUT of an apprentice.
APPRENTICE = "AP"
SEXES = {"1": "M", "2": "F", "M": "M", "F": "F"}
#: Pupils have a sex and no title; the directory feed gives them the title that goes with it.
TITLE_OF_SEX = {"M": "M.", "F": "Mme"}
#: CODE_REGIME → the words of the directory feed, so that one pupil does not change regime with the source.
_DAYS = range(1, 7)
REGIMES = {
    "0": "EXTERNE LIBRE",
    "1": "EXTERNE SURVEILLE",
    "2": "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT",
    **{f"2{days}": f"DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT {days}" for days in _DAYS},
    "29": "DEMI-PENSIONNAIRE AU TICKET",
    "3": "INTERNE DANS L'ETABLISSEMENT",
    **{f"3{days}": f"INTERNE DANS L'ETABLISSEMENT {days}" for days in _DAYS},
}
_OTHER_REGIMES = {"2": REGIMES["2"], "3": REGIMES["3"]}


def regime_of(code: str) -> str | None:
    """The regime behind a code: `24` is half board four days a week. The first digit decides for codes unseen."""
    known = REGIMES.get(code)
    return known or (_OTHER_REGIMES.get(code[:1]) if len(code) == 2 and code.isdigit() else None)
