"""Tables of teachers with what they teach, and of guests with how long they come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.test import Client

from preau.access.actors import attachments_of
from preau.directory.models import Course, Group, Person, Post, School, Subject
from preau.exchange.tabular.records import Kind
from preau.exchange.upload.people.groups import LEAVE
from preau.exchange.upload.people.plan import Plan, What
from preau.exchange.upload.tests.school_file import table
from preau.exchange.upload.tests.test_table import reasons
from preau.exchange.upload.tests.test_wizard import page, started
from preau.kernel import clock
from preau.kernel.actor import Profile
from tests.cast import NOW, TODAY, Cast

Import = Callable[..., Plan]
Visit = Callable[[str], Client]
Everywhere = Callable[[], AbstractContextManager[None]]
HEAD = "Nom;Prénom;Date de naissance;Matière;Classe\n"
GUESTS = "Nom;Prénom;Courriel;Fonction;Début du droit;Fin du droit\n"
IDA = "Alami;Ida;ida@exemple.fr;intervenante théâtre;;30/06/2027\n"


def taught(teacher: str) -> set[tuple[str, str, str]]:
    rows = Course.objects.filter(teacher__last_name=teacher, ends_on=None)
    return set(rows.values_list("subject__label", "group__code", "origin"))


def test_a_teacher_comes_in_with_what_she_teaches(bring: Import, college: School) -> None:
    plan = bring(table(HEAD + "Alami;Ida;01/02/1980;Latin, Grec;4e B,5e A\n", Kind.TEACHERS))
    assert taught("ALAMI") == {(of, to, "csv") for of in ("Latin", "Grec") for to in ("4e B", "5e A")}
    assert Post.objects.get(person__last_name="ALAMI").profile == Profile.TEACHER
    assert plan.counts[What.COURSE] == 4
    assert set(Subject.objects.filter(source=college.uai).values_list("label", flat=True)) >= {"Latin", "Grec"}


def test_the_same_teachers_twice_change_nothing(bring: Import) -> None:
    text = HEAD + "Alami;Ida;01/02/1980;Latin;4e B\nAlami;Ida;01/02/1980;Grec;5e A\n"
    bring(table(text, Kind.TEACHERS))
    assert taught("ALAMI") == {("Latin", "4e B", "csv"), ("Grec", "5e A", "csv")}
    assert Person.objects.filter(last_name="ALAMI").count() == 1
    assert bring(table(text, Kind.TEACHERS)).is_nothing


def test_a_subject_of_the_academie_is_known_by_its_label_and_a_group_by_its_code(
    bring: Import, cast: Cast, college: School
) -> None:
    known = Subject.objects.filter(source=college.source).first()
    group = Group.objects.filter(school=college, kind=Group.Kind.TEACHING, closed_on=None).first()
    assert known is not None
    assert group is not None
    bring(table(HEAD + f"Alami;Ida;01/02/1980;{known.label.upper()};{group.code}\n", Kind.TEACHERS))
    course = Course.objects.get(teacher__last_name="ALAMI")
    assert (course.subject_id, course.group_id, course.begins_on) == (known.pk, group.pk, TODAY)


def test_a_service_that_the_table_no_longer_says_ends_and_those_of_the_academie_stay(
    bring: Import, cast: Cast
) -> None:
    bring(table(HEAD + "Alami;Ida;01/02/1980;Latin;4e B\nAlami;Ida;01/02/1980;Grec;5e A\n", Kind.TEACHERS))
    Course.objects.filter(teacher__last_name="ALAMI", subject__label="Grec").update(origin="aaf")
    plan = bring(table(HEAD + "Alami;Ida;01/02/1980;Latin;5e A\n", Kind.TEACHERS))
    assert taught("ALAMI") == {("Latin", "5e A", "csv"), ("Grec", "5e A", "aaf")}
    assert [one.detail for one in plan.happenings if one.what is What.COURSE_OVER] == ["Latin, 4e B"]
    assert Course.objects.get(subject__label="Latin", group=cast.groups["4B"]).ends_on == TODAY


def test_a_class_that_is_not_known_is_never_opened_by_teachers(bring: Import, college: School) -> None:
    bring(table(HEAD + "Alami;Ida;01/02/1980;Latin;4e B\n", Kind.TEACHERS))
    plan = bring(table(HEAD + "Alami;Ida;01/02/1980;Latin;9e Z\n", Kind.TEACHERS))
    assert "classe «\u202f9e Z\u202f» sans correspondance" in reasons(plan)
    assert not Group.objects.filter(school=college, code="9e Z").exists()
    assert taught("ALAMI") == {("Latin", "4e B", "csv")}


def test_a_class_without_a_subject_is_told_with_its_line(bring: Import) -> None:
    plan = bring(table(HEAD + "Alami;Ida;01/02/1980;;4e B\nAlami;Ida;01/02/1980;Latin;\n", Kind.TEACHERS))
    told = [(one.place.line, one.column) for one in plan.anomalies]
    assert told == [(2, "matières"), (3, "classes")]
    assert taught("ALAMI") == set()


def test_a_table_without_classes_opens_posts_alone(bring: Import) -> None:
    plan = bring(table("Nom;Prénom;Matière\nAlami;Ida;Latin\n", Kind.TEACHERS))
    assert plan.anomalies == []
    assert taught("ALAMI") == set()
    assert Post.objects.filter(person__last_name="ALAMI").exists()


def test_an_unknown_subject_is_asked_then_remembered(bring: Import, cast: Cast, college: School) -> None:
    known = Subject.objects.filter(source=college.source).first()
    assert known is not None
    text = HEAD + "Alami;Ida;01/02/1980;Matematik;4e B\n"
    bring(table(text, Kind.TEACHERS), answers={("matiere", "Matematik"): known.pk})
    assert taught("ALAMI") == {(known.label, "4e B", "csv")}
    assert bring(table(text, Kind.TEACHERS)).is_nothing
    assert not Subject.objects.filter(label="Matematik").exists()


def test_names_left_aside_stay_so(bring: Import, college: School) -> None:
    text = HEAD + "Alami;Ida;01/02/1980;Latin;ULIS\n"
    bring(table(text, Kind.TEACHERS), answers={("classe", "ULIS"): LEAVE})
    assert taught("ALAMI") == set()


def test_a_guest_has_a_right_that_ends(bring: Import, college: School) -> None:
    plan = bring(table(GUESTS + IDA, Kind.GUESTS))
    post = Post.objects.get(person__last_name="ALAMI")
    assert (post.function, post.label, post.profile) == ("INV", "intervenante théâtre", Profile.STAFF)
    assert (post.begins_on, post.ends_on, post.is_local) == (TODAY, date(2027, 7, 1), True)
    assert [one.detail for one in plan.happenings] == ["intervenante théâtre, jusqu’au 30/06/2027"]
    assert attachments_of(post.person_id).profiles() == (Profile.STAFF,)
    with clock.at(NOW + timedelta(days=365)):
        assert attachments_of(post.person_id).profiles() == ()


def test_the_same_guest_twice_changes_nothing_and_another_end_changes_the_right(bring: Import) -> None:
    bring(table(GUESTS + IDA, Kind.GUESTS))
    assert bring(table(GUESTS + IDA, Kind.GUESTS)).is_nothing
    plan = bring(table(GUESTS + IDA.replace("30/06", "31/01"), Kind.GUESTS))
    assert plan.counts[What.GUEST_CHANGED] == 1
    assert Post.objects.get(person__last_name="ALAMI").ends_on == date(2027, 2, 1)


def test_a_guest_of_last_year_is_the_same_person(bring: Import) -> None:
    bring(table(GUESTS + IDA, Kind.GUESTS))
    Post.objects.filter(person__last_name="ALAMI").update(begins_on=date(2025, 9, 1), ends_on=date(2026, 7, 1))
    bring(table(GUESTS + IDA, Kind.GUESTS))
    assert Person.objects.filter(last_name="ALAMI").count() == 1
    assert Post.objects.filter(person__last_name="ALAMI").count() == 2


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("Alami;Ida;;théâtre;;30/06/2027", "courriel", "un invité se joint par son courriel, qui manque"),
        ("Alami;Ida;ida@exemple.fr;;;30/06/2027", "fonction", "la fonction manque"),
        ("Alami;Ida;ida@exemple.fr;principale;;30/06/2027", "fonction", "ne dirige pas l’établissement"),
        ("Alami;Ida;ida@exemple.fr;théâtre;;", "fin du droit", "la fin du droit manque"),
        ("Alami;Ida;ida@exemple.fr;théâtre;;23/11/2026", "fin du droit", "fini depuis le 23/11/2026"),
        ("Alami;Ida;ida@exemple.fr;théâtre;01/03/2027;28/02/2027", "fin du droit", "précède son début"),
        ("Alami;Ida;ida@exemple.fr;théâtre;;26/11/2027", "fin du droit", "dure un an au plus"),
        ("Durand;Claire;c@exemple.fr;théâtre;;30/06/2027", "", "a déjà un poste dans l’établissement"),
    ],
)
def test_a_guest_who_cannot_be_one_is_left_aside_with_the_line_and_the_column(
    bring: Import, line: str, column: str, reason: str
) -> None:
    plan = bring(table(f"{GUESTS}{line}\n", Kind.GUESTS))
    (odd,) = plan.anomalies
    assert (odd.place.line, odd.column, odd.is_left_out) == (2, column, True)
    assert reason in odd.reason
    assert plan.is_nothing


def test_guests_go_through_the_five_steps(visit: Visit, cast: Cast, seen_everywhere: Everywhere) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("invites.csv", GUESTS + IDA + "Sami;Max;;jury;;30/06/2027\n"))
    assert "Fin du droit" in page(secretary, f"{at}correspondances/")
    assert "MAX" not in page(secretary, f"{at}effet/")
    assert "un invité se joint par son courriel" in page(secretary, f"{at}controles/")
    secretary.post(f"{at}effet/", {"appliquer": "1"})
    assert "droit d’invité ouvert;ALAMI Ida" in secretary.get(f"{at}rapport.csv").content.decode()


def test_the_services_of_teachers_are_shown_before_they_are_opened(visit: Visit) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("enseignants.csv", HEAD + "Alami;Ida;01/02/1980;Latin;4e B\n"))
    assert "Latin" in page(secretary, f"{at}correspondances/")
    effect = page(secretary, f"{at}effet/")
    assert "Services ouverts" in effect
    assert "Latin, 4e B" in effect
