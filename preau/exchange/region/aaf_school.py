"""Attributes of structures, subjects and programmes (formats §1.3)."""

from __future__ import annotations

from preau.exchange.region.aaf_file import Attributes
from preau.exchange.region.drawing import drawer
from preau.exchange.region.names.places import STREETS
from preau.exchange.region.plan import Kind, SchoolPlan
from preau.exchange.region.structure import Division
from preau.exchange.region.subjects import Mef, Subject
from preau.exchange.region.teaching import Group

ACADEMIES = {"016": "TOULOUSE", "011": "MONTPELLIER"}
#: Kind of school → type of structure and its code (nature of UAI).
_TYPES = {
    Kind.COLLEGE: ("COLLEGE", "340"),
    Kind.LYCEE: ("LYCEE D ENSEIGNEMENT GENERAL ET TECHNOLOGIQUE", "302"),
    Kind.LYCEE_PRO: ("LYCEE PROFESSIONNEL", "320"),
    Kind.AGRICOLE: ("LYCEE D ENSEIGNEMENT GENERAL ET TECHNOLOGIQUE AGRICOLE", "307"),
}
TYPE_CODES = {kind: code for kind, (_label, code) in _TYPES.items()}


def street_of(plan: SchoolPlan) -> str:
    """Where the school stands."""
    rng = drawer("street", plan.uai)
    return f"{rng.randint(1, 60)} {rng.choice(STREETS)}"


def phone_of(plan: SchoolPlan) -> str:
    """A number kept for fiction, as structures write it."""
    start = "5 36 49" if plan.academie == "016" else "4 65 71"
    return f"+33 {start} {plan.index // 100 % 100:02d} {plan.index % 100:02d}"


def structure_attributes(
    plan: SchoolPlan, seat: SchoolPlan | None, divisions: list[Division], groups: list[Group]
) -> Attributes:
    """An EtabEducNat entry with its classes and groups."""
    label, code = _TYPES[plan.kind]
    is_agricultural = plan.kind is Kind.AGRICOLE
    codes = [division.code for division in divisions]
    return [
        ("ENTStructureJointure", plan.key),
        ("ENTStructureUAI", plan.uai),
        ("ENTEtablissementUAI", plan.uai),
        ("ENTStructureSIREN", f"19{plan.uai[:7]}00{plan.index:03d}"[:14]),
        ("ENTStructureNomCourant", f"{plan.kind}${plan.kind} {plan.name}${plan.town.name.upper()}"),
        ("ENTStructureTypeStruct", label),
        ("ENTStructureCodeTypeStruct", code),
        (
            "ENTEtablissementMinistereTutelle",
            "MINISTERE DE L'AGRICULTURE" if is_agricultural else "MINISTERE DE L'EDUCATION NATIONALE",
        ),
        ("ENTEtablissementCodeMinistereTutelle", "" if is_agricultural else "06"),
        ("ENTEtablissementContrat", "PU"),
        ("postOfficeBox", ""),
        ("street", street_of(plan)),
        ("postalCode", plan.town.postal_code),
        ("l", plan.town.name),
        ("telephoneNumber", phone_of(plan)),
        ("facsimileTelephoneNumber", ""),
        ("ENTStructureMailSI", f"ce.{plan.uai.lower()}@{ACADEMIES[plan.academie].lower()}.example"),
        ("ENTEtablissementStructRattachFctl", seat.key if seat else ""),
        ("ENTEtablissementBassin", f"{plan.academie}{plan.departement[1:]}$BASSIN {plan.departement[1:]}"),
        ("ENTServAcAcademie", ACADEMIES[plan.academie]),
        ("ENTServAcCodeAcademie", plan.academie),
        (
            "ENTStructureClasses",
            [f"{division.code}${division.label}${division.level.mef}" for division in divisions],
        ),
        (
            "ENTStructureGroupes",
            ["$".join((group.code, group.label, *(codes[n] for n in group.divisions))) for group in groups],
        ),
    ]


def subject_attributes(subject: Subject) -> Attributes:
    """A MatEducNat entry."""
    return [
        ("ENTMatJointure", subject.code),
        ("ENTLibelleMatiere", subject.label),
        ("ENTMatiereRattach", subject.code),
    ]


def mef_attributes(mef: Mef) -> Attributes:
    """A MefEducNat entry."""
    return [
        ("ENTMefJointure", mef.code),
        ("ENTLibelleMef", mef.label),
        ("ENTMEFRattach", mef.code),
        ("ENTMEFSTAT11", mef.stat11),
        ("ENTNivFormation", mef.level),
        ("ENTFiliere", mef.stream),
    ]
