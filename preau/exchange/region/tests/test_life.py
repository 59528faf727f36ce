"""The whole chain on a small region: it is written, comes in through the importers, lives, and opens its doors."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from preau.access.models import Account
from preau.access.rules import check_new_password
from preau.attendance.life.gathering import gather
from preau.attendance.life.history import KEPT
from preau.attendance.rules import FORGOTTEN_AFTER
from preau.directory.models import Person
from preau.exchange.aaf.cli import bring_in as bring_in_aaf
from preau.exchange.region.calendar import FIRST_DAY, LIVED_UNTIL, OPENS_AT
from preau.exchange.region.generate import generate
from preau.exchange.region.life import PASSWORD, live, sign_in_lines
from preau.exchange.region.tests.conftest import SEED
from preau.exchange.sts.cli import bring_in as bring_in_sts
from preau.foundation.ledger.delivery import event_of
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.timetable.rules import laid_until
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SCHOOLS = 3


@pytest.fixture(scope="module")
def lived(
    cast_of_session: Cast, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[datetime]:
    """Three schools, five weeks; everything is undone at the end. The cast stands beside them."""
    folder = tmp_path_factory.mktemp("vecue")
    generate(folder, schools=SCHOOLS, seed=SEED)
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
        with clock.at(OPENS_AT):
            bring_in_aaf(folder)
            bring_in_sts(folder)
            moment = live()
        with connection.cursor() as cursor:
            # References are checked here once, and not again at the end of each test.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        yield moment
        transaction.set_rollback(True)


@pytest.fixture
def there(lived: datetime) -> Iterator[datetime]:
    """The clock where the demonstration opens; what a test writes is undone."""
    with clock.at(lived), transaction.atomic():
        yield lived
        transaction.set_rollback(True)


def rows(statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        found: list[tuple[Any, ...]] = cursor.execute(statement, parameters).fetchall()
    return found


def count(statement: str, **parameters: Any) -> int:
    return int(rows(f"SELECT count(*) FROM {statement}", **parameters)[0][0])  # noqa: S608 - our own statements


def test_the_demonstration_opens_inside_a_lesson(there: datetime) -> None:
    assert there == LIVED_UNTIL
    assert count("lesson WHERE starts_at <= %(now)s AND ends_at > %(now)s", now=there) > 50


def test_lessons_are_laid_as_far_as_every_night_lays_them(there: datetime) -> None:
    [(first, last)] = rows("SELECT min(held_on), max(held_on) FROM lesson WHERE weekly_course_id IS NOT NULL")
    assert first == FIRST_DAY
    assert timedelta() <= laid_until(clock.today()) - last < timedelta(days=5)


def test_nearly_every_past_roll_was_called_by_its_teacher(there: datetime) -> None:
    past = "lesson l LEFT JOIN roll r ON r.lesson_id = l.id WHERE l.held_on < %(today)s"
    lessons, closed = (count(past + more, today=clock.today()) for more in ("", " AND r.closed_at IS NOT NULL"))
    assert 0.95 < closed / lessons < 0.995
    strangers = """roll r WHERE NOT EXISTS (SELECT FROM lesson_teacher t WHERE t.lesson_id = r.lesson_id
                                            AND t.person_id = r.opened_by_id)"""
    assert count(strangers) == 0
    assert count("roll r JOIN lesson l ON l.id = r.lesson_id WHERE r.opened_at < l.starts_at") == 0


def test_the_board_is_alive(there: datetime) -> None:
    lesson = "lesson l LEFT JOIN roll r ON r.lesson_id = l.id WHERE l.starts_at <= %(now)s AND l.ends_at > %(now)s"
    to_do, begun, done = (
        count(lesson + more, now=there)
        for more in (
            " AND r.id IS NULL",
            " AND r.id IS NOT NULL AND r.closed_at IS NULL",
            " AND r.closed_at IS NOT NULL",
        )
    )
    assert min(to_do, begun, done) > 2
    forgotten = """lesson l LEFT JOIN roll r ON r.lesson_id = l.id
                    WHERE l.held_on = %(today)s AND l.starts_at <= %(late)s AND r.closed_at IS NULL"""
    assert 2 < count(forgotten, today=clock.today(), late=there - FORGOTTEN_AFTER) < 40


def test_some_pupils_are_often_away_and_most_hardly_ever(there: datetime) -> None:
    expected = count(
        """(SELECT DISTINCT g.lesson_id, m.pupil_id FROM lesson_group g JOIN membership m USING (group_id)
             JOIN roll r ON r.lesson_id = g.lesson_id) x"""
    )
    absent = count("absence WHERE late_minutes IS NULL AND withdrawn_at IS NULL")
    assert 0.015 < absent / expected < 0.06
    times = Counter(pupil for (pupil,) in rows("SELECT pupil_id FROM absence WHERE withdrawn_at IS NULL"))
    pupils = count("enrolment")
    assert sum(times.values()) > 5 * sum(times.most_common()[pupils // 20][1:])
    assert len(times) < pupils * 0.7
    mondays, fridays = (
        count("absence WHERE extract(isodow FROM held_on) = %(day)s AND late_minutes IS NULL", day=day)
        for day in (1, 5)
    )
    assert mondays > fridays


def test_who_is_noted_was_expected_and_errors_were_withdrawn(there: datetime) -> None:
    strangers = """absence a WHERE NOT EXISTS (
        SELECT FROM lesson_group g JOIN membership m USING (group_id)
         WHERE g.lesson_id = a.lesson_id AND m.pupil_id = a.pupil_id)"""
    assert count(strangers) == 0
    assert count("absence a LEFT JOIN roll r USING (lesson_id) WHERE r.id IS NULL") == 0
    assert count("absence WHERE noted_at > %(now)s OR withdrawn_at > %(now)s", now=there) == 0
    assert count("absence WHERE late_minutes IS NOT NULL") > 100
    assert count("absence WHERE withdrawn_at > noted_at") > 5


def test_absences_are_gathered_as_rolls_gather_them(there: datetime) -> None:
    assert count("absence WHERE (period_id IS NULL) <> (withdrawn_at IS NOT NULL)") == 0
    periods = "SELECT id, starts_at, ends_at, version FROM absence_period WHERE origin = 'appel' ORDER BY id"
    before = rows(periods)
    days = rows(
        """SELECT school_id, pupil_id, held_on FROM absence WHERE withdrawn_at IS NULL
            GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1, 2, 3 LIMIT 400"""
    )
    with scope_opened_by_hand({school_id for school_id, _pupil_id, _day in days}):
        for school_id, pupil_id, held_on in days:
            gather(school_id=school_id, pupil_id=pupil_id, held_on=held_on)
    assert rows(periods) == before


def test_most_absences_were_explained_and_the_last_days_wait(there: datetime, cast_of_session: Cast) -> None:
    older = "absence_period WHERE last_on < DATE '2026-09-28'"
    assert count(f"{older} AND admissibility = 'acceptee' AND reason_id IS NOT NULL") > 0.75 * count(older)
    assert (
        count("absence_period WHERE admissibility = 'en_attente' AND words <> '' AND said_by_id IS NOT NULL") > 10
    )
    assert count("absence_period WHERE admissibility = 'refusee' AND answer <> ''") > 10
    assert count("absence_period WHERE admissibility = 'acceptee' AND reason_id IS NULL") == 0
    here = {"now": there, "cast": [school.pk for school in cast_of_session.schools.values()]}
    wrong = "absence_period WHERE school_id <> ALL(%(cast)s) AND"
    assert count(f"{wrong} greatest(said_at, decided_at, followed_at, made_at) > %(now)s", **here) == 0
    assert count(f"{wrong} (said_at < made_at - interval '1 second' OR decided_at < said_at)", **here) == 0
    assert (
        count(f"{wrong} origin <> 'appel' AND starts_at <= %(now)s AND ends_at > %(now)s", **here) == 3 * SCHOOLS
    )
    versions = rows("SELECT before::text FROM absence_period_version")
    assert {tuple(sorted(json.loads(before))) for (before,) in versions} == {tuple(sorted(KEPT))}


def test_the_ledger_tells_those_weeks_and_owes_nothing(there: datetime) -> None:
    facts = rows(
        "SELECT id, at, name, payload::text FROM ledger_event WHERE at > %(start)s ORDER BY id", start=OPENS_AT
    )
    lived_through = [fact for fact in facts if not fact[2].startswith(("timetable.", "sts.", "aaf."))]
    told = Counter(name for _pk, _at, name, _payload in lived_through)
    assert told["attendance.RollOpened"] == count("roll")
    assert told["attendance.RollClosed"] == count("roll WHERE closed_at IS NOT NULL")
    assert told["attendance.AbsenceWithdrawn"] == count("absence WHERE withdrawn_at IS NOT NULL")
    assert told["attendance.LateArrivalNoted"] == count("absence WHERE late_minutes IS NOT NULL")
    assert told["attendance.FollowUpAdded"] == count("follow_up")
    decided = "absence_period WHERE origin = 'appel' AND decided_at IS NOT NULL"
    assert told["attendance.PeriodTreated"] == count(decided)
    assert told["attendance.AbsenceNoted"] >= count("absence WHERE late_minutes IS NULL")
    assert count("ledger_event WHERE name LIKE 'attendance.%%' AND delivered_at IS NULL") == 0
    for name, payload in {name: json.loads(payload) for _pk, _at, name, payload in lived_through}.items():
        assert event_of(name, payload).payload() == payload


def test_the_ledger_is_in_the_order_of_time(there: datetime) -> None:
    instants = [at for (at,) in rows("SELECT at FROM ledger_event WHERE name LIKE 'attendance.%%' ORDER BY id")]
    assert instants == sorted(instants)


def test_a_closed_sheet_counts_what_it_noted(there: datetime) -> None:
    wrong = """ledger_event e
      JOIN (SELECT lesson_id, count(*) FILTER (WHERE late_minutes IS NULL AND withdrawn_at IS NULL) AS absent
              FROM absence GROUP BY lesson_id) a ON a.lesson_id = (e.payload->>'lesson_id')::bigint
     WHERE e.name = 'attendance.RollClosed' AND (e.payload->>'absent')::int < a.absent"""
    assert count(wrong) == 0


def test_guardians_find_what_was_told_of_the_last_days(there: datetime) -> None:
    notices = rows("SELECT kind, title, at, recipient_id, about_pupil_id FROM notice")
    assert {kind for kind, *_rest in notices} == {"attendance:absence", "attendance:late"}
    assert min(at for _kind, _title, at, *_rest in notices) > there - timedelta(days=5)
    strangers = """notice n WHERE NOT EXISTS (SELECT FROM guardianship g WHERE g.is_informed
                     AND g.guardian_id = n.recipient_id AND g.pupil_id = n.about_pupil_id)"""
    assert count(strangers) == 0
    assert 0 < count("notice WHERE read_at IS NULL") < len(notices)


def test_everybody_has_an_account_and_most_activated_it(there: datetime) -> None:
    for table, column, least in (("post", "person_id", 0.95), ("enrolment", "pupil_id", 0.8)):
        people = f"(SELECT DISTINCT {column} AS id FROM {table}) p JOIN account a ON a.person_id = p.id"  # noqa: S608
        total = count(f"(SELECT DISTINCT {column} FROM {table}) p")  # noqa: S608 - our own tables
        assert count(people) == total
        assert count(f"{people} WHERE a.activated_at IS NOT NULL") > least * total
    assert len(rows("SELECT DISTINCT password FROM account WHERE password <> '' AND login <> ''")) == 1


def test_the_password_is_one_that_people_may_choose() -> None:
    check_new_password(PASSWORD, login="aurelie.capdepuy", names="Aurélie CAPDEPUY")
    assert PASSWORD.isascii()


def test_one_line_per_profile(there: datetime) -> None:
    lines = [line.strip().split(" — ") for line in sign_in_lines(there) if " — " in line]
    profiles = [line[0] for line in lines]
    assert profiles == [
        "Enseignant", "Parent ou responsable", "Autre parent, à une autre adresse", "Élève", "Vie scolaire (CPE)",
        "Direction", "Secrétariat", profiles[7], "Deux profils", "Agent de la collectivité",
    ]  # fmt: skip
    assert re.match("Élève majeure?$", profiles[7])
    assert {line[3] for line in lines} == {PASSWORD}
    assert all(len(line) == 5 for line in lines)


def test_the_teacher_shown_has_a_roll_to_call_with_the_child_shown(there: datetime) -> None:
    logins = [line.strip().split(" — ")[2] for line in sign_in_lines(there) if " — " in line]
    teacher, parent, other, pupil = logins[:4]
    story = """lesson l
      JOIN lesson_teacher t ON t.lesson_id = l.id JOIN account one ON one.person_id = t.person_id
      JOIN lesson_group g ON g.lesson_id = l.id JOIN membership m USING (group_id)
      JOIN account four ON four.person_id = m.pupil_id
      LEFT JOIN roll r ON r.lesson_id = l.id
     WHERE l.starts_at <= %(now)s AND l.ends_at > %(now)s AND r.id IS NULL
       AND one.login = %(teacher)s AND four.login = %(pupil)s"""
    assert count(story, now=there, teacher=teacher, pupil=pupil) == 1
    wards = """guardianship g
      JOIN account a ON a.person_id = g.guardian_id JOIN account c ON c.person_id = g.pupil_id
     WHERE g.is_informed AND a.login = ANY(%(parents)s) AND c.login = %(pupil)s"""
    assert count(wards, parents=[parent, other], pupil=pupil) == 2


def test_everybody_shown_signs_in_and_finds_her_home(there: datetime) -> None:
    lines = [line.strip().split(" — ") for line in sign_in_lines(there) if " — " in line]
    for _profile, name, login, password, _sees in lines:
        browser = Client()
        browser.get("/connexion/")
        entered = browser.post("/connexion/", {"login": login, "password": password})
        assert entered.status_code == 302, name
        home = browser.get(entered["Location"], follow=True)
        assert home.status_code == 200, name
        assert name.split()[0] in home.content.decode()
        if login == lines[1][2]:
            assert "Réunion parents-professeurs" in home.content.decode()
            assert "Carnet oublié" in browser.get("/messages/").content.decode()
            assert "Sortie au muséum" in browser.get("/a-faire/").content.decode()


def test_the_lines_hold_at_another_moment_too(there: datetime) -> None:
    night = there + timedelta(hours=12)
    with clock.at(night):
        assert len([line for line in sign_in_lines(night) if " — " in line]) >= 9


def test_nobody_of_the_cast_was_touched(there: datetime, cast_of_session: Cast) -> None:
    lea = Account.objects.get(person=cast_of_session.lea)
    assert lea.login == "lea"
    assert Person.objects.get(pk=cast_of_session.lea.pk).last_name == "Martin-Ségala"


def test_marks_are_given_and_classes_have_their_figures(there: datetime) -> None:
    of_the_region = "gradebook b JOIN term t ON t.group_id = b.group_id"
    assert min(count("gradebook"), count("skill_mark k JOIN skill s ON s.id = k.skill_id WHERE s.cycle = 3")) > 100
    assert count("mark WHERE value IS NOT NULL") > 1_000
    # Two of three tests are released: what families see of a class is counted from them.
    assert count(f"{of_the_region} WHERE NOT EXISTS (SELECT FROM evaluation e WHERE e.gradebook_id = b.id)") == 0
    assert count("gradebook_figures WHERE number = 1 AND pupils >= 5 AND lowest <= mean AND mean <= highest") > 100
