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


def _names(*texts: str) -> frozenset[str]:
    return frozenset(name for text in texts for name in text.split())


_PERSON = """
ENTPersonJointure ENTPersonDateNaissance ENTPersonNomPatro sn givenName ENTPersonAutresPrenoms personalTitle
mail
"""
_ADDRESS = """
ENTPersonAdresse ENTPersonCodePostal ENTPersonVille ENTPersonPays homePhone mobile ENTPersonMobileSMS
"""
_STRUCTURE = """
ENTStructureJointure ENTStructureUAI ENTEtablissementUAI ENTStructureSIREN ENTStructureNomCourant
ENTStructureTypeStruct ENTStructureCodeTypeStruct ENTEtablissementMinistereTutelle
ENTEtablissementCodeMinistereTutelle ENTEtablissementContrat postOfficeBox street postalCode l
telephoneNumber facsimileTelephoneNumber ENTStructureMailSI ENTEtablissementStructRattachFctl
ENTEtablissementBassin ENTServAcAcademie ENTServAcCodeAcademie ENTStructureClasses ENTStructureGroupes
"""
_PUPIL = """
ENTEleveINE ENTEleveStructRattachId ENTEleveStructureRattachIdMEN ENTEleveAdresseRel ENTElevePersRelEleve
ENTEleveParents ENTElevePere ENTEleveMere ENTEleveAutoriteParentale ENTElevePersRelEleve1
ENTElevePersRelEleve2 ENTEleveQualitePersRelEleve1 ENTEleveQualitePersRelEleve2 ENTEleveBoursier
ENTEleveTransport ENTEleveRegime ENTEleveStatutEleve ENTEleveMEF ENTEleveLibelleMEF ENTEleveNivFormation
ENTEleveFiliere ENTEleveCodeEnseignements ENTEleveEnseignements ENTPersonStructRattach ENTEleveClasses
ENTEleveGroupes ENTEleveDateEntreeClasses ENTEleveDateSortieClasses ENTEleveDateEntreeStructRattach
ENTEleveDateSortieStructRattach ENTEleveEnseignementsEtablissementsAccueil
"""
_STAFF = """
ENTPersonStructRattach ENTPersonFonctions ENTAuxEnsCategoDiscipline ENTAuxEnsDisciplinesPoste ENTAuxEnsMEF
ENTAuxEnsMatiereEnseignEtab ENTAuxEnsClasses ENTAuxEnsGroupes ENTAuxEnsClassesMatieres
ENTAuxEnsGroupesMatieres ENTAuxEnsClassesPrincipal ENTEnsFonctionDir PersEducNatPresenceDevantEleves
ENTPersonCategorieEnseignant ENTPersonSTSId
"""

KNOWN_ATTRIBUTES: dict[Category, frozenset[str]] = {
    Category.STRUCTURE: _names(_STRUCTURE),
    Category.PUPIL: _names(_PERSON, _ADDRESS, _PUPIL),
    Category.RELATIVE: _names(
        _PERSON, _ADDRESS, "telephoneNumber ENTPersonAdresseDiffusion ENTAuxPersRelEleveEleve"
    ),
    Category.STAFF: _names(_PERSON, _STAFF),
    Category.SUBJECT: _names("ENTMatJointure ENTLibelleMatiere ENTMatiereRattach"),
    Category.MEF: _names("ENTMefJointure ENTLibelleMef ENTMEFRattach ENTMEFSTAT11 ENTNivFormation ENTFiliere"),
}

_READ_OF_PERSON = """
sn ENTPersonNomPatro givenName personalTitle ENTPersonAutresPrenoms ENTPersonDateNaissance mail mobile
ENTPersonMobileSMS homePhone telephoneNumber ENTPersonAdresse ENTPersonCodePostal ENTPersonVille ENTPersonPays
"""
#: What Préau reads of each category, and keeps of each entry to understand the deltas that follow. The rest
#: (grants, transport…) is read and forgotten: it serves nothing here.
READ_ATTRIBUTES: dict[Category, frozenset[str]] = {
    Category.STRUCTURE: _names(
        """ENTStructureUAI ENTEtablissementUAI ENTStructureNomCourant ENTStructureTypeStruct l street postalCode
        ENTEtablissementMinistereTutelle ENTEtablissementCodeMinistereTutelle ENTServAcAcademie telephoneNumber
        ENTEtablissementStructRattachFctl ENTStructureClasses ENTStructureGroupes"""
    ),
    Category.PUPIL: _names(
        _READ_OF_PERSON,
        """ENTEleveINE ENTEleveStructRattachId ENTEleveStructureRattachIdMEN ENTPersonStructRattach ENTEleveMEF
        ENTEleveNivFormation ENTEleveRegime ENTEleveStatutEleve ENTEleveClasses ENTEleveGroupes
        ENTElevePersRelEleve ENTEleveDateEntreeStructRattach ENTEleveDateSortieStructRattach
        ENTEleveDateEntreeClasses ENTEleveDateSortieClasses""",
    ),
    Category.RELATIVE: _names(_READ_OF_PERSON, "ENTPersonAdresseDiffusion"),
    Category.STAFF: _names(
        _READ_OF_PERSON,
        """ENTPersonSTSId ENTPersonStructRattach ENTPersonFonctions ENTAuxEnsClassesMatieres
        ENTAuxEnsGroupesMatieres ENTAuxEnsClassesPrincipal ENTEnsFonctionDir PersEducNatPresenceDevantEleves
        ENTPersonCategorieEnseignant""",
    ),
    Category.SUBJECT: _names("ENTLibelleMatiere"),
    Category.MEF: _names("ENTLibelleMef ENTMEFRattach ENTMEFSTAT11"),
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
