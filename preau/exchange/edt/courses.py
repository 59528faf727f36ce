"""EXP_COURS.xml → records. The manual export of EDT in text: one `Cours` per line of its table, no dates.

`CLASSE` holds classes and groups, separated by commas: `6C` is a class; `[3 LATIN]` a group; `6C [6C GR1]` and
`<6C> 6C GR1` a group of one class. `ALTERNANCE` (`ALT.` in some versions) names the weeks, else `FREQUENCE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preau.exchange.edt.records import CourseRow, CourseTable
from preau.exchange.places import Place
from preau.exchange.weekly.moments import END_OF_DAY, length_of, minutes_of, weekday_of
from preau.exchange.weekly.notes import Notes, Odd
from preau.exchange.weekly.records import (
    Subject,
    Teacher,
    TeachingGroup,
)
from preau.exchange.weekly.tree import LONGEST_TEXT, Node
from preau.kernel.refusals import NotPossible

ROOT = "TABLE"
ROWS = ("Cours", "Cours_annuels")
_PIECES = re.compile(r"(?:\[[^\]]*\]?|[^,\[])+")
_BRACKETS = re.compile(r"\[([^\]]*)")
_ANGLED = re.compile(r"<([^>]*)>(.*)")
_EVERY_WEEK = "H"


def parse_courses(root: Node, file: str) -> CourseTable:
    """Every line that can be understood. Raises `NotPossible` when the table has no course at all."""
    notes = Notes()
    rows: list[CourseRow] = []
    elements = [node for node in root.children if node.tag in ROWS]
    if not elements:
        raise NotPossible(
            f"Le fichier « {file} », ligne {root.line} : le tableau ne contient aucun cours (élément Cours). "
            "Rien n’a été importé : dans EDT, refaites l’export des cours en choisissant le format XML."
        )
    for node in elements:
        place = Place(file, node.line)
        try:
            rows.append(_row(node, place))
        except Odd as odd:
            number = node.text_of("NUMERO") or node.get("numero") or "sans numéro"
            notes.tell(place, f"cours {number} laissé de côté : {odd}")
    return CourseTable(file, tuple(rows), notes.all())


def _row(node: Node, place: Place) -> CourseRow:
    day, hour, lasts = (node.text_of(tag) for tag in ("JOUR", "H.DEBUT", "DUREE"))
    code = node.text_of("MAT_CODE") or node.text_of("MAT_LIBELLE")
    if not code:
        raise Odd("il n’a pas de matière (MAT_CODE)")
    if not day and not hour:
        raise Odd("il n’est pas placé dans la semaine (JOUR et H.DEBUT sont vides)")
    weekday, starts, minutes = weekday_of(day), minutes_of(hour), length_of(lasts)
    if weekday is None:
        raise Odd(f"le jour « {day[:20]} » n’est pas un jour de classe")
    if starts is None:
        raise Odd(f"l’heure de début « {hour[:20]} » est illisible (attendu : 13h30)")
    if minutes is None:
        raise Odd(f"la durée « {lasts[:20]} » est illisible (attendu : 1h00)")
    if starts + minutes > END_OF_DAY:
        raise Odd("il dépasse minuit")
    divisions, groups = structures_of(node.text_of("CLASSE"))
    return CourseRow(
        number=node.text_of("NUMERO") or node.get("numero"),
        subject=Subject(code, node.text_of("MAT_LIBELLE")),
        weekday=weekday,
        starts=starts,
        minutes=minutes,
        frequency=(node.text_of("ALTERNANCE", "ALT.") or node.text_of("FREQUENCE") or _EVERY_WEEK).upper(),
        divisions=divisions,
        groups=groups,
        teachers=_teachers(node.text_of("PROF_NOM"), node.text_of("PROF_PRENOM")),
        rooms=tuple(dict.fromkeys(_cells(node.text_of("SALLE")))),
        modality=node.text_of("MODALITE", "MOD.").upper(),
        is_co_taught=node.text_of("CO-ENS.").upper() == "O",
        place=place,
    )


def structures_of(text: str) -> tuple[tuple[str, ...], tuple[TeachingGroup, ...]]:
    """The classes and the groups of a `CLASSE`. Raises `Odd` when it is too long to be one."""
    if len(text) >= LONGEST_TEXT:
        raise Odd("CLASSE est trop long pour être lu")
    divisions: dict[str, None] = {}
    groups: dict[str, set[str]] = {}
    for piece in (found[0].strip() for found in _PIECES.finditer(text)):
        angled = _ANGLED.fullmatch(piece)
        division = angled[1] if angled else piece.partition("[")[0]
        named = [angled[2]] if angled else _BRACKETS.findall(piece)
        division, codes = division.strip(), [code for name in named if (code := name.strip())]
        for code in codes:
            groups.setdefault(code, set()).update({division} - {""})
        if division and not codes:
            divisions[division] = None
    return tuple(divisions), tuple(TeachingGroup(code, tuple(sorted(of))) for code, of in groups.items())


def _teachers(last_names: str, first_names: str) -> tuple[Teacher, ...]:
    """One person; or several, when both cells list as many names."""
    lasts, firsts = list(_cells(last_names)), list(_cells(first_names))
    if len(lasts) > 1 and len(lasts) == len(firsts):
        return tuple(Teacher(last, first) for last, first in zip(lasts, firsts, strict=True))
    return (Teacher(last_names, first_names),) if last_names or first_names else ()


def _cells(text: str) -> Iterator[str]:
    return (cell for part in text.split(",") if (cell := part.strip()))
