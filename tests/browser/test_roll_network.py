"""The roll when the network is slow or lost: each tap is saved once, or said not to be."""

from __future__ import annotations

import re
import uuid
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.chromium import Windows
from tests.browser.running import RunningService
from tests.browser.sheet import Rows, button, is_pressed, of, tap_at_once

pytestmark = pytest.mark.browser

NOT_SAVED = "Pas de connexion\u202f: ce geste n’est pas enregistré."
#: Milliseconds added to each request: time enough to tap again.
LATENCY = 600


def slow_down(page: Page) -> None:
    """Every request of this page takes longer."""
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def test_taps_made_before_the_scripts_have_come_are_all_saved(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    """The page is drawn, its scripts are still on the way, the hand is already at work."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.route(re.compile(r"htmx.*\.js"), hold)
    phone.goto(sheet, wait_until="commit")
    for name, standing in (("lea", "Absent"), ("noe", "Retard")):
        button(row(phone, name), standing).tap()
    expect(phone.locator('button[aria-busy="true"]')).to_have_count(2)
    held[0].continue_()
    is_pressed(button(row(phone, "lea"), "Absent"))
    is_pressed(button(row(phone, "noe"), "Retard"))
    assert sorted(service.facts()) == ["AbsenceNoted", "LateArrivalNoted", "RollOpened"]


def test_a_tap_goes_as_a_plain_form_when_the_scripts_never_come(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    phone.route(re.compile(r"htmx.*\.js"), lambda route: route.abort())
    phone.goto(sheet)
    button(row(phone, "lea"), "Absent").tap()
    is_pressed(button(row(phone, "lea"), "Absent"))
    assert service.facts() == ["RollOpened", "AbsenceNoted"]


def test_a_double_tap_on_a_slow_network_has_one_effect(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    phone.goto(sheet)
    slow_down(phone)
    absent = button(row(phone, "lea"), "Absent")
    tap_at_once(phone, of(row(phone, "lea"), "absent"), of(row(phone, "lea"), "absent"))
    is_pressed(absent)
    expect(row(phone, "lea").locator("form[aria-busy]")).to_have_count(0)
    assert service.facts() == ["RollOpened", "AbsenceNoted"]


def test_the_last_of_two_quick_taps_wins_on_a_slow_network(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    phone.goto(sheet)
    slow_down(phone)
    tap_at_once(phone, of(row(phone, "lea"), "absent"), of(row(phone, "lea"), "retard"))
    is_pressed(button(row(phone, "lea"), "Retard"))
    expect(phone.locator("[data-counts]")).to_have_text("0 absence, 1 retard")
    assert service.facts() == ["RollOpened", "AbsenceNoted", "LateArrivalNoted"]


def test_a_sheet_drawn_before_the_tap_does_not_take_it_away(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    """A live message made the page ask its sheet again just before the finger came down."""
    phone.goto(sheet)
    slow_down(phone)
    phone.evaluate(
        "(absent) => { htmx.trigger('#feuille', 'live'); document.querySelector(absent).click(); }",
        of(row(phone, "lea"), "absent"),
    )
    is_pressed(button(row(phone, "lea"), "Absent"))
    expect(phone.locator("[data-counts]")).to_have_text("1 absence, 0 retard")
    assert service.facts() == ["RollOpened", "AbsenceNoted"]


def test_two_pupils_tapped_at_once_are_both_saved(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    phone.goto(sheet)
    slow_down(phone)
    tap_at_once(phone, of(row(phone, "lea"), "absent"), of(row(phone, "noe"), "absent"))
    for name in ("lea", "noe"):
        is_pressed(button(row(phone, name), "Absent"))
    expect(phone.locator("[data-counts]")).to_have_text("2 absences, 0 retard")
    assert service.facts().count("AbsenceNoted") == 2


def test_validating_twice_on_a_slow_network_has_one_effect(
    phone: Page, sheet: str, service: RunningService
) -> None:
    phone.goto(sheet)
    slow_down(phone)
    tap_at_once(phone, ".sheet-bar button", ".sheet-bar button")
    expect(phone.get_by_text("Appel de 4e B enregistré.")).to_be_visible()
    assert service.facts() == ["RollClosed"]


def test_without_a_network_nothing_is_shown_as_saved(
    windows: Windows, sheet: str, service: RunningService, row: Rows
) -> None:
    """On the CPE's device: a teacher's keeps the gesture (test_roll_offline)."""
    phone = windows.of("cpe", has_touch=True, is_mobile=True)
    phone.goto(sheet)
    phone.context.set_offline(True)
    button(row(phone, "lea"), "Absent").tap()
    expect(phone.get_by_role("alert")).to_contain_text(NOT_SAVED)
    is_pressed(button(row(phone, "lea"), "Présent"))
    expect(phone.locator("[data-counts]")).to_have_text("Tout le monde est là")
    assert service.facts() == []
    phone.context.set_offline(False)
    button(row(phone, "lea"), "Absent").tap()
    is_pressed(button(row(phone, "lea"), "Absent"))
    expect(phone.get_by_role("alert")).to_have_count(0)
    assert service.facts() == ["RollOpened", "AbsenceNoted"]


def test_a_tap_whose_answer_is_lost_is_sent_again_and_has_one_effect(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    sent: list[str] = []

    def lose_the_first_answer(route: Route, request: Request) -> None:
        sent.append(request.post_data or "")
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.route(re.compile("/eleve/"), lose_the_first_answer)
    phone.route(re.compile("/direct"), lambda route: route.abort())
    phone.goto(sheet)
    button(row(phone, "lea"), "Absent").tap()
    expect(phone.locator("#gestes-gardes")).to_contain_text("Un geste est gardé sur cet appareil")
    is_pressed(button(row(phone, "lea"), "Absent"))
    expect(phone.locator("#gestes-gardes")).to_be_hidden()
    assert len(sent) == 2
    keys = [parse_qs(one)["cle"] for one in sent]
    assert keys[0] == keys[1]
    assert service.facts() == ["RollOpened", "AbsenceNoted"]


def test_the_same_tap_received_later_again_changes_nothing(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    phone.goto(sheet)
    with phone.expect_request(re.compile("/eleve/")) as sent:
        button(row(phone, "lea"), "Absent").tap()
    is_pressed(button(row(phone, "lea"), "Absent"))
    button(row(phone, "lea"), "Présent").tap()
    is_pressed(button(row(phone, "lea"), "Présent"))
    assert sent.value.post_data
    again = phone.request.post(
        sent.value.url,
        data=sent.value.post_data,
        headers={"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"},
    )
    assert again.ok
    assert service.facts() == ["RollOpened", "AbsenceNoted", "AbsenceWithdrawn"]


def test_what_the_rules_refuse_is_said_and_nothing_moves(
    phone: Page, sheet: str, service: RunningService, row: Rows
) -> None:
    """A key and minutes out of range, as an old page might send them."""
    phone.route(
        re.compile("/eleve/"),
        lambda route, request: route.continue_(
            post_data=f"{request.post_data}&{urlencode({'minutes': 999, 'cle': uuid.UUID(int=5)})}"
        ),
    )
    phone.goto(sheet)
    button(row(phone, "lea"), "Retard").tap()
    expect(phone.get_by_role("alert")).to_contain_text("entre 1 et 240 minutes")
    is_pressed(button(row(phone, "lea"), "Présent"))
    assert service.facts() == []
