"""Read = applied + kept as is + listed, for every sort of file a school uploads: no line of it is passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from preau.directory.models import School
from preau.exchange.edt.tests import feed as edt
from preau.exchange.siecle.tests.feed import guardians_file, person, pupil, pupils_file, structures, tie
from preau.exchange.sts.tests.feed import Feed, Line
from preau.exchange.upload.choices import Choices
from preau.exchange.upload.effects import Effect, effect_of
from preau.exchange.upload.recognise import Given
from preau.exchange.upload.tests.school_file import EVA, INE_OF, LEA, NOE

Lines = set[tuple[str, int]]
#: The files, how many courses they hold, and a word of the reason of each that cannot come in.
Rows = tuple[list[Given], int, tuple[str, ...]]
KEPT = frozenset({"nouveaux cours", "cours modifiés", "cours inchangés"})

#: A pupil in order, one known, one newcomer, then a fault each.
_ROWS = (
    "Bœuf;Noé;21/09/2012;4e B",
    "Martin-Ségala;Léa;03/05/2012;5e A",
    "Alibert;Eva;14/02/2013;5e A",
    "Sans;Date;31/02/2013;5e A",
    ";Anonyme;01/01/2013;5e A",
    "Perdu;Paul;02/03/2013;9e Z",
    "Bœuf;Noé;21/09/2012;5e A",
    "Alibert;Eva;14/02/2013;5e A",
    "Coupé;Rémi",
    "Muet;Max;05/05/2013;",
)


def csv() -> tuple[str, list[Given], Lines]:
    text = "\n".join(["Nom;Prénom;Date de naissance;Classe", *_ROWS, ""])
    return "csv", [Given("liste.csv", text.encode())], {("liste.csv", n) for n in range(2, 2 + len(_ROWS))}


def siecle() -> tuple[str, list[Given], Lines]:
    told = (
        pupil("1", INE_OF["1"], **LEA) + pupil("2", INE_OF["2"], **NOE) + pupil("3", INE_OF["3"], **EVA)
        + pupil("4", "0", **{**EVA, "PRENOM": "Ana", "DATE_NAISS": "31/02/2013"})
        + pupil("5", INE_OF["3"], **{**EVA, "PRENOM": "Double"})
        + pupil("6", "060000000FF", **{**EVA, "PRENOM": "", "NOM_DE_FAMILLE": ""})
    )  # fmt: skip
    places = structures("1", "4e B") + structures("2", "4e B") + structures("3", "5e A") + structures("4", "9e Z")
    people = pupils_file(told, places)
    adults = guardians_file(
        person("10", NOM_DE_FAMILLE="MARTIN", PRENOM="Marc") + person("11") + person("12", PRENOM="Seule"),
        tie("1", "10") + tie("999", "11") + tie("2", "13"),
    )
    files = {"eleves.xml": people, "responsables.xml": adults}
    elements = {"eleves.xml": "ELEVE ", "responsables.xml": "RESPONSABLE_ELEVE>"}
    read = {
        (name, number)
        for name, text in files.items()
        for number, line in enumerate(text.split("\n"), 1)
        if line.startswith(f"<{elements[name]}")
    }
    return "siecle", [Given(name, text.encode("iso-8859-15")) for name, text in files.items()], read


def accounted(effect: Effect) -> Lines:
    """The lines that happened, then those that are listed."""
    happened = {(one.file, one.line) for one in effect.happenings if one.line}
    return happened | {(one.place.file, one.place.line) for one in (*effect.not_taken, *effect.anomalies)}


@pytest.mark.parametrize("made", [csv, siecle])
def test_each_line_of_people_happens_or_is_listed(
    college: School, made: Callable[[], tuple[str, list[Given], Lines]]
) -> None:
    sort, files, read = made()
    effect = effect_of(college, sort, files, Choices())
    assert read - accounted(effect) == set()


def test_families_of_pupils_who_do_not_come_in_are_counted(college: School) -> None:
    """Nobody wants a thousand lines about those who left: one says how many, and where they begin."""
    sort, files, _read = siecle()
    reasons = [one.reason for one in effect_of(college, sort, files, Choices()).anomalies]
    assert [reason for reason in reasons if "n’entrent pas" in reason and "nombre\u202f: 1," in reason]
    assert [reason for reason in reasons if "d’aucun élève" in reason and "nombre\u202f: 1," in reason]


def edt_rows() -> Rows:
    """Two in order, one whose teacher is unknown (it comes in, and is listed), four that cannot come in."""
    usual = {"CLASSE": "4e B", "MAT_CODE": "MATHS", "MAT_LIBELLE": "Mathématiques", "PROF_NOM": "DURAND"}
    usual |= {"PROF_PRENOM": "CLAIRE", "ALTERNANCE": "H"}
    rows: list[edt.Change] = [
        usual,
        {**usual, "JOUR": "jeudi"},
        {**usual, "JOUR": "lundi", "PROF_NOM": "INCONNU"},
        {**usual, "JOUR": "dimanche"},
        {**usual, "JOUR": "vendredi", "H.DEBUT": "25h90"},
        {**usual, "JOUR": "vendredi", "DUREE": "0h00"},
        {**usual, "JOUR": "vendredi", "CLASSE": "9e Z"},
    ]
    return [Given("EXP_COURS.xml", edt.table(*rows))], len(rows), ("dimanche", "25h90", "0h00", "9e Z")


def sts_rows() -> Rows:
    """The same, as STSweb tells them."""
    lines = [
        Line(),
        Line(weekday=2),
        Line(weekday=3, teacher="epp:999"),
        Line(weekday=9),
        Line(weekday=1, starts="2590"),
        Line(weekday=1, alternation="ZZ"),
        Line(weekday=4, structure="9e Z"),
    ]
    feed = Feed(lines=lines)
    left_out = ("le jour « 9 »", "2590", "ZZ", "9e Z")
    prolog = '<?xml version="1.0" encoding="ISO-8859-15"?>\n'
    pair = {"sts_emp_0310001A_2026.xml": feed.reference(), "emp_sts_0310001A_2026.xml": feed.timetable()}
    return (
        [Given(name, (prolog + text).encode("iso-8859-15")) for name, text in pair.items()],
        len(lines),
        left_out,
    )


@pytest.mark.parametrize(("sort", "made"), [("edt", edt_rows), ("sts", sts_rows)])
def test_each_course_of_a_timetable_comes_in_or_is_listed(
    college: School, sort: str, made: Callable[[], Rows]
) -> None:
    files, read, left_out = made()
    effect = effect_of(college, sort, files, Choices())
    kept = [one.number for one in effect.figures if one.label in KEPT]
    assert sum(kept) == read - len(left_out)
    told = " ; ".join(anomaly.reason for anomaly in effect.anomalies)
    assert [words for words in left_out if words not in told] == []
