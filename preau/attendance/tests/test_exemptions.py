"""Exemptions: who writes them, what sheets say, what the validation notes and what counts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from django.core import mail
from django.test import Client

from preau.attendance.models import Absence, Exemption
from preau.attendance.queries.facts import presence_of
from preau.attendance.tests.saying import deliver
from preau.attendance.tests.sending import go_on
from preau.attendance.tests.test_passages import becomes
from preau.attendance.tests.test_roll import sheet_url, tap
from preau.attendance.tests.test_sheet_words import line_of_lea
from preau.directory.models import Subject
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
HERE = "/0310001A/dispenses/"


def write(client: Client, cast: Cast, **said: object) -> int:
    form = {"debut": TODAY.isoformat(), "fin": "2026-12-18", "semaines": "toutes", **said}
    return client.post(f"{HERE}ecrire/?eleve={cast.lea.pk}", form).status_code


def of_maths(cast: Cast) -> dict[str, object]:
    return {"matiere": cast.subjects["Mathématiques"].pk}


def held(look: Look) -> list[Exemption]:
    with look():
        return list(Exemption.objects.filter(withdrawn_at=None))


def absent(look: Look, cast: Cast) -> list[int]:
    with look():
        return list(Absence.objects.filter(withdrawn_at=None).values_list("pupil_id", flat=True))


def close(client: Client, cast: Cast) -> None:
    assert client.post(f"{sheet_url(cast)}valider/").status_code == 302
    deliver()


@pytest.mark.parametrize("who", ["cpe", "chef", "secretaire"])
def test_they_write_it_once_and_it_is_listed(cast: Cast, visit: Visit, seen_everywhere: Look, who: str) -> None:
    for _again in range(2):
        assert write(visit(who), cast, **of_maths(cast), commentaire="Entorse") == 302
    assert len(held(seen_everywhere)) == 1
    page = visit("cpe").get(HERE).content.decode()
    assert "Martin-Ségala Léa" in page
    assert "Mathématiques" in page
    assert "Entorse" in page


@pytest.mark.parametrize(("function", "status"), [("MDS", 302), ("ADF", 302), ("OUV", 404)])
def test_the_nurse_writes_it_and_the_cook_does_not(
    cast: Cast, visit: Visit, seen_everywhere: Look, function: str, status: int
) -> None:
    becomes(cast, "secretaire", function)
    assert write(visit("secretaire"), cast, **of_maths(cast)) == status
    assert len(held(seen_everywhere)) == (status == 302)


@pytest.mark.parametrize("who", ["durand", "marc", "lea", "jumeau_cpe", "agent"])
def test_others_meet_nothing(cast: Cast, visit: Visit, seen_everywhere: Look, who: str) -> None:
    assert write(visit(who), cast, **of_maths(cast)) == 404
    assert held(seen_everywhere) == []


def test_nobody_expects_her_and_the_validation_leaves_her(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    write(visit("cpe"), cast, **of_maths(cast), note="au CDI", commentaire="Entorse")
    line = line_of_lea(visit("durand"), cast)
    assert "Dispense de cours (Mathématiques)" in line
    assert "au CDI" in line
    assert "Entorse" not in line
    close(visit("durand"), cast)
    assert absent(seen_everywhere, cast) == []
    go_on()
    assert mail.outbox == []


def test_absent_is_refused_until_somebody_says_she_came(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    write(visit("cpe"), cast, **of_maths(cast))
    teacher = visit("durand")
    assert tap(teacher, cast, "lea", "absent") == 409
    assert absent(seen_everywhere, cast) == []
    path = f"{sheet_url(cast)}eleve/{cast.lea.pk}/present/"
    assert teacher.post(path, {"present": "oui"}).status_code == 302
    assert tap(teacher, cast, "lea", "absent") == 200
    assert absent(seen_everywhere, cast) == [cast.lea.pk]


def test_who_must_attend_is_called_like_the_others(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    write(visit("cpe"), cast, **of_maths(cast), vient="on", note="peut arbitrer")
    teacher = visit("durand")
    assert "Dispense de pratique (Mathématiques)" in line_of_lea(teacher, cast)
    assert tap(teacher, cast, "lea", "absent") == 200
    assert absent(seen_everywhere, cast) == [cast.lea.pk]


def test_the_lesson_leaves_her_counts(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    """Her family said she was away all morning: French is missed, and the lesson she is exempted from is not."""
    said = {"debut": TODAY, "fin": TODAY, "debut_heure": "08:00", "fin_heure": "12:00"}
    visit("cpe").post(f"/0310001A/absences/noter/?eleve={cast.lea.pk}", said)
    write(visit("cpe"), cast, **of_maths(cast))
    with seen_everywhere():
        facts = presence_of(cast.schools["college"].pk, [cast.lea.pk], since=TODAY, until=TODAY).facts
    lessons = {lesson.id for lesson in facts[cast.lea.pk].lessons}
    assert lessons == {cast.lessons["francais"].pk}


@pytest.mark.parametrize(
    ("hours", "weeks", "told"),
    [
        ({"jour": "2", "debut_heure": "10:00", "fin_heure": "11:00"}, "toutes", True),
        ({"jour": "2", "debut_heure": "10:11", "fin_heure": "11:00"}, "toutes", False),
        ({"jour": "3", "debut_heure": "10:00", "fin_heure": "11:00"}, "toutes", False),
    ],
)
def test_a_slot_of_the_week(cast: Cast, visit: Visit, hours: dict[str, object], weeks: str, *, told: bool) -> None:
    assert write(visit("cpe"), cast, **{**hours, "semaines": weeks}) == 302
    assert ("Dispense de cours" in line_of_lea(visit("durand"), cast)) is told


def test_one_week_in_two(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    """Of the two kinds of weeks, the lesson is in one, and in one alone."""
    slot = {"jour": "2", "debut_heure": "10:00", "fin_heure": "11:00"}
    told = []
    for weeks in ("a", "b"):
        write(visit("cpe"), cast, **{**slot, "semaines": weeks})
        told.append("Dispense de cours" in line_of_lea(visit("durand"), cast))
        (one,) = held(seen_everywhere)
        visit("cpe").post(f"{HERE}{one.pk}/retirer/")
    assert sorted(told) == [False, True]


def test_ended_earlier_it_keeps_weeks_that_changed_their_letter(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    """It was written for Mondays that the calendar calls neither A nor B today: it must not become every week."""
    slot = {"jour": "2", "debut_heure": "10:00", "fin_heure": "11:00"}
    write(visit("cpe"), cast, **{**slot, "semaines": "a"})
    (one,) = held(seen_everywhere)
    with seen_everywhere():
        Exemption.objects.filter(pk=one.pk).update(mondays=[TODAY])
    page = visit("cpe").get(f"{HERE}{one.pk}/").content.decode()
    assert 'value="choisies" selected' in page
    form = {**slot, "semaines": "choisies", "debut": TODAY.isoformat(), "fin": TODAY.isoformat(), "vue": "1"}
    assert visit("cpe").post(f"{HERE}{one.pk}/", form).status_code == 302
    assert held(seen_everywhere)[0].mondays == [TODAY]
    assert write(visit("cpe"), cast, **{**slot, "semaines": "choisies"}) == 422


def test_a_subject_that_is_taught_no_more_can_still_be_ended(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    write(visit("cpe"), cast, **of_maths(cast))
    (one,) = held(seen_everywhere)
    with seen_everywhere():
        gone = Subject.objects.create(source="test", code="ARRETEE", label="Grec ancien")
        Exemption.objects.filter(pk=one.pk).update(subject=gone)
    form = {
        "matiere": gone.pk,
        "debut": TODAY.isoformat(),
        "fin": TODAY.isoformat(),
        "semaines": "toutes",
        "vue": "1",
    }
    assert visit("cpe").post(f"{HERE}{one.pk}/", form).status_code == 302
    assert held(seen_everywhere)[0].ends_on == TODAY


def test_the_list_is_narrowed_without_accents(cast: Cast, visit: Visit) -> None:
    write(visit("cpe"), cast, **of_maths(cast))
    assert "Martin-Ségala Léa" in visit("cpe").get(f"{HERE}?q=segala").content.decode()
    assert "Martin-Ségala Léa" not in visit("cpe").get(f"{HERE}?q=boeuf").content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Choisissez une matière"),
        ({"debut_heure": "10:00", "fin_heure": "09:00", "jour": "2"}, "vient avant celle du début"),
        ({"debut_heure": "10:00", "fin_heure": "11:00"}, "Choisissez le jour de la semaine"),
        ({"debut": "2026-12-19", "debut_heure": "10:00", "fin_heure": "11:00", "jour": "2"}, "vient avant"),
    ],
)
def test_what_does_not_hold_is_said(
    cast: Cast, visit: Visit, seen_everywhere: Look, said: dict[str, object], told: str
) -> None:
    form = {"debut": TODAY.isoformat(), "fin": "2026-12-18", "semaines": "toutes", **said}
    answer = visit("cpe").post(f"{HERE}ecrire/?eleve={cast.lea.pk}", form)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert held(seen_everywhere) == []


def test_it_ends_earlier_or_was_an_error(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    write(visit("cpe"), cast, **of_maths(cast))
    (one,) = held(seen_everywhere)
    form = {**of_maths(cast), "debut": TODAY.isoformat(), "fin": TODAY.isoformat(), "semaines": "toutes"}
    assert visit("cpe").post(f"{HERE}{one.pk}/", {**form, "vue": "1"}).status_code == 302
    assert held(seen_everywhere)[0].ends_on == TODAY
    stale = visit("chef").post(f"{HERE}{one.pk}/", {**form, "vue": "1"})
    assert "entre-temps" in stale.content.decode()
    assert visit("cpe").post(f"{HERE}{one.pk}/retirer/").status_code == 302
    assert held(seen_everywhere) == []
    assert visit("jumeau_cpe").get(f"{HERE}{one.pk}/").status_code == 404


def test_study_hall_knows_that_she_is_free(cast: Cast, visit: Visit) -> None:
    write(visit("cpe"), cast, **of_maths(cast))
    with clock.at(clock.instant(TODAY, time(10, 20))):
        board = visit("cpe").get("/0310001A/etude/").content.decode()
    assert "Martin-Ségala Léa" in board
    assert "4e B – Dispense de cours (Mathématiques). Espagnol LV2 à 14\u202fh\u202f30, salle B12" in board
    assert "Bœuf Noé" not in board


def test_an_exemption_of_another_day_says_nothing(cast: Cast, visit: Visit) -> None:
    write(visit("cpe"), cast, **of_maths(cast), debut=date(2026, 11, 25).isoformat())
    assert "Dispense" not in line_of_lea(visit("durand"), cast)
    assert NOW.date() == TODAY


def test_her_family_reads_what_she_is_exempted_from_and_not_the_comment(cast: Cast, visit: Visit) -> None:
    write(visit("cpe"), cast, **of_maths(cast), commentaire="Entorse")
    page = visit("marc").get(f"/eleves/{cast.lea.pk}/absences/annee/").content.decode()
    assert "Dispenses" in page
    assert "Mathématiques" in page
    assert "Entorse" not in page
