"""Attributes of pupils, relatives and staff, as SDET annexe 4 bis 6.4 names them (formats §1.3 and §1.4)."""

from __future__ import annotations

from preau.exchange.region.aaf_file import Attributes
from preau.exchange.region.calendar import FIRST_DAY
from preau.exchange.region.households import HERSELF, LEGAL, Address, Guardian
from preau.exchange.region.naming import Civil
from preau.exchange.region.plan import SchoolPlan
from preau.exchange.region.pupils import Pupil, ine_of, siecle_id_of
from preau.exchange.region.staff import Member, relative_key
from preau.exchange.region.subjects import DISCIPLINES, MEFS, SUBJECTS

_ENTRY = f"{FIRST_DAY:%d/%m/%Y}"


def pupil_attributes(plan: SchoolPlan, pupil: Pupil) -> Attributes:
    """An Eleve entry."""
    key, school = plan.pupil_key(pupil.number), plan.key
    mef = MEFS[pupil.division.level.mef]
    subjects = [SUBJECTS[short] for short in dict.fromkeys(pupil.subjects)]
    address = pupil.household.address
    return [
        ("ENTPersonJointure", key),
        ("ENTEleveINE", ine_of(plan, pupil.number)),
        *_siecle(plan, pupil.number),
        *_civil(pupil.civil),
        *_address(address),
        ("mail", pupil.email),
        ("ENTEleveAdresseRel", _living_there(plan, pupil)),
        ("ENTElevePersRelEleve", _relations(plan, pupil)),
        ("ENTEleveBoursier", "O" if pupil.has_grant else "N"),
        ("ENTEleveTransport", "O" if pupil.has_transport else "N"),
        ("ENTEleveRegime", pupil.regime),
        ("ENTEleveStatutEleve", "APPRENTI" if pupil.is_apprentice else "SCOLAIRE"),
        ("ENTEleveMEF", mef.code),
        ("ENTEleveLibelleMEF", mef.label),
        ("ENTEleveNivFormation", mef.level),
        ("ENTEleveFiliere", mef.stream),
        ("ENTEleveCodeEnseignements", [subject.code for subject in subjects]),
        ("ENTEleveEnseignements", [subject.label.upper() for subject in subjects]),
        ("ENTPersonStructRattach", school),
        ("ENTEleveDateEntreeStructRattach", _ENTRY),
        ("ENTEleveClasses", f"{school}${pupil.division.code}"),
        ("ENTEleveDateEntreeClasses", f"{school}${_ENTRY}${pupil.division.code}"),
        ("ENTEleveGroupes", [f"{school}${code}" for code in pupil.groups]),
    ]


def _siecle(plan: SchoolPlan, number: int) -> Attributes:
    """The SIECLE identifier; agricultural pupils carry theirs under another name."""
    identifier = siecle_id_of(plan, number)
    if plan.source != plan.academie:
        return [("ENTEleveStructRattachId", ""), ("ENTEleveStructureRattachIdMEN", identifier)]
    return [("ENTEleveStructRattachId", identifier)]


def _civil(civil: Civil) -> Attributes:
    return [
        ("ENTPersonDateNaissance", f"{civil.born_on:%d/%m/%Y}"),
        ("ENTPersonNomPatro", civil.birth_name),
        ("sn", civil.name),
        ("givenName", civil.first_name),
        ("ENTPersonAutresPrenoms", (civil.first_name, *civil.others)),
        ("personalTitle", civil.title),
    ]


def _address(address: Address | None) -> Attributes:
    if address is None:
        return []
    return [
        ("ENTPersonAdresse", address.lines),
        ("ENTPersonCodePostal", address.postal_code),
        ("ENTPersonVille", address.town),
        ("ENTPersonPays", address.country),
    ]


def _living_there(plan: SchoolPlan, pupil: Pupil) -> list[str]:
    """Those whose address is the pupil's."""
    people = pupil.household
    return [
        relative_key(plan, pupil.home, people.number, rank)
        for rank, guardian in enumerate(people.guardians)
        if guardian.address == people.address
    ]


