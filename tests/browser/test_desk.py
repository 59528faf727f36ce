"""The desk of absences by keyboard, and while the school moves around it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, Windows
from tests.browser.sheet import Rows, button
from tests.browser.test_live import is_listening

pytestmark = pytest.mark.browser

ABSENCES = "/0310001A/absences/"


@pytest.fixture
def desk(windows: Windows) -> Page:
    """The desk, open at the CPE’s."""
    page = windows.of("cpe", width=DESK)
    page.goto(ABSENCES)
    is_listening(page)
    return page


def test_two_are_treated_by_keyboard(desk: Page) -> None:
    for name in ("Abadie Camille – 4e B", "Fabre Jeanne – 4e B"):
        box = desk.get_by_label(name)
        box.focus()
        desk.keyboard.press("Space")
        expect(box).to_be_checked()
    desk.get_by_label("Motif", exact=False).first.focus()
    desk.keyboard.type("Difficulté")
    desk.get_by_label("Décision").focus()
    desk.keyboard.type("Accepter")
    desk.get_by_role("button", name="Enregistrer").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_contain_text("2 absences traitées.")
    expect(desk.get_by_label("Abadie Camille – 4e B")).to_have_count(0)


def test_a_refusal_leaves_ticks_and_words(desk: Page) -> None:
    desk.get_by_label("Azaïs Romane – 4e B").check()
    desk.get_by_label("Décision").select_option("refusee")
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_role("alert")).to_contain_text("pourquoi ce motif est refusé")
    expect(desk.get_by_label("Azaïs Romane – 4e B")).to_be_checked()
    desk.get_by_label("Réponse à la famille").fill("Il faut un certificat.")
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.locator("main")).to_contain_text("1 absence traitée.")


def test_a_tick_stays_while_the_list_is_drawn_again(desk: Page, windows: Windows, sheet: str, row: Rows) -> None:
    desk.get_by_label("Abadie Camille – 4e B").check()
    desk.get_by_label("Réponse à la famille").fill("Bien reçu")
    teacher = windows.of("durand")
    teacher.goto(sheet)
    button(row(teacher, "lea"), "Absent").click()
    expect(desk.get_by_label("Martin-Ségala Léa – 4e B")).to_have_count(1)
    expect(desk.get_by_label("Abadie Camille – 4e B")).to_be_checked()
    expect(desk.get_by_label("Réponse à la famille")).to_have_value("Bien reçu")
