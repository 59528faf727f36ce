"""The averages of a term in a browser: decided by keyboard alone, followed at once, taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESK, Windows
from tests.browser.pages import door
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser

_KEPT = "SELECT average, is_not_marked, positioning, why, version FROM term_result WHERE pupil_id = %s"


@pytest.fixture
def grid(windows: Windows, service: RunningService) -> Page:
    """The averages of the first trimester, on the screen of Mme Durand."""
    page = windows.of("durand", width=DESK)
    page.goto(door("grading:results", service.cast).path + "?periode=trimestre-1")
    expect(page.locator("[data-grid]")).to_have_attribute("data-ready", "1")
    return page


def cell(page: Page, what: str, pupil_id: int) -> Locator:
    return page.locator(f'input[data-cell="{what}-{pupil_id}"]')


def settled(page: Page) -> None:
    """Wait until every cell has left."""
    expect(page.locator('[data-state="waits"]')).to_have_count(0)


def test_an_average_is_decided_by_keyboard_and_what_follows_is_seen(grid: Page, service: RunningService) -> None:
    lea = service.cast.lea.pk
    average = cell(grid, "moyenne", lea)
    average.focus()
    grid.keyboard.type("16,5")
    grid.keyboard.press("Enter")
    line = grid.locator("tr", has=average)
    expect(line.locator("[data-average]")).to_have_text("16,5")
    expect(line.locator(f'[data-shown="auto-{lea}"]')).to_have_text("4")
    expect(line.locator(f'[data-shown="calcul-{lea}"]')).to_have_text("14")
    cell(grid, "niveau", lea).focus()
    grid.keyboard.type("3")
    grid.keyboard.press("ArrowRight")
    expect(cell(grid, "raison", lea)).to_be_focused()
    grid.keyboard.type("Oral remarquable")
    grid.keyboard.press("Enter")
    settled(grid)
    assert service.rows(_KEPT, lea)[0][2:4] == (3, "Oral remarquable")
    assert str(service.rows(_KEPT, lea)[0][0]) == "16.50"


def test_a_decision_is_taken_back_and_a_wrong_one_is_said(grid: Page, service: RunningService) -> None:
    lea = service.cast.lea.pk
    average = cell(grid, "moyenne", lea)
    for typed in ("15", "nn"):
        average.fill(typed)
        average.press("Enter")
        settled(grid)
    expect(grid.locator("tr", has=average).locator("[data-average]")).to_have_text("NN")
    average.focus()
    average.press("Control+z")
    expect(average).to_have_value("15")
    settled(grid)
    assert str(service.rows(_KEPT, lea)[0][0]) == "15.00"
    level = cell(grid, "niveau", lea)
    level.fill("7")
    level.press("Enter")
    expect(grid.get_by_text("de 1 à 4").last).to_be_visible()
    expect(level).to_have_attribute("aria-invalid", "true")