def _relations(plan: SchoolPlan, pupil: Pupil) -> list[str]:
    """`jointure$lien$respFinancier$respLegal$contact$paiement`, new list of links.

    An adult pupil who answers for himself points to his own record; his parents are contacts then.
    """
    people = pupil.household
    found = []
    if pupil.is_own_relation:
        found.append(f"{plan.pupil_key(pupil.number)}${HERSELF}$1${LEGAL}$0$1")
    for rank, guardian in enumerate(people.guardians):
        key = relative_key(plan, pupil.home, people.number, rank)
        if pupil.is_own_relation:
            found.append(f"{key}${guardian.link}$0$0$1$0")
        else:
            found.append(
                f"{key}${guardian.link}${guardian.pays_fees:d}${guardian.legal}"
                f"${guardian.is_contact:d}${guardian.receives_aids:d}"
            )
    return found


def relative_attributes(key: str, guardian: Guardian, children: list[str]) -> Attributes:
    """A PersRelEleve entry; `children` are keys of pupils of the same source."""
    civil = guardian.civil
    return [
        ("ENTPersonJointure", key),
        ("ENTPersonDateNaissance", ""),
        *[pair for pair in _civil(civil)[1:] if pair[0] != "ENTPersonAutresPrenoms"],
        ("ENTPersonAutresPrenoms", civil.others),
        ("homePhone", guardian.home_phone),
        ("telephoneNumber", guardian.work_phone),
        ("mobile", guardian.mobile),
        ("ENTPersonMobileSMS", guardian.mobile),
        ("mail", guardian.email),
        *_address(guardian.address),
        ("ENTPersonAdresseDiffusion", "O" if guardian.accepts_diffusion else "N"),
        ("ENTAuxPersRelEleveEleve", children),
    ]


def staff_attributes(member: Member) -> Attributes:
    """A PersEducNat entry; names in capitals, as there."""
    civil = member.civil
    discipline = DISCIPLINES.get(member.discipline)
    teaches = "O" if member.is_teacher else "N"
    taught = [
        (f"{school}${code}${subject}", is_class) for school, code, subject, is_class in sorted(set(member.taught))
    ]
    return [
        ("ENTPersonJointure", member.key),
        ("ENTPersonDateNaissance", f"{civil.born_on:%d/%m/%Y}"),
        ("ENTPersonNomPatro", civil.birth_name),
        ("sn", civil.name),
        ("givenName", civil.first_name.upper()),
        ("ENTPersonAutresPrenoms", [name.upper() for name in (civil.first_name, *civil.others)]),
        ("personalTitle", civil.title),
        ("mail", member.email),
        ("ENTPersonSTSId", member.sts_id),
        ("ENTPersonStructRattach", member.attachment),
        ("ENTPersonFonctions", [function.written() for function in member.functions]),
        ("ENTEnsFonctionDir", member.head_of),
        ("ENTPersonCategorieEnseignant", teaches),
        ("PersEducNatPresenceDevantEleves", teaches),
        (
            "ENTAuxEnsCategoDiscipline",
            f"{discipline.category}${discipline.category_label}" if discipline else "",
        ),
        (
            "ENTAuxEnsDisciplinesPoste",
            f"{discipline.category_label}${discipline.category}" if discipline else "",
        ),
        ("ENTAuxEnsMEF", ["$".join(mef) for mef in dict.fromkeys(member.mefs)]),
        ("ENTAuxEnsMatiereEnseignEtab", ["$".join(pair) for pair in dict.fromkeys(member.labels)]),
        ("ENTAuxEnsClassesMatieres", [written for written, is_class in taught if is_class]),
        ("ENTAuxEnsGroupesMatieres", [written for written, is_class in taught if not is_class]),
        ("ENTAuxEnsClassesPrincipal", ["$".join(pair) for pair in member.classes]),
    ]
