"""Alerts on devices: who subscribes, what a locked screen says, when a device is no more, when a session ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from preau.access.models import Account, PushDevice, Session
from preau.attendance.models import Notification
from preau.attendance.tests.sending import go_on
from preau.attendance.tests.test_roll import tap
from preau.foundation.push.tests.pushing import Browser, Service, answering
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def subscribe(client: Client, browser: Browser, endpoint: str) -> int:
    device = browser.device(endpoint)
    said = {"endpoint": device.endpoint, "key": device.key, "secret": device.secret}
    return client.post("/compte/appareil/", said).status_code


def kept(look: Look) -> list[tuple[str, str]]:
    with look():
        return list(Notification.objects.order_by("id").values_list("channel", "state"))


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    """A push service on this machine."""
    with answering(settings) as found:
        yield found


@pytest.fixture
def marc(cast: Cast, visit: Visit, service: Service) -> Browser:
    """Marc’s phone is told."""
    browser = Browser()
    assert subscribe(visit("marc"), browser, service.endpoint) == 204
    return browser


def test_a_locked_screen_says_that_there_is_something_and_not_what(
    cast: Cast,
    visit: Visit,
    marc: Browser,
    service: Service,
    seen_everywhere: Look,
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    ((_headers, body),) = service.taken
    said = marc.open(body)
    assert said == {"title": "Préau", "body": "Une nouvelle pour Léa", "path": f"/eleves/{cast.lea.pk}/absences/"}
    assert kept(seen_everywhere) == [("pousse", "envoye")]


@pytest.mark.usefixtures("marc")
def test_nothing_is_pushed_of_an_absence_that_was_corrected(
    cast: Cast,
    visit: Visit,
    service: Service,
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    tap(visit("durand"), cast, "lea", "present")
    go_on()
    assert service.taken == []


@pytest.mark.usefixtures("marc")
def test_a_device_that_is_no_more_is_forgotten_and_a_mail_goes_instead(
    cast: Cast,
    visit: Visit,
    service: Service,
    seen_everywhere: Look,
) -> None:
    Account.objects.filter(person=cast.marc).update(email="marc@exemple.fr")
    visit("marc").post("/compte/etre-prevenu/", {})
    service.status = 410
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    go_on()
    assert not PushDevice.objects.exists()
    assert [message.to for message in mail.outbox] == [["marc@exemple.fr"]]
    assert kept(seen_everywhere) == [("pousse", "echec"), ("courriel", "envoye")]


@pytest.mark.usefixtures("marc")
@pytest.mark.parametrize("door", ["/deconnexion/", "/deconnexion/partout/", "/compte/appareil/retirer/"])
def test_a_device_ends_with_its_session(cast: Cast, visit: Visit, service: Service, door: str) -> None:
    visit("marc").post(door)
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert service.taken == []


@pytest.mark.usefixtures("marc")
def test_a_device_is_told_no_more_once_its_session_expired(cast: Cast, visit: Visit, service: Service) -> None:
    Session.objects.filter(account__person=cast.marc).update(expires_at=NOW)
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert service.taken == []


def test_one_device_that_hears_is_enough(
    cast: Cast,
    visit: Visit,
    marc: Browser,
    service: Service,
    seen_everywhere: Look,
) -> None:
    """Marc’s tablet does not answer, his phone does: nothing is sent twice."""
    phone = PushDevice.objects.get()
    other = Session.objects.create(
        account=phone.session.account, profile=phone.session.profile, digest=b"tablette", device="tablette",
        started_at=NOW, seen_at=NOW, expires_at=phone.session.expires_at,
    )  # fmt: skip
    PushDevice.objects.create(
        session=other, person_id=cast.marc.pk, endpoint="http://127.0.0.1:1/w", key=phone.key,
        secret=phone.secret, made_at=NOW,
    )  # fmt: skip
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    go_on()
    assert [marc.open(body)["body"] for _headers, body in service.taken] == ["Une nouvelle pour Léa"]
    assert kept(seen_everywhere) == [("pousse", "envoye")]


def test_two_devices_both_hear(cast: Cast, visit: Visit, service: Service, settings: Any) -> None:
    """Marc on one, Sofia on the other; the same device under another session is that of the last."""
    first, second = Browser(), Browser()
    subscribe(visit("marc"), first, service.endpoint)
    subscribe(visit("sofia"), second, f"{service.endpoint}&2")
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert len(service.taken) == 2
    assert subscribe(visit("sofia"), first, service.endpoint) == 204
    assert list(PushDevice.objects.values_list("person_id", flat=True)) == [cast.sofia.pk]


@pytest.mark.parametrize("endpoint", ["https://127.0.0.1/x", "http://push.exemple.fr/x", ""])
def test_an_address_that_is_none_is_refused(cast: Cast, visit: Visit, endpoint: str) -> None:
    assert subscribe(visit("marc"), Browser(), endpoint) == 409
    assert not PushDevice.objects.exists()


def test_the_page_says_where_things_stand(cast: Cast, visit: Visit, marc: Browser) -> None:
    assert "Cet appareil est prévenu." in visit("marc").get("/compte/etre-prevenu/").content.decode()
    assert "Cet appareil n’est pas prévenu." in visit("sofia").get("/compte/etre-prevenu/").content.decode()
