"""The partner's export, once decrypted → records.

The tree holds containers (`Matieres`, `Classes`…) of elements that have an `Ident` and a name; the same element
without a name, inside another, is a reference. The **first** `Cours` of the file is the container of the courses,
not a course. What is not needed here (responsables, absences, matériels) is not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

from preau.exchange.edt.records import (
    DayPlace,
    PartnerCourse,
    PartnerExport,
    PartnerGroup,
    PartOfDivision,
    Resource,
    Stay,
    Use,
)
from preau.exchange.places import Place
from preau.exchange.weekly.moments import END_OF_DAY, date_of, minutes_of
from preau.exchange.weekly.notes import Notes, Odd
from preau.exchange.weekly.records import (
    Division,
    Pupil,
    Subject,
    Teacher,
    YearSpan,
)
from preau.exchange.weekly.tree import REDO, Node
from preau.exchange.weekly.weeks import WEEKS_IN_MASK, mask_of_text, monday_of, span_of
from preau.kernel import words
from preau.kernel.refusals import NotPossible

YEAR, GRID, COURSE = "AnneeScolaire", "GrilleHoraire", "Cours"
_UNREAD = ("Mef", "Materiel", "Responsable", "Absence")
_WHOLE = frozenset({YEAR, GRID, COURSE, *_UNREAD, *Resource})
_MOST_PLACES = 300

_ByTag = Mapping[str, list[Node]]
T = TypeVar("T")


def is_partner_export(root: Node) -> bool:
    return any(node.tag == YEAR for node in root.walk())


def parse_partner(root: Node, file: str) -> PartnerExport:
    """Everything but what is odd, which is told. Raises `NotPossible` without a year, a grid or a course."""
    notes = Notes()
    elements = _elements(root)
    year, first_monday = _year(elements, root, file, notes)
    grid = _grid(elements[GRID], file, notes)
    if not grid or not elements[COURSE]:
        what = "ne contient aucun cours" if grid else "ne dit pas les heures de la journée (GrilleHoraire, Place)"
        raise NotPossible(f"Le fichier « {file} », ligne {root.line} : il {what}. {REDO}")
    names = Resource
    return PartnerExport(
        file=file,
        uai=(root.get("UAI") or root.text_of("UAI")).upper(),
        year=year,
        first_monday=first_monday,
        grid=grid,
        subjects=_named(elements[names.SUBJECT], _subject),
        divisions=_named(elements[names.DIVISION], lambda node: _division(node, file)),
        parts=_parts(elements[names.DIVISION], file),
        groups=_named(elements[names.GROUP], lambda node: _group(node, file)),
        teachers=_named(elements[names.TEACHER], lambda node: _adult(node, file)),
        staff=_named(elements[names.STAFF], lambda node: _adult(node, file)),
        rooms=_named(elements[names.ROOM], lambda node: node.get("Nom") or None),
        pupils=_named(elements[names.PUPIL], _pupil),
        stays=tuple(stay for node in elements[names.PUPIL] for stay in _stays(node, file, notes)),
        courses=tuple(_courses(elements[COURSE], file, notes)),
        anomalies=notes.all(),
    )


def _elements(root: Node) -> _ByTag:
    """The elements that stand by themselves, by name, in the order of the file; containers are walked through."""
    found: defaultdict[str, list[Node]] = defaultdict(list)
    waiting, is_inside_courses = [root], False
    while waiting:
        node = waiting.pop()
        if node.tag in _WHOLE and (node.tag != COURSE or is_inside_courses):
            found[node.tag].append(node)
            continue
        is_inside_courses = is_inside_courses or node.tag == COURSE
        waiting.extend(reversed(node.children))
    return found


def _named(nodes: list[Node], read: Callable[[Node], T | None]) -> dict[str, T]:
    """By `Ident`, the first of each; an element that `read` finds no name in is a reference."""
    found: dict[str, T] = {}
    for node in nodes:
        record = read(node)
        if record is not None and node.get("Ident"):
            found.setdefault(node.get("Ident"), record)
    return found


def _year(elements: _ByTag, root: Node, file: str, notes: Notes) -> tuple[YearSpan, date]:
    node = next(iter(elements[YEAR]), root)
    told = node.get("DatePremierJourSemaine1")
    first = date_of(told)
    starts_on = date_of(node.get("DateDebut")) or first
    year = None
    if first is not None and starts_on is not None:
        ends_on = date_of(node.get("DateFin")) or date(starts_on.year + (starts_on.month >= 7), 8, 31)
        year = span_of(starts_on, ends_on)
    if first is None or year is None or abs(year.starts_on - first) > timedelta(weeks=WEEKS_IN_MASK):
        raise NotPossible(
            f"Le fichier « {file} », ligne {node.line} : l’année scolaire est absente ou illisible "
            f"(AnneeScolaire, DatePremierJourSemaine1). {REDO}"
        )
    monday = monday_of(first)
    if monday != first:
        notes.tell(
            Place(file, node.line),
            f"la semaine 1 commence un {words.WEEKDAYS[first.weekday()]} ({words.short_day(first)}) : c’est celle "
            f"du lundi {words.short_day(monday)} qui est prise",
        )
    return year, monday


def _grid(nodes: list[Node], file: str, notes: Notes) -> dict[int, DayPlace]:
    grid: dict[int, DayPlace] = {}
    for node in nodes:
        lasts = _number(node.get("DureePlace")) or 0
        for place in node.every("Place"):
            number, starts = _number(place.get("Numero")), minutes_of(place.get("LibelleHeureDebut"))
            ends = minutes_of(place.get("LibelleHeureFin"))
            if ends is None and starts is not None and lasts:
                ends = starts + lasts
            if number is None or starts is None or ends is None or not starts < ends < END_OF_DAY:
                notes.tell(Place(file, place.line), "place de la grille horaire illisible : laissée de côté")
            else:
                grid.setdefault(number, DayPlace(starts, ends))
    return grid


def _subject(node: Node) -> Subject | None:
    code = node.get("Code") or node.get("Libelle")
    return Subject(code, node.get("Libelle")) if code else None


def _division(node: Node, file: str) -> Division | None:
    name = node.get("Nom")
    return Division(name, place=Place(file, node.line)) if name else None


def _parts(nodes: list[Node], file: str) -> dict[str, PartOfDivision]:
    return {
        part.get("Ident"): PartOfDivision(node.get("Nom"), part.get("Nom"), Place(file, part.line))
        for node in nodes
        if node.get("Nom")
        for part in node.every(Resource.PART)
        if part.get("Ident")
    }


def _group(node: Node, file: str) -> PartnerGroup | None:
    def idents(kind: Resource) -> tuple[str, ...]:
        return tuple(dict.fromkeys(child.get("Ident") for child in node.children if child.tag == kind))

    name = node.get("Nom")
    if not name:
        return None
    return PartnerGroup(
        name, idents(Resource.DIVISION), idents(Resource.PART), idents(Resource.PUPIL), Place(file, node.line)
    )


def _adult(node: Node, file: str) -> Teacher | None:
    last, first = node.get("Nom"), node.get("Prenom")
    if not last and not first:
        return None
    return Teacher(
        last,
        first,
        code=node.get("IDPN"),
        born_on=date_of(node.get("DateNaissance")),
        place=Place(file, node.line),
    )


def _pupil(node: Node) -> Pupil | None:
    last, first = node.get("Nom"), node.get("Prenom")
    if not last and not first:
        return None
    return Pupil(last, first, date_of(node.get("DateNaissance")), node.get("IDPN"))


def _stays(node: Node, file: str, notes: Notes) -> Iterator[Stay]:
    for child in node.children:
        if child.tag not in (Resource.DIVISION, Resource.PART):
            continue
        dates = []
        for name in ("DateEntree", "DateSortie"):
            told = child.get(name)
            dates.append(date_of(told))
            if told and dates[-1] is None:
                notes.tell(Place(file, child.line), f"{name} « {told[:20]} » illisible : laissée de côté")
        yield Stay(node.get("Ident"), Resource(child.tag), child.get("Ident"), dates[0], dates[1])


def _courses(nodes: list[Node], file: str, notes: Notes) -> Iterator[PartnerCourse]:
    is_week_zero_told = False
    for node in nodes:
        place = Place(file, node.line)
        try:
            course = _course(node, place)
        except Odd as odd:
            notes.tell(place, f"cours laissé de côté : {odd}")
            continue
        if not is_week_zero_told and any((use.mask or 0) & 1 for use in course.uses):
            is_week_zero_told = True
            notes.tell(place, "des semaines sont numérotées 0 (bit 0 du masque) : elles sont laissées de côté")
        yield course


def _course(node: Node, place: Place) -> PartnerCourse:
    weekday, first, count = (_number(node.get(name)) for name in ("Jour", "NumeroPlaceDebut", "NombrePlaces"))
    if weekday is None or not 1 <= weekday <= 6:
        raise Odd(f"le jour « {node.get('Jour')[:20]} » n’est pas un jour de classe (1 lundi … 6 samedi)")
    if first is None or not count:
        raise Odd("il n’est pas placé dans la journée (NumeroPlaceDebut, NombrePlaces)")
    uses = tuple(
        Use(Resource(child.tag), child.get("Ident"), _mask(child, "Semaines", "SemainesInclusion"))
        for child in node.children
        if child.tag in tuple(Resource) and child.get("Ident")
    )
    return PartnerCourse(weekday, first, count, _mask(node, "SemainesAnnulation") or 0, uses, place)


def _mask(node: Node, *names: str) -> int | None:
    text = next((told for name in names if (told := node.get(name))), "")
    mask = mask_of_text(text)
    if text and mask is None:
        raise Odd(f"les semaines « {text[:20]} » de {node.tag} ne sont pas un masque de 64 bits")
    return mask


def _number(text: str) -> int | None:
    """A small whole number."""
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= _MOST_PLACES else None
    )
