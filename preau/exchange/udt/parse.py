"""The files of an export of UnDeuxTemps → records.

Elements are found wherever they stand in their file; what they refer to is looked up later. A line that cannot be
understood is left out and told; a file that is broken, or that cannot be done without, refuses the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from preau.exchange.places import Place
from preau.exchange.udt.archive import open_archive
from preau.exchange.udt.calendar import read_calendar
from preau.exchange.udt.records import (
    CoTeacher,
    DivisionCard,
    Export,
    GroupCard,
    HalfSlot,
    Member,
    Regrouping,
    Sheet,
    SheetLine,
    SlotKey,
    Week,
)
from preau.exchange.weekly.moments import END_OF_DAY, date_of, minutes_of, weekday_of
from preau.exchange.weekly.notes import Notes, Odd
from preau.exchange.weekly.records import (
    Pupil,
    Subject,
    Teacher,
)
from preau.exchange.weekly.tree import REDO, Node, read_tree
from preau.exchange.weekly.weeks import iso_monday, mask_of_text
from preau.kernel.refusals import NotPossible

#: Without one of these, what would come in would be wrong.
NEEDED = {
    "udcal_24.xml": "calendrier",
    "udcal_04.xml": "professeurs",
    "udcal_05.xml": "matières",
    "udcal_07.xml": "demi-séquences",
    "udcal_08.xml": "divisions",
    "udcal_11.xml": "fiches",
    "udcal_12.xml": "lignes de fiches",
}
#: Without one of these, something is missing, which is told.
USEFUL = {
    "udcal_00.xml": "paramètres",
    "udcal_03.xml": "salles",
    "udcal_10.xml": "élèves",
    "udcal_13.xml": "regroupements",
    "udcal_19.xml": "groupes",
    "udcal_21.xml": "élèves des groupes",
    "udcal_23.xml": "coenseignements",
}
_NONE = "0"
#: A pupil who is in a group for some weeks only, by exception, is none of its members.
_EXCEPTION = "0"
_LINES, _CO_TEACHERS = "udcal_12", "udcal_23"
T = TypeVar("T")


def parse_export(content: bytes, name: str) -> Export:
    """The zip of an export, called `name` in messages. Raises `NotPossible`."""
    files = _Files(open_archive(content, name), name)
    notes = files.notes
    calendar = read_calendar(
        files.needed("udcal_24.xml"),
        files.root("udcal_00.xml"),
        files.root("semaines.xml"),
        files.shown("udcal_24.xml"),
    )
    usual = Week(files.every("udcal_12.xml", "ligfiche", _line), files.every("udcal_23.xml", "coens", _co_teacher))
    return Export(
        file=name,
        calendar=calendar,
        slots=dict(files.every("udcal_07.xml", "demi_seq", lambda node, _at: _slot(node, calendar.slot_minutes))),
        rooms=dict(files.every("udcal_03.xml", "salle", lambda node, _at: (_code(node), node.get("nom")))),
        teachers={t.code: t for t in files.every("udcal_04.xml", "prof", _teacher)},
        subjects={s.code: s for s in files.every("udcal_05.xml", "mat", _subject)},
        divisions=files.every("udcal_08.xml", "div", _division),
        groups=files.every("udcal_19.xml", "gpe", _group),
        regroupings=files.every("udcal_13.xml", "rgpmt", _regrouping),
        sheets=dict(files.every("udcal_11.xml", "fiche", _sheet)),
        pupils=dict(files.every("udcal_10.xml", "eleve", lambda node, _at: (_code(node), _pupil(node)))),
        members=tuple(member for member in files.every("udcal_21.xml", "ele_gpe", _member) if member is not None),
        usual=usual,
        weeks={
            number: _week(files, number, usual)
            for number, monday in files.weeks(lambda number: iso_monday(number, calendar.year), calendar.published)
            if monday
        },
        anomalies=notes.all(),
    )


class _Files:
    """The files of one export. Each is asked for once, so no tree outlives its reading."""

    def __init__(self, files: Mapping[str, tuple[str, bytes]], name: str) -> None:
        missing = [f"{base} ({what})" for base, what in NEEDED.items() if base not in files]
        if missing:
            raise NotPossible(f"L’archive « {name} » est incomplète : il y manque {', '.join(missing)}. {REDO}")
        self.notes = Notes()
        self._files = files
        self._name = name
        for base, what in USEFUL.items():
            if base not in files:
                self.notes.tell(
                    Place(name, 1), f"l’archive n’a pas le fichier {base} : rien n’est connu des {what}"
                )

    def shown(self, base: str) -> str:
        """What messages call a file."""
        return self._files[base][0]

    def needed(self, base: str) -> Node:
        """The root of a file that is there."""
        shown, content = self._files[base]
        return read_tree(content, shown)

    def root(self, base: str) -> Node | None:
        return self.needed(base) if base in self._files else None

    def every(self, base: str, tag: str, read: Callable[[Node, Place], T]) -> tuple[T, ...]:
        """What `read` makes of each element so named; those it raises `Odd` for are told."""
        root = self.root(base)
        found: list[T] = []
        for node in root.every(tag) if root else ():
            place = Place(self.shown(base), node.line)
            try:
                found.append(read(node, place))
            except Odd as odd:
                self.notes.tell(place, f"{tag} {node.get('code')[:20]} laissé de côté : {odd}".replace("  ", " "))
        return tuple(found)

    def weeks(
        self, monday_of: Callable[[int], date | None], published: frozenset[int] | None
    ) -> Iterator[tuple[int, date | None]]:
        """The ISO weeks that have files of their own; what cannot be one of the year's is told."""
        prefixes = (f"{_LINES}_", f"{_CO_TEACHERS}_")
        for number in sorted({int(base[9:-4]) for base in self._files if base.startswith(prefixes)}):
            monday = monday_of(number)
            if monday is None:
                reason = "n’est pas une semaine de l’année scolaire"
            elif published is not None and number not in published:
                reason, monday = "n’est pas publiée (semaines.xml)", None
            else:
                reason = ""
            if reason:
                self.notes.tell(
                    Place(self._name, 1), f"la semaine {number} {reason} : ses fichiers sont laissés de côté"
                )
            yield number, monday

    def of_week(self, prefix: str, number: int) -> str | None:
        """The file of a week, whether its number is written `7` or `07`."""
        return next(
            (base for n in (f"{number:02d}", str(number)) if (base := f"{prefix}_{n}.xml") in self._files), None
        )


