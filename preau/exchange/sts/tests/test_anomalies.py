"""What the files say and the school does not know: told with file, line and reason; the rest comes in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from preau.directory.models import Group, Person, PersonKey, Post
from preau.exchange.sts.tests.feed import COLLEGE, Feed, Line, Teacher, import_sts
from preau.exchange.sts.tests.test_import import courses
from preau.kernel.words import folded
from tests.cast import YEAR_START, Cast

Said = pytest.CaptureFixture[str]


def group(cast: Cast, code: str, kind: Group.Kind = Group.Kind.DIVISION) -> None:
    Group.objects.create(school=cast.schools["college"], kind=kind, code=code)


def colleague(cast: Cast, first: str, last: str, born: date, birth_name: str = "") -> Person:
    person: Person = Person.objects.create(
        first_name=first, last_name=last, birth_name=birth_name, born_on=born,
        sorting_name=folded(f"{last} {first}"),
    )  # fmt: skip
    Post.objects.create(
        school=cast.schools["college"], person=person, function="ENS", profile="enseignant", begins_on=YEAR_START
    )
    return person


def anomalies(said: Said) -> list[str]:
    """The lines of anomalies printed, without their place."""
    text = said.readouterr().out
    return re.findall(r"^    \w+_0310001A_2026\.xml, ligne [1-9]\d* : (.*)$", text, re.MULTILINE)


def imported(said: Said, tmp_path: Path, *lines: Line, teachers: tuple[Teacher, ...] = (Teacher(),)) -> list[str]:
    import_sts(Feed(lines=lines, teachers=teachers).write(tmp_path))
    return anomalies(said)


def test_an_unknown_group_leaves_its_courses_aside(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    aside = (
        Line("3B_G2", is_group=True, weekday=1),
        Line("3B_G2", is_group=True, weekday=2),
        Line("4e Z", weekday=4),
    )
    assert imported(capsys, tmp_path, Line(), *aside) == [
        "classe « 4e Z » : code inconnu dans l’établissement (1 cours laissé de côté)",
        "groupe « 3B_G2 » : code inconnu dans l’établissement (2 cours laissés de côté)",
    ]
    assert len(courses()) == 1


def test_a_course_comes_in_when_it_keeps_one_group(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    assert imported(capsys, tmp_path, Line("4e B"), Line("4e Z")) == [
        "classe « 4e Z » : code inconnu dans l’établissement (1 cours gardé pour ses autres classes ou groupes)"
    ]
    assert [course[4] for course in courses()] == [["4e B"]]


@pytest.mark.parametrize("code", ["4EB", "4e  b", "4 E B"])
def test_blanks_and_case_are_forgiven_when_nothing_else_is_written_so(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said, code: str
) -> None:
    assert imported(capsys, tmp_path, Line(code)) == []
    assert [course[4] for course in courses()] == [["4e B"]]


def test_of_two_near_codes_neither_is_guessed(known: Cast, everywhere: None, tmp_path: Path, capsys: Said) -> None:
    group(known, "3 a")
    group(known, "3A")
    found = imported(capsys, tmp_path, Line("3 A"), Line("3A", weekday=4), Line(weekday=3))
    assert found == []
    assert {tuple(course[4]) for course in courses()} == {("3 a",), ("3A",), ("4e B",)}
    group(known, "3a")
    [reason] = imported(capsys, tmp_path, Line("3  A"), Line(weekday=3))
    assert reason.startswith(
        "classe « 3  A » : plusieurs codes s’écrivent ainsi, aux blancs et aux majuscules près"
    )


def test_two_near_codes_of_the_file_never_share_a_class(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    found = imported(capsys, tmp_path, Line("4EB"), Line("4 E B", weekday=4), Line("5e A", weekday=3))
    assert [reason.partition(" :")[0] for reason in found] == ["classe « 4EB »", "classe « 4 E B »"]
    assert [course[4] for course in courses()] == [["5e A"]]


def test_a_class_and_a_group_of_the_same_code_are_two(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    group(known, "4e B", Group.Kind.TEACHING)
    imported(capsys, tmp_path, Line("4e B"), Line("4e B", is_group=True, weekday=4))
    pairs = {course[0]: course[4] for course in courses()}
    assert pairs == {4: ["4e B"], 5: ["4e B"]}


def test_a_closed_group_is_unknown(known: Cast, everywhere: None, tmp_path: Path, capsys: Said) -> None:
    Group.objects.filter(pk=known.groups["5A"].pk).update(closed_on=date(2026, 10, 1))
    assert len(imported(capsys, tmp_path, Line(), Line("5e A", weekday=4))) == 1


@pytest.mark.parametrize(
    ("last_name", "birth_name"), [("Dœ-Lévy", ""), ("DOE LEVY", ""), ("Autre", "Dœ-Lévy"), ("Bouillon", "")]
)
def test_a_teacher_is_known_by_name_and_birth_date(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said, last_name: str, birth_name: str
) -> None:
    colleague(known, "Jane", last_name, date(1975, 2, 27), birth_name)
    jane = Teacher("local:1", "DOE-LEVY", "JANE", "1975-02-27", birth_name="BOUILLON")
    assert imported(capsys, tmp_path, Line(teacher="local:1"), teachers=(jane,)) == []
    assert [course[5] for course in courses()] == [[last_name]]


def test_a_local_number_is_never_the_number_of_the_academie(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    found = imported(capsys, tmp_path, Line(teacher="local:500"), teachers=(Teacher("local:500", "INCONNU"),))
    assert found[-1].startswith("enseignant Claire INCONNU (local 500) : aucune personne de l’établissement")
    assert [course[5] for course in courses()] == [[]]


def test_a_course_without_teacher_comes_in_and_is_listed(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    reason = "n’est pas décrit dans sts_emp, et son numéro est inconnu (1 cours sans cette personne)"
    assert imported(capsys, tmp_path, Line(teacher="epp:777"), Line(teacher="epp:", weekday=4)) == [
        "cours sans enseignant : 4e B, Mathématiques, vendredi à 14\u202fh\u202f02",
        f"enseignant epp 777 : {reason}",
        "cours sans enseignant : 4e B, Mathématiques, jeudi à 14\u202fh\u202f02",
    ]
    assert len(courses()) == 2


def test_homonyms_born_the_same_day_are_not_guessed(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    for _twice in range(2):
        colleague(known, "Jane", "Doe", date(1975, 2, 27))
    jane = Teacher("epp:9", "DOE", "Jane", "1975-02-27")
    found = imported(capsys, tmp_path, Line(teacher="epp:9"), teachers=(jane,))
    assert found[-1] == (
        "enseignant Jane DOE (epp 9) : plusieurs personnes de l’établissement ont ce nom et cette date de "
        "naissance (1 cours sans cette personne)"
    )


def test_without_birth_date_a_name_is_not_enough(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    colleague(known, "Jane", "Doe", date(1975, 2, 27))
    found = imported(capsys, tmp_path, Line(teacher="epp:9"), teachers=(Teacher("epp:9", "DOE", "Jane", ""),))
    assert "pas de date de naissance pour l’identifier" in found[-1]


def test_somebody_without_a_post_here_is_told(known: Cast, everywhere: None, tmp_path: Path, capsys: Said) -> None:
    PersonKey.objects.create(person=known.marc, source="016", kind=PersonKey.Kind.STS, key="600")
    found = imported(capsys, tmp_path, Line(teacher="epp:600"))
    assert found == ["enseignant epp 600 : n’a pas de poste connu dans l’établissement"]
    assert [course[5] for course in courses()] == [["Martin"]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (Line(weekday=7), "le jour « 7 » n’est pas un jour de classe (1 lundi … 6 samedi)"),
        (Line(starts="2515"), "l’heure de début « 2515 » est illisible (attendu : 1402 pour 14 h 02)"),
        (Line(starts="9h30"), "l’heure de début « 9h30 » est illisible (attendu : 1402 pour 14 h 02)"),
        (Line(lasts="0060"), "la durée « 0060 » est illisible (attendu : 1402 pour 14 h 02)"),
        (Line(lasts="0000"), "il ne dure rien, ou il dépasse minuit"),
        (Line(starts="2330"), "il ne dure rien, ou il dépasse minuit"),
        (Line(alternation="Q9"), "l’alternance « Q9 » n’est pas décrite dans le fichier"),
        (Line(subject=""), "le service n’a pas de matière"),
    ],
)
def test_a_course_that_cannot_be_understood_is_left_aside(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said, line: Line, reason: str
) -> None:
    found = imported(capsys, tmp_path, Line(weekday=2), line)
    assert found == [f"cours de classe « 4e B » laissé de côté : {reason}"]
    assert [course[0] for course in courses()] == [2]


def test_the_line_told_is_the_line_of_the_course(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    folder = Feed(lines=(Line(), Line(weekday=7))).write(tmp_path)
    text = (folder / f"emp_sts_{COLLEGE}_2026.xml").read_text(encoding="iso-8859-15")
    line = next(n for n, content in enumerate(text.splitlines(), 1) if "<JOUR>7" in content)
    import_sts(folder)
    assert f"emp_sts_{COLLEGE}_2026.xml, ligne {line} : cours de classe" in capsys.readouterr().out


def test_odd_weeks_are_told_and_the_others_kept(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    weeks = {"H": ("2026-11-26", "2026-13-01", "2026-11-30"), "V": ()}
    import_sts(Feed(weeks=weeks).write(tmp_path))
    assert anomalies(capsys) == [
        "la semaine commence un jeudi (26/11/2026) : c’est la semaine du lundi 23/11/2026 qui est prise",
        "semaine « 2026-13-01 » illisible : laissée de côté",
        "alternance « V » sans aucune semaine : ses cours n’ont jamais lieu",
    ]


def test_two_lengths_of_one_course_are_told(known: Cast, everywhere: None, tmp_path: Path, capsys: Said) -> None:
    found = imported(capsys, tmp_path, Line(lasts="0055"), Line(lasts="0150", teacher="epp:"))
    assert found == ["classe « 4e B » : le même cours dure 55 puis 110 minutes ; 110 sont retenues"]
    assert [course[2] for course in courses()] == [110]
