"""Who calls and who reads, as rule B1 says it: the CPE all, the AED study halls, a teacher her own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.conf import settings
from django.test import Client

from preau.attendance.models import Roll
from preau.attendance.tests.test_roll import facts, sheet_url, tap
from preau.directory.models import Enrolment, FormTeacher, Guardianship, Membership, Post
from preau.foundation.live import tokens
from preau.foundation.rooms.registry import may_listen
from preau.kernel.actor import Actor, Profile, SchoolRef
from preau.timetable.models import LessonTeacher
from tests.cast import TODAY, YEAR_START, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def as_aed(cast: Cast, seen_everywhere: Look) -> None:
    """The person of vie scolaire is an AED and not the CPE."""
    with seen_everywhere():
        Post.objects.filter(person=cast.cpe).update(function="AED")


@pytest.mark.usefixtures("as_aed")
def test_an_aed_reads_every_sheet_and_writes_none_but_study_halls(cast: Cast, visit: Visit) -> None:
    aed = visit("cpe")
    html = aed.get(sheet_url(cast)).content.decode()
    assert "adressez-vous au CPE" in html
    assert "Valider" not in html
    assert tap(aed, cast, "lea", "absent") == 404
    assert aed.post(f"{sheet_url(cast)}valider/").status_code == 404
    assert aed.get("/0310001A/vie-scolaire/").status_code == 200
    assert facts() == []


@pytest.mark.usefixtures("as_aed")
def test_an_aed_calls_a_study_hall(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        hall = lesson(cast, "etude", "college", "4B", "petit", "Français", time(10, 10), time(11, 5))
        LessonTeacher.objects.filter(lesson=hall).delete()
    assert tap(visit("cpe"), cast, "lea", "absent", lesson="etude") == 200
    assert tap(visit("durand"), cast, "lea", "present", lesson="etude") == 404
    assert visit("cpe").post(f"{sheet_url(cast, 'etude')}valider/").status_code == 302
    with seen_everywhere():
        assert Roll.objects.get(lesson=hall).closed_by_id == cast.cpe.pk


@pytest.mark.usefixtures("as_aed")
def test_an_aed_calls_the_study_hall_of_the_day_only(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        past = lesson(
            cast, "hier", "college", "4B", "petit", "Français", time(10, 10), time(11, 5),
            on=TODAY - timedelta(days=1),
        )  # fmt: skip
        LessonTeacher.objects.filter(lesson=past).delete()
    assert tap(visit("cpe"), cast, "lea", "absent", lesson="hier") == 404


def test_who_may_what_names_the_functions(cast: Cast, visit: Visit) -> None:
    html = visit("durand").get("/qui-peut-quoi/").content.decode()
    assert "Vie scolaire (CPE)" in html
    assert "Personnel (secrétariat)" in html


@pytest.mark.parametrize("person", ["marc", "sofia"])
def test_no_contact_wins_over_any_other_line(cast: Cast, visit: Visit, seen_everywhere: Look, person: str) -> None:
    path = f"/eleves/{cast.lea.pk}/absences/"
    assert visit(person).get(path).status_code == 200
    Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.people[person]).update(
        ends_on=TODAY + timedelta(days=200)
    )
    Guardianship.objects.create(
        pupil_id=cast.lea.pk, guardian=cast.people[person], level=1, is_informed=False, may_consult=False,
        may_decide=False, no_contact=True, is_set_by_hand=True, begins_on=TODAY,
    )  # fmt: skip
    assert visit(person).get(path).status_code in {302, 404}
    assert "Léa" not in visit(person).get("/").content.decode()


def test_a_guardian_reads_nothing_more_of_a_school_that_the_pupil_left(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    path = f"/eleves/{cast.lea.pk}/absences/"
    assert "Mathématiques" in visit("marc").get(path).content.decode()
    with seen_everywhere():
        Enrolment.objects.filter(pupil_id=cast.lea.pk).update(ends_on=TODAY)
        Membership.objects.filter(pupil_id=cast.lea.pk).update(ends_on=TODAY)
    assert visit("marc").get(path).status_code == 404
    home = visit("marc").get("/").content.decode()
    assert "Tom" in home
    assert "Léa" not in home
    assert visit("sofia").get(path).status_code == 302


def listener(profile: Profile, school_id: int, *capabilities: str) -> Actor:
    return Actor(
        person_id=1, profile=profile, schools=(SchoolRef(school_id, "0310001A", "x"),),
        capabilities=frozenset(capabilities),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("topic", "is_open"),
    [("cours:3:12", True), ("cours:4:12", False), ("cours:12", False), ("cours:3:", False), ("cours::12", False)],
)
def test_a_sheet_is_listened_to_in_its_school_only(topic: str, is_open: bool) -> None:
    teacher = listener(Profile.TEACHER, 3, "attendance:roll:call_own")
    assert may_listen(teacher, topic) is is_open
    assert may_listen(listener(Profile.STAFF, 3), topic) is False


def live_token(client: Client, path: str) -> str:
    return client.get(path).content.decode().split('data-live-token="')[1].split('"')[0]


def renewed(client: Client, token: str) -> set[str]:
    """The topics of an open page, as they are renewed for who asks now."""
    answer = client.get("/direct/jeton/", {"jeton": token})
    if answer.status_code == 404:
        return set()
    return set(tokens.read(str(settings.SECRET_KEY), answer.json()["jeton"]).topics)


def test_a_page_left_open_under_another_hat_listens_no_more(cast: Cast, visit: Visit) -> None:
    browser = visit("double")
    sheet, home = live_token(browser, sheet_url(cast, "espagnol")), live_token(browser, "/")
    school = cast.schools["college"].pk
    assert renewed(browser, sheet) == {f"cours:{school}:{cast.lessons['espagnol'].pk}"}
    browser.post("/profils/", {"profil": "responsable"})
    assert renewed(browser, sheet) == set()
    assert renewed(browser, home) == {
        f"personne:{cast.double.pk}", f"boite:{cast.double.pk}", f"actualites:{school}",
    }  # fmt: skip


def test_a_guardian_who_lost_the_right_listens_no_more(cast: Cast, visit: Visit) -> None:
    token = live_token(visit("marc"), "/")
    assert f"eleve:{cast.lea.pk}" in renewed(visit("marc"), token)
    Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.marc).update(ends_on=TODAY)
    kept = renewed(visit("marc"), token)
    assert f"eleve:{cast.lea.pk}" not in kept
    assert f"eleve:{cast.tom.pk}" in kept


@pytest.mark.parametrize(("function", "opens"), [("ADF", 200), ("MDS", 200), ("OUV", 404)])
def test_the_secretariat_and_the_nurse_read_a_sheet_and_note_nothing(
    cast: Cast, visit: Visit, seen_everywhere: Look, function: str, opens: int
) -> None:
    with seen_everywhere():
        Post.objects.filter(person=cast.secretaire).update(function=function)
    response = visit("secretaire").get(sheet_url(cast))
    assert response.status_code == opens
    assert "Valider" not in response.content.decode()
    assert tap(visit("secretaire"), cast, "lea", "absent") == 404
    assert facts() == []


def test_a_form_teacher_reads_the_sheets_of_her_class_and_of_no_other(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    assert visit("double").get(sheet_url(cast)).status_code == 404
    with seen_everywhere():
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.double, begins_on=YEAR_START
        )
    assert visit("double").get(sheet_url(cast)).status_code == 200
    assert visit("double").get(sheet_url(cast, "autre")).status_code == 404
    assert tap(visit("double"), cast, "lea", "absent") == 404
