"""The pair of STSweb files of a school: `sts_emp` (people and services), `emp_sts` (the week) (formats §2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from preau.exchange.region import calendar
from preau.exchange.region.aaf_school import ACADEMIES, TYPE_CODES, phone_of, street_of
from preau.exchange.region.plan import SchoolPlan
from preau.exchange.region.scheduling import LASTS, STARTS, Room
from preau.exchange.region.staff import Member
from preau.exchange.region.structure import Division
from preau.exchange.region.sts_services import Service
from preau.exchange.region.subjects import DISCIPLINES, MEFS
from preau.exchange.region.teaching import Group

_ENCODING = "iso-8859-15"
_LABELS = {
    "H": ("Cours Hebd", "Toutes les semaines"),
    "Q1": ("Sem. A", "Semaines A"),
    "Q2": ("Sem. B", "Semaines B"),
}
#: Modality of a lesson with one teacher, and with two.
_MODALITIES = {"CG": ("COURS GENERAL", "false"), "CO": ("CO-INTERVENTION", "true")}


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """What the two files tell of a school; `people` are by number of teacher, `others` teach nothing."""

    plan: SchoolPlan
    divisions: list[Division]
    groups: list[Group]
    services: list[Service]
    people: dict[int, Member]
    others: list[Member]
    rooms: list[Room]


def write_pair(folder: Path, week: SchoolWeek) -> None:
    """Write both files in `<folder>/<UAI>/`."""
    place = folder / week.plan.uai
    place.mkdir(parents=True)
    for name, parts in (
        (f"sts_emp_{week.plan.uai}_{calendar.YEAR}.xml", _sts_emp(week)),
        (f"emp_sts_{week.plan.uai}_{calendar.YEAR}.xml", _emp_sts(week)),
    ):
        text = f'<?xml version="1.0" encoding="{_ENCODING.upper()}"?>\n' + "".join(parts)
        # A letter this encoding lacks (« ş ») goes as a character reference.
        (place / name).write_bytes(text.encode(_ENCODING, "xmlcharrefreplace"))


def _of(tag: str, value: object) -> str:
    return f"<{tag}>{escape(str(value))}</{tag}>\n" if value != "" else f"<{tag}/>\n"


def _open(tag: str, **attributes: str) -> str:
    given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{given}>\n"


def _sts_emp(week: SchoolWeek) -> Iterator[str]:
    plan = week.plan
    yield _open("STS_EDT") + _open("PARAMETRES") + _open("UAJ", CODE=plan.uai) + _open("ACADEMIE")
    yield _of("CODE", plan.academie) + _of("LIBELLE", ACADEMIES[plan.academie]) + "</ACADEMIE>\n"
    yield _of("SIGLE", plan.kind) + _of("DENOM_PRINC", plan.kind) + _of("DENOM_COMPL", plan.name)
    yield _of("CODE_NATURE", TYPE_CODES[plan.kind]) + _of("CODE_CATEGORIE", plan.kind)
    yield (
        _of("MENTION_DISTRIBUTION", "") + _of("ADRESSE", street_of(plan)) + _of("COMMUNE", plan.town.name.upper())
    )
    yield _of("CODE_POSTAL", plan.town.postal_code)
    yield _of("BOITE_POSTALE", "") + _of("CEDEX", "N")
    yield _of("TELEPHONE", phone_of(plan).replace("+33 ", "0").replace(" ", ""))
    yield _of("STATUT", "public") + _of("ETABLISSEMENT_SENSIBLE", "false") + "</UAJ>\n"
    yield _open("ANNEE_SCOLAIRE", ANNEE=str(calendar.YEAR))
    yield _of("DATE_DEBUT", calendar.YEAR_STARTS_ON) + _of("DATE_FIN", calendar.YEAR_ENDS_ON)
    yield "</ANNEE_SCOLAIRE>\n</PARAMETRES>\n"
    yield from _nomenclatures(week)
    yield "<DONNEES>\n<INDIVIDUS>\n"
    yield from _individuals(week)
    yield "</INDIVIDUS>\n<STRUCTURE>\n<DIVISIONS>\n"
    for division in week.divisions:
        yield _open("DIVISION", CODE=division.code) + _of("LIBELLE_LONG", division.label)
        yield _of("EFFECTIF_PREVU", division.size) + _of("EFFECTIF_CALCULE", division.size)
        yield _open("MEFS_APPARTENANCE") + _open("MEF_APPARTENANCE", CODE=division.level.mef)
        yield _of("EFFECTIF_PREVU", division.size) + "</MEF_APPARTENANCE>\n</MEFS_APPARTENANCE>\n"
        yield from _planned(week, division.code)
        yield "</DIVISION>\n"
    yield "</DIVISIONS>\n<GROUPES>\n"
    for group in week.groups:
        yield _open("GROUPE", CODE=group.code) + _of("LIBELLE_LONG", group.label)
        yield _of("EFFECTIF_PREVU", group.size) + _of("EFFECTIF_CALCULE", group.size)
        yield _belonging(week, group)
        yield from _planned(week, group.code)
        yield "</GROUPE>\n"
    yield "</GROUPES>\n</STRUCTURE>\n<SUPPLEANTS/>\n</DONNEES>\n</STS_EDT>\n"


def _nomenclatures(week: SchoolWeek) -> Iterator[str]:
    yield "<NOMENCLATURES>\n<CIVILITES>\n"
    for code, label in (("1", "M."), ("2", "MME")):
        yield _open("CIVILITE", CODE=code) + _of("LIBELLE_COURT", label) + "</CIVILITE>\n"
    yield "</CIVILITES>\n<MODS_COURS>\n"
    for code, (label, together) in _MODALITIES.items():
        yield _open("MOD_COURS", CODE=code) + _of("LIBELLE_COURT", code) + _of("LIBELLE_LONG", label)
        yield _of("CO_ENS", together) + "</MOD_COURS>\n"
    yield "</MODS_COURS>\n<MATIERES>\n"
    subjects = {service.subject.code: service.subject for service in week.services}
    for code in sorted(subjects):
        subject = subjects[code]
        yield _open("MATIERE", CODE=code) + _of("CODE_GESTION", subject.short)
        yield _of("LIBELLE_COURT", subject.short) + _of("LIBELLE_LONG", subject.label)
        yield _of("LIBELLE_EDITION", subject.label) + "</MATIERE>\n"
    yield "</MATIERES>\n<MEFS>\n"
    for code in sorted({division.level.mef for division in week.divisions}):
        mef = MEFS[code]
        yield _open("MEF", CODE=code) + _of("FORMATION", mef.label) + _of("SPECIALITE", "")
        yield _of("LIBELLE_LONG", mef.label) + _of("MEFSTAT11", mef.stat11) + _of("MEFSTAT4", mef.stat11[:4])
        yield "</MEF>\n"
    yield "</MEFS>\n</NOMENCLATURES>\n"


def _individuals(week: SchoolWeek) -> Iterator[str]:
    for member in (*week.people.values(), *week.others):
        if not member.sts_id:
            continue
        civil, function = member.civil, member.functions[0].code
        yield _open("INDIVIDU", ID=member.sts_id, TYPE="epp") + _of("SEXE", "2" if civil.sex == "F" else "1")
        yield _of("CIVILITE", "2" if civil.sex == "F" else "1") + _of("NOM_USAGE", civil.name)
        yield _of("NOM_PATRONYMIQUE", civil.birth_name) + _of("PRENOM", civil.first_name.upper())
        yield _of("DATE_NAISSANCE", civil.born_on) + _of("GRADE", "") + _of("FONCTION", function)
        if member.discipline:
            discipline = DISCIPLINES[member.discipline]
            yield _open("DISCIPLINES") + _open("DISCIPLINE", CODE=discipline.code)
            yield _of("LIBELLE_COURT", discipline.label) + _of("NB_HEURES", "18")
            yield "</DISCIPLINE>\n</DISCIPLINES>\n"
        yield from _form_classes(week, member)
        yield "</INDIVIDU>\n"


def _form_classes(week: SchoolWeek, member: Member) -> Iterator[str]:
    classes = [code for school, code in member.classes if school == week.plan.key]
    if classes:
        yield "<PROFS_PRINC>\n"
        for code in classes:
            yield "<PROF_PRINC>\n" + _of("CODE_STRUCTURE", code) + "</PROF_PRINC>\n"
        yield "</PROFS_PRINC>\n"


def _belonging(week: SchoolWeek, group: Group) -> str:
    parts = "".join(
        _open("DIVISION_APPARTENANCE", CODE=week.divisions[n].code) + "</DIVISION_APPARTENANCE>\n"
        for n in group.divisions
    )
    return f"<DIVISIONS_APPARTENANCE>\n{parts}</DIVISIONS_APPARTENANCE>\n"


def _planned(week: SchoolWeek, code: str) -> Iterator[str]:
    """The services of sts_emp: who is to teach what."""
    yield "<SERVICES>\n"
    for service in _services(week, code):
        yield _service(service) + "<ENSEIGNANTS>\n"
        for number in service.teachers:
            yield f'<ENSEIGNANT ID="{week.people[number].sts_id}" TYPE="epp"/>\n'
        yield "</ENSEIGNANTS>\n</SERVICE>\n"
    yield "</SERVICES>\n"


def _service(service: Service) -> str:
    modality = "CO" if len(service.teachers) > 1 else "CG"
    return _open("SERVICE", CODE_MATIERE=service.subject.code, CODE_MOD_COURS=modality)


def _services(week: SchoolWeek, code: str) -> list[Service]:
    return [service for service in week.services if service.code == code]


def _emp_sts(week: SchoolWeek) -> Iterator[str]:
    yield _open("EDT_STS") + _open("PARAMETRES") + _of("UAJ", week.plan.uai)
    yield _of("ANNEE_SCOLAIRE", calendar.YEAR) + _of("APPLICATION_SOURCE", "REGION IMAGINAIRE") + "</PARAMETRES>\n"
    yield "<DONNEES>\n<HORAIRES>\n"
    for day in range(1, 6):
        ends = STARTS[3] if day == 3 else STARTS[-1]
        ending = ends.hour * 60 + ends.minute + LASTS
        yield _open("HORAIRE", JOUR=str(day)) + _of("DEBUT_COURS", f"{STARTS[0]:%H%M}")
        yield _of("FIN_COURS", f"{ending // 60:02d}{ending % 60:02d}") + "</HORAIRE>\n"
    yield "</HORAIRES>\n<ALTERNANCES>\n"
    for code, mondays in calendar.ALTERNATIONS.items():
        short, label = _LABELS[code]
        yield _open("ALTERNANCE", CODE=code) + _of("LIBELLE_COURT", short) + _of("LIBELLE_LONG", label)
        yield "<SEMAINES>\n" + "".join(_of("DATE_DEBUT_SEMAINE", monday) for monday in mondays)
        yield "</SEMAINES>\n</ALTERNANCE>\n"
    yield "</ALTERNANCES>\n<SALLES_COURS>\n"
    for room in week.rooms:
        yield _open("SALLE_COURS", CODE=room.code) + _of("GROUPE_SALLE", room.place)
        yield _of("LOCALISATION", "") + "</SALLE_COURS>\n"
    yield "</SALLES_COURS>\n<STRUCTURE>\n<DIVISIONS>\n"
    of_code = {code: list(found) for code, found in groupby(week.services, key=lambda service: service.code)}
    for division in week.divisions:
        yield _open("DIVISION", CODE=division.code)
        yield from _held(week, of_code.get(division.code, []))
        yield "</DIVISION>\n"
    yield "</DIVISIONS>\n<GROUPES>\n"
    for group in week.groups:
        yield _open("GROUPE", CODE=group.code) + _of("LIBELLE_LONG", group.label)
        yield _of("EFFECTIF_PREVU", group.size) + _belonging(week, group)
        yield from _held(week, of_code.get(group.code, []))
        yield "</GROUPE>\n"
    yield "</GROUPES>\n</STRUCTURE>\n</DONNEES>\n</EDT_STS>\n"


def _held(week: SchoolWeek, services: Iterable[Service]) -> Iterator[str]:
    """The services of emp_sts: when each teacher has them, and where."""
    yield "<SERVICES>\n"
    for service in services:
        yield _service(service) + _of("HEURES_STRUCTURE", f"{service.hours:.2f}")
        yield _of("CO_ENS", "true" if len(service.teachers) > 1 else "false") + "<ENSEIGNANTS>\n"
        lessons = "".join(
            "<COURS>\n"
            + _of("CODE_ALTERNANCE", slot.alternation)
            + _of("JOUR", slot.day)
            + _of("HEURE_DEBUT", slot.start)
            + _of("DUREE", slot.lasts)
            + _of("CODE_SALLE", slot.room)
            + "</COURS>\n"
            for slot in service.slots
        )
        for number in service.teachers:
            yield f'<ENSEIGNANT TYPE="epp" ID="{week.people[number].sts_id}">\n'
            yield _of("HEURES_AGENT", f"{service.hours:.2f}")
            yield f"<COURS_RATTACHES>\n{lessons}</COURS_RATTACHES>\n</ENSEIGNANT>\n"
        yield "</ENSEIGNANTS>\n</SERVICE>\n"
    yield "</SERVICES>\n"
