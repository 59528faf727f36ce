"""The partner's export: its clear form is read, its envelope is refused with what to ask for."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from preau.exchange.edt.tests.feed import (
    ALL_WEEKS,
    COLLEGE,
    FIVE_WEEKS,
    PLACES,
    USUAL,
    course,
    element,
    encrypted,
    lessons,
    partner,
    read,
    reasons,
    use,
)
from preau.exchange.weekly.records import GroupMember, Pupil, Subject, Teacher, TeachingGroup, Timetable
from preau.exchange.weekly.weeks import mask_of
from preau.kernel.refusals import NotPossible

FIRST = date(2026, 8, 31)
WEEK = timedelta(weeks=1)
BOTH = (use("Professeur", "P1"), use("Classe", "C1"))


def weeks(timetable: Timetable, index: int = 0) -> list[date]:
    """The Mondays of a lesson."""
    known = {alternation.code: alternation.mondays for alternation in timetable.alternations}
    return list(known[timetable.lessons[index].alternation] or ())


def test_a_course_is_a_lesson_with_people_weeks_and_bells() -> None:
    timetable = read(partner())
    (lesson,) = timetable.lessons
    assert (lesson.weekday, lesson.starts, lesson.minutes) == (2, time(9), 60)
    assert (lesson.divisions, lesson.rooms) == (("6C",), ("12",))
    assert lesson.subject == Subject("MATHS", "MATHÉMATIQUES")
    assert lesson.teachers == (Teacher("DURAND", "Claire", "41", date(1980, 3, 2)),)
    assert lesson.key == "edt|classe:6C:|MATHS||2|0900"
    assert (timetable.uai, timetable.year and timetable.year.label) == (COLLEGE, "2026-2027")
    assert weeks(timetable) == [FIRST + n * WEEK for n in range(44)]
    (grid,) = timetable.grids
    assert (len(grid.slots), grid.slots[3].starts, grid.slots[3].ends) == (20, time(9, 30), time(10))
    assert timetable.anomalies == ()


def test_the_first_cours_is_the_container_and_each_other_a_course() -> None:
    assert len(lessons(partner(USUAL, course(*BOTH, Jour="4")))) == 2
    with pytest.raises(NotPossible, match="aucun cours"):
        read(partner("\n"))


def test_a_latin_file_is_read_too() -> None:
    assert lessons(partner(encoding="ISO-8859-15"))[0].subject.label == "MATHÉMATIQUES"


def test_cancelled_weeks_are_taken_off() -> None:
    timetable = read(
        partner(course(*BOTH, SemainesAnnulation=str(mask_of([FIRST + WEEK, FIRST + 3 * WEEK], FIRST))))
    )
    assert weeks(timetable)[:3] == [FIRST, FIRST + 2 * WEEK, FIRST + 4 * WEEK]


def test_weeks_go_through_the_new_year_and_stop_with_the_school() -> None:
    signed = str(-2)
    timetable = read(partner(course(use("Professeur", "P1", signed), use("Classe", "C1", signed), Jour="6")))
    assert weeks(timetable)[-1] == date(2027, 6, 28)
    assert weeks(timetable)[17:19] == [date(2026, 12, 28), date(2027, 1, 4)]


def test_a_day_before_the_year_is_no_lesson() -> None:
    assert weeks(read(partner(course(*BOTH, Jour="1"))))[0] == FIRST + WEEK


def test_a_teacher_who_changes_makes_two_lessons_of_one_course() -> None:
    rest = str(int(ALL_WEEKS) & ~int(FIVE_WEEKS))
    timetable = read(
        partner(course(use("Professeur", "P1", FIVE_WEEKS), use("Professeur", "P2", rest), use("Classe", "C1")))
    )
    assert [lesson.teachers[0].last_name for lesson in timetable.lessons] == ["PETIT", "DURAND"]
    assert [len(weeks(timetable, n)) for n in (0, 1)] == [39, 5]
    assert timetable.lessons[1].key == f"{timetable.lessons[0].key}|2026-08-31"


def test_two_teachers_at_once_are_co_teaching_and_an_adult_beside_is_staff() -> None:
    (lesson,) = lessons(partner(course(*BOTH, use("Professeur", "P2"), use("Personnel", "A1"))))
    assert lesson.is_co_taught
    assert [adult.last_name for adult in lesson.teachers + lesson.staff] == ["DURAND", "PETIT", "BLANC"]


def test_the_other_name_of_weeks_is_known_and_a_resource_without_weeks_is_always_there() -> None:
    teacher = element("Professeur", Ident="P1", SemainesInclusion=FIVE_WEEKS)
    timetable = read(partner(course(teacher, element("Classe", Ident="C1"), element("Salle", Ident="S2"))))
    assert len(weeks(timetable)) == 5
    assert timetable.lessons[0].rooms == ("14",)


def test_the_bells_of_the_grid_tell_how_long_a_lesson_lasts() -> None:
    recess = [*PLACES[:3], element("Place", Numero="3", LibelleHeureDebut="09:45:00", LibelleHeureFin="10:15:00")]
    assert lessons(partner(places=recess))[0].minutes == 75
    bare = [element("Place", Numero=str(n), LibelleHeureDebut=f"{8 + n}:00:00") for n in range(5)]
    assert lessons(partner(places=bare))[0].minutes == 90


def test_a_subject_by_its_label_when_it_has_no_code() -> None:
    content = partner().replace(b'Code="MATHS" ', b"")
    assert lessons(content)[0].subject == Subject("MATHÉMATIQUES", "MATHÉMATIQUES")


GROUPS = element(
    "Groupe", element("Classe", Ident="C2"), element("PartieDeClasse", Ident="D1"), element("Eleve", Ident="E3"),
    Ident="G1", Nom="6 LATIN",
)  # fmt: skip
IN_LATIN = TeachingGroup("6 LATIN", ("6A", "6C"))


def test_a_group_comes_with_its_classes_and_stands_for_them() -> None:
    uses = (use("Groupe", "G1"), use("Classe", "C2"), use("PartieDeClasse", "D1"), use("Professeur", "P1"))
    timetable = read(partner(course(*uses), groups=GROUPS))
    assert timetable.groups == (IN_LATIN,)
    assert (timetable.lessons[0].groups, timetable.lessons[0].divisions) == ((IN_LATIN,), ())
    assert timetable.anomalies == ()


@pytest.mark.parametrize(
    ("part", "groups", "code", "is_told"),
    [
        (element("PartieDeClasse", Ident="D1", Nom="6C GR1"), "", "6C GR1", False),
        (
            element("PartieDeClasse", Ident="D1"),
            element("Groupe", element("PartieDeClasse", Ident="D1"), Ident="G2", Nom="6C MOITIE"),
            "6C MOITIE",
            False,
        ),
        (element("PartieDeClasse", Ident="D1"), "", "6C partie D1", True),
    ],
)
def test_a_part_of_a_class_goes_under_a_name(part: str, groups: str, code: str, is_told: bool) -> None:
    classes = element("Classe", part, Ident="C1", Nom="6C")
    timetable = read(partner(course(use("PartieDeClasse", "D1")), classes=classes, groups=groups))
    assert timetable.lessons[0].groups == (TeachingGroup(code, ("6C",)),)
    assert [group.code for group in timetable.groups] == [code]
    assert any("n’a pas de nom" in told for told in reasons(timetable)) == is_told


def test_pupils_are_in_their_class_and_in_the_groups_made_of_it() -> None:
    pupils = (
        element(
            "Eleve", element("Classe", Ident="C1", DateEntree="2026-09-01", DateSortie="2027-07-03"),
            element("PartieDeClasse", Ident="D1", DateEntree="2026-10-01"), element("PartieDeClasse", Ident="D2"),
            Ident="E1", IDPN="77", Nom="DUPONT", Prenom="Léa", DateNaissance="2014-02-03",
        )
        + element("Eleve", element("Classe", Ident="C2", DateEntree="hier"), Ident="E2", Nom="ROUX", Prenom="Tom")
        + element("Eleve", Ident="E3", Nom="NOIR", Prenom="Noé")
    )  # fmt: skip
    timetable = read(partner(groups=GROUPS, pupils=pupils))
    lea, tom = Pupil("DUPONT", "Léa", date(2014, 2, 3), "77"), Pupil("ROUX", "Tom")
    assert timetable.members == (
        GroupMember(lea, "6C", True, date(2026, 9, 1), date(2027, 7, 3)),
        GroupMember(lea, "6 LATIN", False, date(2026, 10, 1)),
        GroupMember(lea, "6C partie D2", False),
        GroupMember(tom, "6A", True),
        GroupMember(tom, "6 LATIN", False),
        GroupMember(Pupil("NOIR", "Noé"), "6 LATIN", False),
    )
    assert any("DateEntree « hier » illisible" in told for told in reasons(timetable))


def test_what_has_no_name_is_a_reference_and_nothing_more() -> None:
    nameless = element("Groupe", Ident="G1") + element("Professeur", Ident="P1") + element("Eleve", Ident="E1")
    stay = element("Eleve", element("Classe", Ident="C1"), element("Option", Nom="LATIN"), Ident="E2")
    timetable = read(partner(groups=nameless, pupils=stay))
    assert (timetable.groups, timetable.members) == ((), ())
    assert timetable.lessons[0].teachers[0].last_name == "DURAND"


def test_bells_that_go_backwards_are_told() -> None:
    backwards = [
        *PLACES[:3],
        element("Place", Numero="3", LibelleHeureDebut="08:10:00", LibelleHeureFin="08:20:00"),
    ]
    assert "il finit avant de commencer" in reasons(read(partner(places=backwards)))[0]


def test_a_lesson_of_one_pupil_names_the_pupil() -> None:
    pupils = element("Eleve", Ident="E1", Nom="DUPONT", Prenom="Léa")
    (lesson,) = lessons(partner(course(use("Eleve", "E1"), use("Professeur", "P1")), pupils=pupils))
    assert (lesson.pupils, lesson.divisions) == ((Pupil("DUPONT", "Léa"),), ())


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (course(*BOTH, Jour="7"), "le jour « 7 » n’est pas un jour de classe"),
        (course(*BOTH, NombrePlaces="0"), "il n’est pas placé dans la journée"),
        (course(*BOTH, NumeroPlaceDebut="90"), "la place 90 n’est pas dans la grille horaire"),
        (course(use("Classe", "C1", "douze")), "les semaines « douze » de Classe ne sont pas un masque"),
        (course(element("Classe", Ident="C1")), "ses semaines ne sont pas dites"),
        (course(use("Classe", "C1", "0")), "il n’a lieu aucune semaine de l’année"),
        (course(use("Professeur", "P1")), "cours sans classe ni groupe"),
        (course(element("Matiere", Ident="M9"), *BOTH), "Matiere M9 n’est pas décrit dans le fichier"),
        (
            course(use("Classe", "C1"), use("Groupe", "G9"), use("PartieDeClasse", "D9")),
            "Groupe G9 n’est pas décrit",
        ),
    ],
)
def test_an_odd_course_is_told_with_its_line(odd: str, reason: str) -> None:
    timetable = read(partner(USUAL, odd))
    line = partner(USUAL, odd).decode()[: partner(USUAL, odd).decode().rindex("<Cours ")].count("\n") + 1
    assert any(told.startswith(f"{line} ") and reason in told for told in reasons(timetable)), reasons(timetable)
    assert timetable.lessons[0].teachers[0].last_name == "DURAND"


def test_week_zero_is_told_once() -> None:
    odd = course(use("Classe", "C1", "7"))
    timetable = read(partner(odd, odd))
    assert sum("bit 0 du masque" in told for told in reasons(timetable)) == 1
    assert weeks(timetable) == [FIRST, FIRST + WEEK]


def test_a_first_week_that_begins_on_another_day_is_that_of_its_monday() -> None:
    year = element("AnneeScolaire", DatePremierJourSemaine1="2026-09-01")
    timetable = read(partner(year=year))
    assert weeks(timetable)[0] == FIRST
    assert any("la semaine 1 commence un mardi" in told for told in reasons(timetable))


@pytest.mark.parametrize(
    ("first", "begins", "ends"),
    [
        ("", "2026-09-01", "2027-07-03"),
        ("2026-13-01", "2026-09-01", "2027-07-03"),
        ("2026-08-31", "2026-09-01", "2026-08-01"),
        ("1999-08-30", "2026-09-01", "2027-07-03"),
    ],
)
def test_a_file_without_a_year_is_refused_with_its_line(first: str, begins: str, ends: str) -> None:
    year = element("AnneeScolaire", DatePremierJourSemaine1=first, DateDebut=begins, DateFin=ends)
    with pytest.raises(NotPossible, match="ligne 3 : l’année scolaire est absente ou illisible"):
        read(partner(year=year))


def test_a_file_without_bells_is_refused() -> None:
    with pytest.raises(NotPossible, match="ne dit pas les heures de la journée"):
        read(partner(places=[element("Place", Numero="0")]))


def test_the_file_of_another_school_is_refused() -> None:
    assert read(partner(), COLLEGE).uai == COLLEGE
    assert read(partner(uai=""), COLLEGE).uai == COLLEGE
    with pytest.raises(NotPossible, match="vient de l’établissement 0310001A, et non de 0310002B"):
        read(partner(), "0310002B")


def test_the_encrypted_envelope_is_refused_with_what_to_ask_for() -> None:
    with pytest.raises(NotPossible) as refused:
        read(encrypted())
    message = refused.value.message
    assert message.startswith(
        "Le fichier « edt.xml », ligne 1 : c’est un export chiffré de EDT 2026 (établissement"
    )
    for told in ("« ENTCORE », « KOSMOS »", "Index-Éducation", "clé", "EXP_COURS.xml", "emp_sts", COLLEGE):
        assert told in message
    with pytest.raises(NotPossible, match="pour un ENT partenaire"):
        read(encrypted(partners=[]))


def test_another_file_is_refused_with_what_was_expected() -> None:
    with pytest.raises(NotPossible, match="ligne 1 : sa racine est « EDT_STS », ce n’est pas un fichier d’EDT"):
        read(b"<EDT_STS/>")
