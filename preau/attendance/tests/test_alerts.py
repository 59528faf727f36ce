"""Told outside of Préau: after the grace minutes, to those who may be, once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from preau.attendance.actions.alert_families import alert_families
from preau.attendance.actions.forget_notifications import forget_notifications
from preau.attendance.jobs import alert_after_grace, send_one
from preau.attendance.models import (
    Absence,
    AttendanceSettings,
    Notification,
)
from preau.attendance.tests.sending import AFTER, asked, deliver, go_on, sent_to
from preau.attendance.tests.test_roll import tap
from preau.directory.models import Guardianship
from preau.foundation.tenancy.scope import school_scope
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Rows = list[tuple[str, str]]
Kept = Callable[[], Rows]


@pytest.mark.usefixtures("addresses")
def test_both_parents_get_the_same_mail_after_the_grace_and_nobody_else(
    cast: Cast, visit: Visit, kept: Kept
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    assert mail.outbox == []
    go_on()
    assert sent_to() == ["marc@exemple.fr", "sofia@exemple.fr"]
    first, second = mail.outbox
    assert first.body == second.body
    assert first.subject == "Absence de Léa"
    assert "Mathématiques" in first.body
    assert "exemple.fr" not in first.body
    assert kept() == [("courriel", "envoye")] * 2


@pytest.mark.usefixtures("addresses")
def test_the_job_waits_for_the_minutes_of_the_school(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        AttendanceSettings.objects.create(school=cast.schools["college"], grace_minutes=20)
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT round(extract(epoch FROM scheduled_at - now()) / 60) FROM procrastinate_jobs"
            " WHERE task_name LIKE '%%alert_after_grace'"
        )
        assert cursor.fetchall() == [(20,)]


@pytest.mark.usefixtures("addresses")
@pytest.mark.parametrize("state", ["present", "retard"])
def test_a_roll_corrected_in_time_sends_nothing(cast: Cast, visit: Visit, kept: Kept, state: str) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    tap(visit("durand"), cast, "lea", state)
    go_on()
    assert mail.outbox == []
    assert kept() == []


@pytest.mark.usefixtures("addresses")
def test_an_absence_corrected_while_its_message_waits_is_not_told(
    cast: Cast, visit: Visit, kept: Kept, seen_everywhere: Look
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    with clock.at(AFTER):
        for words in asked("alert_after_grace"):
            alert_after_grace(**words)
        deliver()
        with seen_everywhere():
            Absence.objects.filter(pupil_id=cast.lea.pk).update(withdrawn_at=AFTER, withdrawn_by_id=cast.durand.pk)
        for words in asked("send_one"):
            send_one(**words)
    assert mail.outbox == []
    assert kept() == [("courriel", "annule")] * 2


@pytest.mark.usefixtures("addresses")
def test_what_the_family_announced_is_not_told_back(cast: Cast, visit: Visit, kept: Kept) -> None:
    page = visit("marc").get(f"/eleves/{cast.lea.pk}/absences/annoncer/").content.decode()
    illness = page.split(">Maladie</option>")[0].rsplit('value="', 1)[1].split('"')[0]
    visit("marc").post(f"/eleves/{cast.lea.pk}/absences/annoncer/", {"du": "2026-11-24", "motif": illness})
    tap(visit("cpe"), cast, "lea", "absent")
    go_on()
    assert mail.outbox == []
    assert kept() == []
    assert "absence" not in visit("sofia").get("/accueil/nouveau/").content.decode()


@pytest.mark.usefixtures("addresses")
def test_one_message_for_a_half_day(cast: Cast, visit: Visit, kept: Kept) -> None:
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert len(mail.outbox) == 2
    assert "Français" in mail.outbox[0].body


@pytest.mark.usefixtures("addresses")
def test_when_the_first_was_an_error_the_next_is_told(cast: Cast, visit: Visit) -> None:
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    tap(visit("cpe"), cast, "lea", "present", lesson="francais")
    go_on()
    assert ["Mathématiques" in message.body for message in mail.outbox] == [True, True]


@pytest.mark.usefixtures("addresses")
def test_the_same_done_twice_sends_once(cast: Cast, visit: Visit, kept: Kept, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    with clock.at(AFTER), seen_everywhere():
        absence = Absence.objects.get(pupil_id=cast.lea.pk)
        numbers = list(Notification.objects.values_list("pk", flat=True))
        alert_families(actor=SYSTEM, school_id=absence.school_id, absence_id=absence.pk)
    for number in numbers:
        send_one(school_id=cast.schools["college"].pk, notification_id=number)
    assert len(mail.outbox) == 2
    assert kept() == [("courriel", "envoye")] * 2


@pytest.mark.usefixtures("addresses")
def test_who_lost_the_right_to_be_informed_gets_nothing(cast: Cast, visit: Visit) -> None:
    Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.marc).update(is_informed=False)
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert sent_to() == ["sofia@exemple.fr"]


def test_a_message_is_kept_a_year(cast: Cast, seen_everywhere: Look) -> None:
    school = cast.schools["college"]
    with seen_everywhere():
        for days in (364, 366):
            Notification.objects.create(
                school=school, pupil_id=cast.lea.pk, recipient_id=cast.marc.pk, channel="courriel",
                sent_to="a@b.fr", text="x", made_at=NOW - timedelta(days=days),
            )  # fmt: skip
    with school_scope([school.pk]):
        assert forget_notifications(actor=SYSTEM, school_id=school.pk) == 1
        assert forget_notifications(actor=SYSTEM, school_id=school.pk) == 0


@pytest.mark.usefixtures("addresses")
def test_the_desk_reads_who_was_told_by_which_channel(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    with seen_everywhere():
        period_id = Absence.objects.get(pupil_id=cast.lea.pk).period_id
    html = visit("cpe").get(f"/0310001A/absences/{period_id}/").content.decode()
    assert "Courriel à marc@exemple.fr" in html
    assert "Envoyé" in html
    assert "sofia@exemple.fr" not in visit("marc").get(f"/eleves/{cast.lea.pk}/absences/").content.decode()
