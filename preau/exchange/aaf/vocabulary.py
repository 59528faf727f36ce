"""Attribute names of SDET annexe 4 bis that Préau knows, per category (formats §1.3).

Known does not mean used: an attribute in none of these sets is counted and told, and never fails a reading.
"""

from __future__ import annotations

from preau.exchange.aaf.records import Category

#: `operationalAttributes` of each category: (name, value). The file is called Matiere…, the value Mat….
OPERATIONAL = {
    Category.STRUCTURE: ("categorieStructure", "EtabEducNat"),
    Category.SUBJECT: ("categorieMatiere", "MatEducNat"),
    Category.MEF: ("categorieMef", "MefEducNat"),
    Category.PUPIL: ("categoriePersonne", "Eleve"),
    Category.RELATIVE: ("categoriePersonne", "PersRelEleve"),
    Category.STAFF: ("categoriePersonne", "PersEducNat"),
}

_PERSON = """
ENTPersonJointure ENTPersonDateNaissance ENTPersonNomPatro sn givenName ENTPersonAutresPrenoms personalTitle mail
"""
_ADDRESS = "ENTPersonAdresse ENTPersonCodePostal ENTPersonVille ENTPersonPays homePhone mobile ENTPersonMobileSMS"

KNOWN_ATTRIBUTES: dict[Category, frozenset[str]] = {
    Category.STRUCTURE: frozenset(
        """
        ENTStructureJointure ENTStructureUAI ENTEtablissementUAI ENTStructureSIREN ENTStructureNomCourant
        ENTStructureTypeStruct ENTStructureCodeTypeStruct ENTEtablissementMinistereTutelle
        ENTEtablissementCodeMinistereTutelle ENTEtablissementContrat postOfficeBox street postalCode l
        telephoneNumber facsimileTelephoneNumber ENTStructureMailSI ENTEtablissementStructRattachFctl
        ENTEtablissementBassin ENTServAcAcademie ENTServAcCodeAcademie ENTStructureClasses ENTStructureGroupes
        """.split()
    ),
    Category.PUPIL: frozenset(
        f"""
        {_PERSON} {_ADDRESS} ENTEleveINE ENTEleveStructRattachId ENTEleveStructureRattachIdMEN ENTEleveAdresseRel
        ENTElevePersRelEleve ENTEleveParents ENTElevePere ENTEleveMere ENTEleveAutoriteParentale
        ENTElevePersRelEleve1 ENTElevePersRelEleve2 ENTEleveQualitePersRelEleve1 ENTEleveQualitePersRelEleve2
        ENTEleveBoursier ENTEleveTransport ENTEleveRegime ENTEleveStatutEleve ENTEleveMEF ENTEleveLibelleMEF
        ENTEleveNivFormation ENTEleveFiliere ENTEleveCodeEnseignements ENTEleveEnseignements
        ENTPersonStructRattach ENTEleveClasses ENTEleveGroupes ENTEleveDateEntreeClasses
        ENTEleveDateSortieClasses ENTEleveDateEntreeStructRattach ENTEleveDateSortieStructRattach
        ENTEleveEnseignementsEtablissementsAccueil
        """.split()
    ),
    Category.RELATIVE: frozenset(
        f"""
        {_PERSON} {_ADDRESS} telephoneNumber ENTPersonAdresseDiffusion ENTAuxPersRelEleveEleve
        """.split()
    ),
    Category.STAFF: frozenset(
        f"""
        {_PERSON} ENTPersonStructRattach ENTPersonFonctions ENTAuxEnsCategoDiscipline ENTAuxEnsDisciplinesPoste
        ENTAuxEnsMEF ENTAuxEnsMatiereEnseignEtab ENTAuxEnsClasses ENTAuxEnsGroupes ENTAuxEnsClassesMatieres
        ENTAuxEnsGroupesMatieres ENTAuxEnsClassesPrincipal ENTEnsFonctionDir PersEducNatPresenceDevantEleves
        ENTPersonCategorieEnseignant ENTPersonSTSId
        """.split()
    ),
    Category.SUBJECT: frozenset({"ENTMatJointure", "ENTLibelleMatiere", "ENTMatiereRattach"}),
    Category.MEF: frozenset(
        {"ENTMefJointure", "ENTLibelleMef", "ENTMEFRattach", "ENTMEFSTAT11", "ENTNivFormation", "ENTFiliere"}
    ),
}

#: The attribute that repeats the identifier, per category.
KEY_ATTRIBUTE = {
    Category.STRUCTURE: "ENTStructureJointure",
    Category.SUBJECT: "ENTMatJointure",
    Category.MEF: "ENTMefJointure",
    Category.PUPIL: "ENTPersonJointure",
    Category.RELATIVE: "ENTPersonJointure",
    Category.STAFF: "ENTPersonJointure",
}

#: Functions that make a teacher, whatever else is said (entcore's rule, formats §1.3).
TEACHING_FUNCTIONS = frozenset({"ENS", "DOC"})
#: `-` is « SANS OBJET ».
NO_FUNCTION = "-"
#: Labels of disciplines that are those of a head or a deputy.
HEAD_DISCIPLINES = frozenset(
    {
        "DIRECTION",
        "DIRECTION CHEF D'ETABLISSEMENT",
        "DIRECTION ADJOINT AU CHEF ETABLISSEMENT",
        "CHEF D'ETABLISSEMENT ADJOINT",
    }
)
