"""Posts, what is taught to whom, and what the school gave itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.tests.college import (
    KEY,
    OTHER_KEY,
    OTHER_UAI,
    TEACHES,
    UAI,
    bring,
    college,
    person_of,
    posts_of,
    rows,
    school,
    staff,
)
from preau.exchange.aaf.tests.feed import Values
from preau.kernel.actor import Profile

pytestmark = pytest.mark.usefixtures("owner")

TEACHER, VIE_SCOLAIRE = Profile.TEACHER.value, Profile.VIE_SCOLAIRE.value
DIRECTION, STAFF = Profile.DIRECTION.value, Profile.STAFF.value


def courses() -> set[tuple[str, str, str]]:
    found = rows(
        "SELECT g.code, u.label, p.last_name FROM course t JOIN pupil_group g ON g.id = t.group_id"
        " JOIN subject u ON u.id = t.subject_id JOIN person p ON p.id = t.teacher_id"
        " JOIN school s ON s.id = t.school_id WHERE s.uai IN (%s, %s) AND t.ends_on IS NULL",
        UAI, OTHER_UAI,
    )  # fmt: skip
    return {(code, subject, teacher) for code, subject, teacher in found}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (staff("X", "Y", TEACHES), {(UAI, "ENS", TEACHER)}),
        (staff("X", "Y", "DOC$DOCUMENTATION$L0080$DOCUMENTATION"), {(UAI, "DOC", TEACHER)}),
        (staff("X", "Y", "AED$ASSISTANT D'EDUCATION$A0001$SANS OBJET"), {(UAI, "AED", VIE_SCOLAIRE)}),
        (staff("X", "Y", "ADF$PERSONNELS ADMINISTRATIFS$$"), {(UAI, "ADF", STAFF)}),
        (staff("X", "Y", "ZZZ$INCONNUE$$"), {(UAI, "ZZZ", STAFF)}),
        (staff("X", "Y"), {(UAI, "-", STAFF)}),
        (staff("X", "Y", PersEducNatPresenceDevantEleves="O"), {(UAI, "ENS", TEACHER)}),
        (staff("X", "Y", ENTEnsFonctionDir=KEY), {(UAI, "DIR", DIRECTION)}),
        (
            staff("X", "Y", "ADF$ADMINISTRATION$D0011$DIRECTION ADJOINT AU CHEF ETABLISSEMENT"),
            {(UAI, "ADF", DIRECTION)},
        ),
        (
            staff("X", "Y", TEACHES, ENTPersonCategorieEnseignant="N"),
            {(UAI, "ENS", STAFF)},
        ),
        (
            staff(
                "X", "Y", "EDU$EDUCATION$E0030$EDUCATION", PersEducNatPresenceDevantEleves="O",
                ENTAuxEnsClassesMatieres=f"{KEY}$6A$061300",
            ),
            {(UAI, "EDU", VIE_SCOLAIRE), (UAI, "ENS", TEACHER)},
        ),
        (staff("X", "Y", "999$ENS$ENSEIGNEMENT$L1300$MATHS"), {(UAI, "ENS", TEACHER)}),
        (staff("X", "Y", "999$ORI$ORIENTATION$$"), {(UAI, "-", STAFF)}),
    ],
)  # fmt: skip
def test_a_function_opens_a_profile(tmp_path: Path, values: Values, expected: set[tuple[str, str, str]]) -> None:
    feed = college()
    feed.staff = {"40": values}
    bring(feed, tmp_path)
    assert posts_of("X") == expected


def test_a_teacher_in_two_schools_has_a_post_in_each(tmp_path: Path) -> None:
    feed = college()
    feed.structures[OTHER_KEY] = school(OTHER_UAI)
    feed.staff["21"] = staff(
        "DURAND", "Claire", TEACHES, ENTAuxEnsClassesMatieres=[f"{KEY}$6A$061300", f"{OTHER_KEY}$3C$061300"]
    )
    bring(feed, tmp_path)
    assert posts_of("DURAND") == {(UAI, "ENS", TEACHER), (OTHER_UAI, "ENS", TEACHER)}
    assert courses() == {("6A", "MATHEMATIQUES", "DURAND"), ("3C", "MATHEMATIQUES", "DURAND")}


def test_a_function_that_changes_replaces_the_other(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.staff["22"]["ENTPersonFonctions"] = f"{KEY}$DIR$DIRECTION$D0010$DIRECTION"
    plan = bring(feed, tmp_path)
    assert plan.schools[0].counts == {What.POST_IN: 1, What.POST_OUT: 1}
    assert posts_of("COSTA") == {(UAI, "DIR", DIRECTION)}


def test_a_label_that_changes_changes_the_post_in_place(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.staff["22"]["ENTPersonFonctions"] = f"{KEY}$EDU$VIE SCOLAIRE$E0030$EDUCATION"
    assert bring(feed, tmp_path).schools[0].counts == {What.POST_CHANGED: 1}


def test_a_post_given_by_the_school_survives(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO post (school_id, person_id, function, label, discipline, profile, is_local, begins_on)"
            " SELECT school_id, person_id, 'REF', 'référente numérique', '', 'personnel', true, begins_on"
            "   FROM post WHERE person_id = %s",
            [person_of("21")["id"]],
        )
    assert bring(feed, tmp_path).is_empty
    del feed.staff["21"]
    plan = bring(feed, tmp_path)
    assert posts_of("DURAND") == {(UAI, "REF", STAFF)}
    assert What.STAFF_OUT not in plan.schools[0].counts


def test_courses_and_form_teachers_follow_the_feed(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.staff["21"] |= {
        "ENTAuxEnsClassesMatieres": f"{KEY}$6A$061300",
        "ENTAuxEnsGroupesMatieres": f"{KEY}$6 ESP$030602",
        "ENTAuxEnsClassesPrincipal": f"{KEY}$6B",
    }
    plan = bring(feed, tmp_path)
    assert plan.schools[0].counts == {
        What.COURSE_IN: 1, What.COURSE_OUT: 1, What.FORM_TEACHER_IN: 1, What.FORM_TEACHER_OUT: 1,
    }  # fmt: skip
    assert courses() == {("6A", "MATHEMATIQUES", "DURAND"), ("6 ESP", "ESPAGNOL LV2", "DURAND")}


def test_a_course_that_another_feed_opened_is_left_alone(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE course SET origin = 'sts' WHERE teacher_id = %s", [person_of("21")["id"]])
    del feed.staff["21"]["ENTAuxEnsClassesMatieres"]
    assert bring(feed, tmp_path).is_empty
    assert len(courses()) == 2


def test_a_subject_that_is_not_described_is_kept_under_its_code(tmp_path: Path) -> None:
    feed = college()
    feed.staff["21"]["ENTAuxEnsClassesMatieres"] = f"{KEY}$6A$999900"
    plan = bring(feed, tmp_path)
    assert courses() == {("6A", "999900", "DURAND")}
    assert [kind.first[0][2] for kind in plan.anomalies] == [
        "la matière 999900 est inconnue de la nomenclature : gardée sous son code"
    ]
    feed.subjects["999900"] = {"ENTLibelleMatiere": "OCCITAN"}
    bring(feed, tmp_path)
    assert courses() == {("6A", "OCCITAN", "DURAND")}


def test_staff_of_no_school_of_the_delivery_are_told_and_left_out(tmp_path: Path) -> None:
    feed = college()
    feed.staff["41"] = staff("SEULE", "Anne", "999$ENS$ENSEIGNEMENT$L1300$MATHS", ENTPersonStructRattach="998")
    plan = bring(feed, tmp_path)
    assert rows("SELECT 1 FROM person WHERE last_name = 'SEULE'") == []
    assert [kind.first[0][2] for kind in plan.anomalies] == [
        "enseignant de l’établissement 998, absent de la livraison : laissé de côté"
    ]
