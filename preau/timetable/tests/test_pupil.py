"""A pupil's day, and who may read it (rules B1 and B8)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest
from django.test import Client

from preau.directory.models import Course, Enrolment, Guardianship, Membership, Post
from preau.kernel import clock
from preau.timetable.models import LessonTeacher
from preau.timetable.tests.door import maths_on, of, shown, step, titles
from tests.cast import NOW, TODAY, YEAR_START, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


@pytest.mark.parametrize(
    "name", ["marc", "sofia", "lea", "cpe", "chef", "secretaire", "durand", "petit", "double"]
)
def test_those_around_a_pupil_read_her_day(cast: Cast, visit: Visit, name: str) -> None:
    html = shown(visit(name), of(cast, "lea"))
    assert titles(html) == ["Français", "Mathématiques", "Espagnol LV2"]
    assert "Léa Martin-Ségala" in html
    assert "4e B – Collège Jean-Jaurès" in html


@pytest.mark.parametrize("name", ["noe", "tom", "jumelle", "jumeau_parent", "jumeau_prof", "jumeau_cpe", "agent"])
def test_nobody_else_does(cast: Cast, visit: Visit, name: str) -> None:
    assert visit(name).get(of(cast, "lea")).status_code == 404


def test_a_pupil_who_does_not_exist_is_not_found(cast: Cast, visit: Visit) -> None:
    for name in ("cpe", "durand", "marc", "lea"):
        assert visit(name).get("/eleves/999999/emploi-du-temps/").status_code == 404


def test_an_adult_is_no_pupil(cast: Cast, visit: Visit) -> None:
    assert visit("chef").get(of(cast, "durand")).status_code == 404


def test_a_guardian_only_informed_reads_and_one_kept_away_does_not(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    tie = Guardianship.objects.filter(guardian=cast.sofia)
    tie.update(may_consult=False, may_decide=False)
    assert visit("sofia").get(of(cast, "lea")).status_code == 200
    tie.update(is_informed=False, no_contact=True)
    assert visit("sofia").get(of(cast, "lea")).status_code != 200


def test_a_guardian_steps_and_goes_from_a_child_to_the_other(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        maths_on(cast, date(2026, 12, 1))
    html = shown(visit("marc"), of(cast, "lea"))
    assert step(html, "next") == f"{of(cast, 'lea')}?jour=2026-12-01"
    later = shown(visit("marc"), f"{of(cast, 'lea')}?jour=2026-12-01")
    assert f'<a href="{of(cast, "tom")}?jour=2026-12-01">Tom</a>' in later
    assert "Tom" not in shown(visit("sofia"), of(cast, "lea"))


def test_a_teacher_reads_the_pupils_of_her_services(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        LessonTeacher.objects.filter(person=cast.durand).delete()
    assert visit("durand").get(of(cast, "lea")).status_code == 200
    with seen_everywhere():
        Course.objects.filter(teacher=cast.durand).update(ends_on=TODAY)
    assert visit("durand").get(of(cast, "lea")).status_code == 404


def test_a_substitute_reads_for_four_weeks_after_her_last_lesson(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        LessonTeacher.objects.filter(person=cast.petit).update(held_on=TODAY)
    with clock.at(NOW + timedelta(weeks=4)):
        assert visit("petit").get(of(cast, "lea")).status_code == 200
    with clock.at(NOW + timedelta(weeks=4, days=1)):
        assert visit("petit").get(of(cast, "lea")).status_code == 404


def test_a_teacher_does_not_read_a_pupil_who_left_her_class(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Membership.objects.filter(pupil_id=cast.noe.pk).update(ends_on=TODAY)
    assert visit("durand").get(of(cast, "noe")).status_code == 404


def test_staff_read_the_lessons_of_their_school_only(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Enrolment.objects.create(school=cast.schools["twin"], pupil_id=cast.lea.pk, begins_on=YEAR_START)
        Membership.objects.create(
            school=cast.schools["twin"], group=cast.groups["4J"], pupil_id=cast.lea.pk, begins_on=YEAR_START
        )
        lesson(cast, "ailleurs", "twin", "4J", "jumeau_prof", "Français", time(17), time(18))
    assert titles(shown(visit("cpe"), of(cast, "lea"))) == ["Français", "Mathématiques", "Espagnol LV2"]
    assert titles(shown(visit("jumeau_cpe"), of(cast, "lea"))) == ["Français", "Français"]
    assert len(titles(shown(visit("marc"), of(cast, "lea")))) == 5


def test_staff_lose_sight_of_a_pupil_who_has_left(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Enrolment.objects.filter(pupil_id=cast.lea.pk).update(ends_on=TODAY)
    assert visit("cpe").get(of(cast, "lea")).status_code == 404


def test_a_librarian_reads_as_the_office_does(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert visit("petit").get(of(cast, "tom")).status_code == 404
    with seen_everywhere():
        LessonTeacher.objects.filter(person=cast.petit).delete()
    assert visit("petit").get(of(cast, "lea")).status_code == 404
    with seen_everywhere():
        Post.objects.filter(person=cast.petit).update(function="DOC")
    assert visit("petit").get(of(cast, "lea")).status_code == 200
