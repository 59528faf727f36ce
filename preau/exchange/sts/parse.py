"""A pair of files → frozen records. Pure: no database.

What makes a file unusable raises `NotPossible` (file, line, what to do). A course that only is odd is left out,
and told as an anomaly with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

from lxml import etree

from preau.exchange.places import Anomaly, Place
from preau.exchange.sts.reading import (
    Source,
    attribute,
    read_tree,
    text_of,
)
from preau.exchange.sts.records import (
    Individual,
    Reference,
    Slot,
    Structure,
    StructureKind,
    TaughtSlot,
    TeacherKey,
    Timetable,
    Weeks,
    YearSpan,
)
from preau.exchange.xml_caution import line_of
from preau.kernel import words
from preau.kernel.refusals import NotPossible

_HOUR = re.compile(r"([0-9]{1,2})([0-9]{2})")
_STRUCTURES = {"DIVISION": StructureKind.DIVISION, "GROUPE": StructureKind.GROUP}
#: The best label first.
_LABELS = ("LIBELLE_EDITION", "LIBELLE_LONG", "LIBELLE_COURT")
_END_OF_DAY = 24 * 60


class _Odd(Exception):
    """A course that cannot be understood; the message says why."""


def parse_reference(source: Source) -> Reference:
    """The year, the persons and the subjects of a `sts_emp`. Raises `NotPossible`."""
    root = read_tree(source)
    anomalies: list[Anomaly] = []
    individuals: dict[TeacherKey, Individual] = {}
    for element in root.iterfind("DONNEES/INDIVIDUS/INDIVIDU"):
        person = _individual(element, Place(source.name, line_of(element)))
        if not person.key.id:
            anomalies.append(Anomaly(person.place, "personne sans identifiant : laissée de côté"))
        individuals.setdefault(person.key, person)
    subjects = {
        attribute(element, "CODE"): next((text for tag in _LABELS if (text := text_of(element, tag))), "")
        for element in root.iterfind("NOMENCLATURES/MATIERES/MATIERE")
    }
    subjects.pop("", None)
    return Reference(_year(root, source), individuals, subjects, tuple(anomalies))


def parse_timetable(source: Source) -> Timetable:
    """The alternations and the courses of an `emp_sts`. Raises `NotPossible`."""
    root = read_tree(source)
    anomalies: list[Anomaly] = []
    weeks = {known.code: known for known in _alternations(root, source, anomalies) if known.code}
    courses: list[TaughtSlot] = []
    places: dict[Structure, Place] = {}
    # GROUPES is sometimes written inside DIVISIONS: structures are sought wherever they stand.
    for element in root.iterfind("DONNEES/STRUCTURE//*[@CODE]"):
        kind = _STRUCTURES.get(str(element.tag))
        if kind is None:
            continue
        structure = Structure(kind, attribute(element, "CODE"))
        places.setdefault(structure, Place(source.name, line_of(element)))
        courses.extend(_courses(element, structure, source.name, weeks, anomalies))
    return Timetable(_first_year(root, source), weeks, tuple(courses), places, tuple(anomalies))


def _individual(element: etree._Element, place: Place) -> Individual:
    return Individual(
        key=_teacher_key(element),
        usual_name=text_of(element, "NOM_USAGE"),
        birth_name=text_of(element, "NOM_PATRONYMIQUE"),
        first_name=text_of(element, "PRENOM"),
        born_on=_date(text_of(element, "DATE_NAISSANCE")),
        place=place,
    )


def _teacher_key(element: etree._Element) -> TeacherKey:
    return TeacherKey(attribute(element, "TYPE").lower() or "epp", attribute(element, "ID"))


def _year(root: etree._Element, source: Source) -> YearSpan:
    element = root.find("PARAMETRES/ANNEE_SCOLAIRE")
    first = attribute(element, "ANNEE") if element is not None else ""
    starts = _date(text_of(element, "DATE_DEBUT")) if element is not None else None
    ends = _date(text_of(element, "DATE_FIN")) if element is not None else None
    if not re.fullmatch(r"\d{4}", first) or starts is None or ends is None or ends <= starts:
        line = line_of(element) if element is not None else 1
        raise NotPossible(
            f"Le fichier « {source.name} », ligne {line} : l’année scolaire est absente ou illisible "
            "(ANNEE_SCOLAIRE, DATE_DEBUT, DATE_FIN). Rien n’a été importé : demandez un nouvel export."
        )
    return YearSpan(int(first), starts, ends)


def _first_year(root: etree._Element, source: Source) -> int:
    text = text_of(root, "PARAMETRES/ANNEE_SCOLAIRE")
    if not re.fullmatch(r"\d{4}", text):
        raise NotPossible(
            f"Le fichier « {source.name} » : l’année scolaire est absente ou illisible "
            "(PARAMETRES/ANNEE_SCOLAIRE). Rien n’a été importé : demandez un nouvel export."
        )
    return int(text)


def _alternations(root: etree._Element, source: Source, anomalies: list[Anomaly]) -> Iterator[Weeks]:
    for element in root.iterfind("DONNEES/ALTERNANCES/ALTERNANCE"):
        code, place = attribute(element, "CODE"), Place(source.name, line_of(element))
        mondays = set()
        for week in element.iterfind("SEMAINES/DATE_DEBUT_SEMAINE"):
            where = Place(source.name, line_of(week))
            text = (week.text or "").strip()
            first = _date(text)
            if first is None:
                anomalies.append(Anomaly(where, f"semaine « {text[:20]} » illisible : laissée de côté"))
                continue
            monday = first - timedelta(days=first.weekday())
            if monday != first:
                anomalies.append(
                    Anomaly(
                        where,
                        f"la semaine commence un {words.WEEKDAYS[first.weekday()]} ({words.short_day(first)}) : "
                        f"c’est la semaine du lundi {words.short_day(monday)} qui est prise",
                    )
                )
            mondays.add(monday)
        if not mondays:
            anomalies.append(
                Anomaly(place, f"alternance « {code} » sans aucune semaine : ses cours n’ont jamais lieu")
            )
        yield Weeks(code, text_of(element, "LIBELLE_LONG"), tuple(sorted(mondays)), place)


def _courses(
    element: etree._Element,
    structure: Structure,
    file: str,
    weeks: dict[str, Weeks],
    anomalies: list[Anomaly],
) -> Iterator[TaughtSlot]:
    """Every COURS of one class or group (its own services only, not those of what is nested in it)."""
    for service in element.iterfind("SERVICES/SERVICE"):
        subject = attribute(service, "CODE_MATIERE").upper()
        for teacher in service.iterfind("ENSEIGNANTS/ENSEIGNANT"):
            for course in teacher.iterfind("COURS_RATTACHES/COURS"):
                place = Place(file, line_of(course))
                try:
                    slot = _slot(course, subject, weeks)
                except _Odd as odd:
                    anomalies.append(
                        Anomaly(place, f"cours de {structure.kind} « {structure.code} » laissé de côté : {odd}")
                    )
                    continue
                yield TaughtSlot(
                    structure,
                    subject,
                    attribute(service, "CODE_MOD_COURS"),
                    _teacher_key(teacher),
                    slot,
                    text_of(course, "CODE_SALLE"),
                    place,
                )


def _slot(course: etree._Element, subject: str, weeks: dict[str, Weeks]) -> Slot:
    if not subject:
        raise _Odd("le service n’a pas de matière")
    alternation = text_of(course, "CODE_ALTERNANCE")
    if alternation not in weeks:
        raise _Odd(f"l’alternance « {alternation} » n’est pas décrite dans le fichier")
    day = text_of(course, "JOUR")
    if day not in {"1", "2", "3", "4", "5", "6"}:
        raise _Odd(f"le jour « {day[:20]} » n’est pas un jour de classe (1 lundi … 6 samedi)")
    starts = _minutes(text_of(course, "HEURE_DEBUT"), "l’heure de début")
    lasts = _minutes(text_of(course, "DUREE"), "la durée")
    if not lasts or starts + lasts > _END_OF_DAY:
        raise _Odd("il ne dure rien, ou il dépasse minuit")
    return Slot(alternation, int(day), time(*divmod(starts, 60)), lasts)


def _minutes(text: str, what: str) -> int:
    """`1402` → 842 minutes. Hours and minutes are written without separator, zeros may be missing in front."""
    read = _HOUR.fullmatch(text)
    hours, minutes = (int(read[1]), int(read[2])) if read else (24, 0)
    if hours > 23 or minutes > 59:
        raise _Odd(f"{what} « {text[:20]} » est illisible (attendu : 1402 pour 14 h 02)")
    return hours * 60 + minutes


def _date(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
