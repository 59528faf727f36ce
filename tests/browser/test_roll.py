"""The roll in a real browser: by finger, by keyboard, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, Windows
from tests.browser.crowd import CLASSMATES, PASSWORD
from tests.browser.running import RunningService
from tests.browser.sheet import Finger, Rows, button, is_pressed

pytestmark = pytest.mark.browser

PUPILS = len(CLASSMATES) + 2

# Width, height, and whether the word is cut, of every button of the page.
_MEASURED = """() => [...document.querySelectorAll("main button")].map((button) => {
  const { width, height } = button.getBoundingClientRect();
  return [width, height, button.scrollWidth > button.clientWidth];
})"""


# By finger


def test_two_taps_for_a_class_with_nobody_absent(phone: Page, service: RunningService) -> None:
    phone.goto("/")
    finger = Finger()
    finger.taps_on(phone.get_by_role("link", name="Faire l’appel de"))
    finger.taps_on(phone.get_by_role("button", name="Valider l’appel"))
    expect(phone.get_by_role("status").filter(has_text="Appel de 4e B enregistré.")).to_be_visible()
    expect(phone.get_by_text("Appel fait")).to_be_visible()
    assert finger.taps == 2
    assert service.facts() == ["RollClosed"]


def test_one_absent_and_one_late_take_five_taps_at_most(phone: Page, service: RunningService, row: Rows) -> None:
    phone.goto("/")
    finger = Finger()
    finger.taps_on(phone.get_by_role("link", name="Faire l’appel de"))
    finger.taps_on(button(row(phone, "lea"), "Absent"))
    finger.taps_on(button(row(phone, "noe"), "Retard"))
    expect(row(phone, "noe")).to_contain_text(re.compile(r"Retard\s\d+\smin"))
    expect(phone.locator("[data-counts]")).to_have_text("1 absence, 1 retard")
    finger.taps_on(phone.get_by_role("button", name="Valider l’appel"))
    expect(phone.get_by_text("Appel de 4e B enregistré.")).to_be_visible()
    assert finger.taps <= 5
    assert service.facts() == ["RollOpened", "AbsenceNoted", "LateArrivalNoted", "RollClosed"]


@pytest.mark.parametrize("width", [320, 360])
def test_a_finger_always_has_room(width: int, phone: Page, sheet: str) -> None:
    """Every button of the sheet is at least 44 pixels high and wide, and its word is whole."""
    phone.set_viewport_size({"width": width, "height": 640})
    phone.goto(sheet)
    buttons = phone.evaluate(_MEASURED)
    assert len(buttons) == 3 * PUPILS + 1
    assert min(min(width, height) for width, height, _is_cut in buttons) >= 44
    assert not any(is_cut for _width, _height, is_cut in buttons)


# By keyboard


def test_the_roll_by_keyboard_alone(windows: Windows, service: RunningService) -> None:
    page = windows.of("anonyme", width=DESK)
    press = page.keyboard.press
    page.goto("/connexion/")
    page.get_by_label("Identifiant").focus()
    page.keyboard.type("durand")
    press("Tab")
    page.keyboard.type(PASSWORD)
    press("Enter")
    expect(page.get_by_role("heading", name="Bonjour Claire")).to_be_visible()
    press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    press("Enter")
    expect(page.locator("#contenu")).to_be_focused()
    press("Tab")
    expect(page.get_by_role("link", name="Faire l’appel de")).to_be_focused()
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("4e B")

    rows = page.locator("[data-pupil]")
    press("ArrowDown")
    expect(button(rows.nth(0), "Présent")).to_be_focused()
    press("ArrowDown")
    press("ArrowDown")
    press("a")
    is_pressed(button(rows.nth(2), "Absent"))
    expect(button(rows.nth(2), "Absent")).to_be_focused()
    expect(page.locator("#annonce")).to_have_text("Bœuf Noé\u202f: Absent. 1 absence, 0 retard.")
    press("ArrowDown")
    press("r")
    is_pressed(button(rows.nth(3), "Retard"))
    expect(button(rows.nth(3), "Retard")).to_be_focused()
    expect(page.locator("#annonce")).to_contain_text("Bonnet Gabin\u202f: Retard")
    press("ArrowUp")
    press("p")
    is_pressed(button(rows.nth(2), "Présent"))
    expect(page.locator("[data-counts]")).to_have_text("0 absence, 1 retard")
    press("v")
    expect(page.get_by_role("button", name="Valider l’appel")).to_be_focused()
    press("Enter")
    expect(page.get_by_text("Appel de 4e B enregistré.")).to_be_visible()
    facts = [fact for fact in service.facts() if fact != "SignedIn"]
    assert facts == ["RollOpened", "AbsenceNoted", "LateArrivalNoted", "AbsenceWithdrawn", "RollClosed"]


def test_the_keyboard_goes_down_to_the_button_that_validates(windows: Windows, sheet: str) -> None:
    page = windows.of("durand", width=DESK)
    page.goto(sheet)
    for _pupil in range(PUPILS + 1):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Valider l’appel")).to_be_focused()


def test_the_focus_stays_when_a_colleague_changes_the_sheet(windows: Windows, sheet: str, row: Rows) -> None:
    """The whole sheet is drawn again by a live message; the hand is where it was."""
    teacher, cpe = windows.of("durand", width=DESK), windows.of("cpe", width=DESK)
    for page in (teacher, cpe):
        page.goto(sheet)
    held = button(row(teacher, "lea"), "Présent")
    held.focus()
    button(row(cpe, "noe"), "Absent").click()
    is_pressed(button(row(teacher, "noe"), "Absent"))
    expect(held).to_be_focused()


# Without scripts


def test_the_roll_without_scripts(windows: Windows, service: RunningService, row: Rows) -> None:
    page = windows.of("durand", java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Faire l’appel de").click()
    button(row(page, "lea"), "Absent").click()
    is_pressed(button(row(page, "lea"), "Absent"))
    button(row(page, "noe"), "Retard").click()
    row(page, "noe").get_by_role("button", name="20", exact=True).click()
    expect(row(page, "noe")).to_contain_text("20 min")
    expect(page.get_by_text("1 absence, 1 retard")).to_be_visible()
    page.get_by_role("button", name="Valider l’appel").click()
    expect(page.get_by_text("Appel de 4e B enregistré.")).to_be_visible()
    assert service.facts() == [
        "RollOpened", "AbsenceNoted", "LateArrivalNoted", "LateArrivalNoted", "RollClosed",
    ]  # fmt: skip
