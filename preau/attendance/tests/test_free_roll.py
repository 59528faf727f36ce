"""A roll without a timetable: opened by who may, once, and called as any other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.attendance.models import Absence, Roll
from preau.attendance.tests.test_passages import becomes
from preau.timetable.models import Lesson, LessonTeacher
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

HERE = "/0310001A/appel/libre/"


def ask(client: Client, cast: Cast, group: str = "4B", start: str = "09:05", end: str = "10:00", **more: object):  # type: ignore[no-untyped-def]
    return client.post(HERE, {"groupe": cast.groups[group].pk, "debut": start, "fin": end, **more})


def test_a_teacher_opens_a_sheet_once_and_calls_it(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    sheets = {ask(visit("durand"), cast)["Location"] for _ in range(2)}
    assert len(sheets) == 1
    sheet = sheets.pop()
    page = visit("durand").get(sheet).content.decode()
    assert "Appel libre" in page
    assert "Martin-Ségala Léa" in page
    assert visit("durand").post(f"{sheet}eleve/{cast.lea.pk}/", {"etat": "absent"}).status_code == 302
    assert visit("durand").post(f"{sheet}valider/").status_code == 302
    with seen_everywhere():
        assert Absence.objects.get().pupil_id == cast.lea.pk
        lesson = Lesson.objects.get(pk=Roll.objects.get().lesson_id)
        assert (lesson.weekly_course_id, lesson.changed_by_hand_at is None) == (None, False)
        assert LessonTeacher.objects.get(lesson=lesson).person_id == cast.durand.pk


def test_the_lesson_she_has_at_that_time_is_the_one_to_call(cast: Cast, visit: Visit) -> None:
    answer = ask(visit("durand"), cast, start="10:00", end="10:55")
    assert answer["Location"] == f"/0310001A/appel/{cast.lessons['maths'].pk}/"


def test_a_subject_of_hers_may_be_said_and_no_other(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    maths = cast.subjects["Mathématiques"].pk
    assert ask(visit("durand"), cast, matiere=maths).status_code == 302
    assert ask(visit("petit"), cast, matiere=maths).status_code == 422
    with seen_everywhere():
        assert Lesson.objects.latest("id").subject_id == maths


def test_vie_scolaire_opens_any_group_and_an_aed_calls_it(cast: Cast, visit: Visit) -> None:
    becomes(cast, "cpe", "AED")
    sheets = [ask(visit("cpe"), cast, "CHORALE")["Location"] for _ in range(2)]
    assert sheets[0] == sheets[1]
    assert visit("cpe").post(f"{sheets[0]}eleve/{cast.lea.pk}/", {"etat": "absent"}).status_code == 302


def test_a_teacher_opens_her_groups_only(cast: Cast, visit: Visit) -> None:
    assert "Chorale" not in visit("durand").get(HERE).content.decode()
    assert ask(visit("durand"), cast, "CHORALE").status_code == 422
    assert ask(visit("cpe"), cast, "4J").status_code == 422
    assert "ni classe ni groupe" not in visit("petit").get(HERE).content.decode()


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("09:05", "09:05", "La fin doit venir après le début."),
        ("07:00", "18:00", "dix heures"),
        ("10:30", "11:25", "L’appel s’ouvre dix minutes avant"),
        ("neuf", "10:00", "Écrivez l’heure ainsi"),
    ],
)
def test_hours_that_do_not_hold_are_told(
    cast: Cast, visit: Visit, seen_everywhere: Look, start: str, end: str, sentence: str
) -> None:
    with seen_everywhere():
        answer = ask(visit("cpe"), cast, "5A", start, end)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not Lesson.objects.filter(changed_by_hand_at__isnull=False).exists()


@pytest.mark.parametrize("who", ["secretaire", "lea", "marc", "jumeau_prof", "jumeau_cpe"])
def test_nobody_else_opens_one(cast: Cast, visit: Visit, who: str) -> None:
    assert ask(visit(who), cast).status_code == 404
