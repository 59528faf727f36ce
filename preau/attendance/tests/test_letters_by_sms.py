"""Letters by SMS: to the mobile, or else by mail, or else on paper; 160 signs; within the budget of the month."""

from __future__ import annotations

from typing import Any

import pytest

from preau.attendance.models import AttendanceSettings, FollowUp, Notification
from preau.attendance.tests.writing import PAGE, Look, Visit, made, make_absent, pages, post
from preau.directory.models import Person
from tests.cast import Cast


@pytest.fixture
def absent(cast: Cast, visit: Visit) -> None:
    make_absent(cast, visit)


@pytest.fixture
def gateway(settings: Any) -> None:
    """Préau was told of a gateway of SMS; Marc has a mobile, Sofia an e-mail address."""
    settings.SMS_URL = "https://sms.exemple.fr/"


@pytest.mark.usefixtures("absent", "gateway")
def test_an_sms_goes_to_the_mobile_and_a_mail_to_who_has_none(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    Person.objects.filter(pk=cast.sofia.pk).update(mobile="06 12 34 56 78")
    assert "Ce que les familles liraient par SMS" in visit("cpe").get(PAGE).content.decode()
    status, _place, _html = post(
        visit("cpe"), cast, "sms", sms="{enfant}\u202f: {nombre} absence. {etablissement}"
    )
    assert status == 302
    with seen_everywhere():
        sent = {one.channel: (one.sent_to, one.text) for one in Notification.objects.exclude(batch=None)}
    assert sent["sms"] == ("+33612345678", "Léa Martin-Ségala : 1 absence. Collège Jean-Jaurès")
    assert sent["courriel"][0] == "marc@exemple.fr"


@pytest.mark.usefixtures("absent", "gateway")
def test_a_long_sms_is_cut_and_a_longer_one_refused(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    Person.objects.filter(pk=cast.sofia.pk).update(mobile="06 12 34 56 78")
    status, _place, html = post(visit("cpe"), cast, "sms", sms="x" * 301)
    assert (status, "160 caractères" in html) == (422, True)
    post(visit("cpe"), cast, "sms", sms="{enfant} " + "x" * 250)
    with seen_everywhere():
        text = Notification.objects.get(channel="sms").text
    assert len(text) <= 160
    assert text.endswith("...")


@pytest.mark.usefixtures("absent", "gateway")
def test_beyond_the_budget_of_the_month_none_is_made(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    Person.objects.filter(pk=cast.sofia.pk).update(mobile="06 12 34 56 78")
    with seen_everywhere():
        AttendanceSettings.objects.create(school=cast.schools["college"], sms_a_month=0)
    status, _place, html = post(visit("cpe"), cast, "sms", sms="Absence")
    assert (status, "Il reste 0 SMS ce mois-ci" in html) == (422, True)
    assert made(seen_everywhere) == []


@pytest.mark.usefixtures("absent")
def test_without_a_gateway_sms_is_not_offered(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert "Par SMS" not in visit("cpe").get(PAGE).content.decode()
    status, _place, _html = post(visit("cpe"), cast, "sms", sms="Absence")
    assert status == 422
    assert made(seen_everywhere) == []


@pytest.mark.usefixtures("absent", "gateway")
def test_who_has_neither_mobile_nor_mail_has_the_same_words_on_paper(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    _status, place, _html = post(visit("cpe"), cast, "sms", sms="{enfant}\u202f: {nombre}")
    with seen_everywhere():
        sent = dict(Notification.objects.exclude(batch=None).values_list("channel", "recipient_id"))
    assert sent == {"courriel": cast.marc.pk, "papier": cast.sofia.pk}
    assert "Imprimer les lettres" in visit("cpe").get(place).content.decode()
    (page,) = pages(visit("cpe").get(f"{place}imprimer/").content)
    assert "Sofia Ségala" in page


@pytest.mark.usefixtures("absent", "gateway")
def test_sms_stopped_within_their_minute_leave_no_trace_of_a_follow_up(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    Person.objects.filter(pk=cast.sofia.pk).update(mobile="06 12 34 56 78")
    _status, place, _html = post(visit("cpe"), cast, "sms", sms="Absence")
    with seen_everywhere():
        assert FollowUp.objects.get().kind == "sms"
    assert visit("cpe").post(f"{place}arreter/").status_code == 302
    with seen_everywhere():
        assert not FollowUp.objects.exists()
        assert set(Notification.objects.exclude(batch=None).values_list("state", flat=True)) == {"annule"}


@pytest.mark.usefixtures("absent", "gateway")
def test_the_preview_says_how_long_an_sms_is_and_when_it_is_cut(cast: Cast, visit: Visit) -> None:
    html = visit("cpe").get(PAGE).content.decode()
    assert "Léa Martin-Ségala, 76 caractères" in html
    _status, _place, html = post(visit("cpe"), cast, "sms", sms="é" * 161, eleve=[])
    assert "Léa Martin-Ségala, 161 caractères\u202f: coupé" in html