def _week(files: _Files, number: int, usual: Week) -> Week:
    lines, co_teachers = files.of_week(_LINES, number), files.of_week(_CO_TEACHERS, number)
    return Week(
        files.every(lines, "ligfiche", _line) if lines else usual.lines,
        files.every(co_teachers, "coens", _co_teacher) if co_teachers else usual.co_teachers,
    )


def _code(node: Node, name: str = "code") -> str:
    code = node.get(name)
    if not code:
        raise Odd(f"il n’a pas de {name}")
    return code


def _optional(node: Node, name: str) -> str:
    """A code that may be absent, which is also written `0`."""
    return "" if node.get(name) == _NONE else node.get(name)


def _rank(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise Odd(f"la demi-séquence « {text[:20]} » n’est pas un rang dans la journée")
    return int(text)


def _slot(node: Node, slot_minutes: int) -> tuple[SlotKey, HalfSlot]:
    day, starts = weekday_of(node.get("code_jour")), minutes_of(node.get("hre_deb"))
    if day is None or starts is None:
        raise Odd("son jour ou son heure de début est illisible")
    ends = minutes_of(node.get("hre_fin")) or starts + slot_minutes
    if not starts < ends < END_OF_DAY:
        raise Odd("elle finit avant de commencer, ou sa durée n’est pas dite")
    return SlotKey(node.get("code_site"), day, _rank(_code(node))), HalfSlot(starts, ends)


def _sheet(node: Node, place: Place) -> tuple[str, Sheet]:
    day = weekday_of(node.get("jour"))
    if day is None:
        raise Odd(f"le jour « {node.get('jour')[:20]} » n’est pas un jour de classe (1 lundi … 6 samedi)")
    return _code(node), Sheet(SlotKey(node.get("site"), day, _rank(node.get("demi_seq"))), place)


def _teacher(node: Node, place: Place) -> Teacher:
    return Teacher(
        node.get("nom"),
        node.get("prenom"),
        code=_code(node),
        born_on=date_of(node.get("date_naissance")),
        jointure=node.get("epj"),
        place=place,
    )


def _subject(node: Node, _place: Place) -> Subject:
    official = _optional(node, "code_gep1")
    code = _code(node)
    return Subject(code, node.get("libelle"), (official,) if official not in ("", code) else ())


def _division(node: Node, place: Place) -> DivisionCard:
    return DivisionCard(_code(node), _optional(node, "code_gep"), node.get("libelle"), place)


def _group(node: Node, place: Place) -> GroupCard:
    return GroupCard(_code(node, "code_div"), _code(node), _optional(node, "code_sts"), place)


def _regrouping(node: Node, place: Place) -> Regrouping:
    return Regrouping(
        _code(node), _code(node, "nom"), _optional(node, "code_div"), _optional(node, "code_gpe"), place
    )


def _pupil(node: Node) -> Pupil:
    if not node.get("nom") and not node.get("prenom"):
        raise Odd("il n’a pas de nom")
    return Pupil(node.get("nom"), node.get("prenom"), date_of(node.get("naissance")), node.get("code"))


def _member(node: Node, _place: Place) -> Member | None:
    if node.get("theorique") == _EXCEPTION:
        return None
    mask = mask_of_text(node.get("semaines"))
    if node.get("semaines") and mask is None:
        raise Odd("ses semaines ne sont pas un masque de 64 bits")
    return Member(_code(node, "ele"), _code(node, "code_div"), _optional(node, "gpe"), mask)


def _co_teacher(node: Node, place: Place) -> CoTeacher:
    return CoTeacher(_code(node, "lignefic"), node.get("prof"), node.get("epj"), place)


def _line(node: Node, place: Place) -> SheetLine:
    return SheetLine(
        code=_code(node),
        sheet=_code(node, "fic"),
        division=_optional(node, "div"),
        group=_optional(node, "gpe"),
        regrouping=_optional(node, "rgpmt"),
        subject=node.get("mat").strip("*"),
        teacher=_optional(node, "prof"),
        room=_optional(node, "salle"),
        place=place,
    )
