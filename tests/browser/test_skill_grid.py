"""The grid of skills in a browser: levels by keyboard alone, their letters and colours, and two at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESK, Windows
from tests.browser.crowd import CLASSMATES
from tests.browser.pages import door
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser

PUPILS = len(CLASSMATES) + 2
_LEVELS = "SELECT count(level), max(version) FROM skill_mark WHERE evaluation_id = %s AND skill_id = %s"


@pytest.fixture
def path(service: RunningService) -> str:
    """The skills of the evaluation that nobody marked yet."""
    return door("grading:skill-grid", service.cast).path


@pytest.fixture
def grid(windows: Windows, path: str) -> Page:
    """The grid, open on the screen of Mme Durand."""
    return opened(windows, path)


def opened(windows: Windows, path: str) -> Page:
    page = windows.of("durand", width=DESK)
    page.goto(path)
    expect(page.locator("[data-grid]")).to_have_attribute("data-ready", "1")
    return page


def cell(page: Page, service: RunningService, of: str = "lea", skill: str = "calculer") -> Locator:
    cast = service.cast
    return page.locator(f'input[data-cell="{cast.skills[skill].pk}-{cast.people[of].pk}"]')


def settled(page: Page) -> None:
    """Wait until every cell has left."""
    expect(page.locator('[data-state="waits"]')).to_have_count(0)


def test_a_class_of_levels_by_keyboard_alone(grid: Page, service: RunningService, measures: list[str]) -> None:
    grid.evaluate("window.mice = 0; addEventListener('mousedown', () => window.mice++)")
    skill, volumes = service.cast.skills["calculer"].pk, service.cast.evaluations["volumes"].pk
    grid.locator(f'input[data-cell^="{skill}-"]').first.focus()
    for n in range(PUPILS):
        grid.keyboard.type(str(n % 5))
        grid.keyboard.press("Enter")
    settled(grid)
    assert service.rows(_LEVELS, volumes, skill) == [(PUPILS, 1)]
    assert grid.evaluate("window.mice") == 0
    expect(grid.locator(f'[data-foot="filled-{skill}"]')).to_have_text(f"{PUPILS}/{PUPILS}")
    measures.append(f"{PUPILS} niveaux au clavier : {2 * PUPILS} touches, 0 souris")


def test_a_number_becomes_the_letter_and_its_colour(grid: Page, service: RunningService) -> None:
    lea = cell(grid, service)
    lea.fill("4")
    lea.press("ArrowRight")
    expect(cell(grid, service, skill="demontrer")).to_be_focused()
    expect(lea).to_have_value("T")
    expect(lea).to_have_attribute("data-colour", "vert")
    lea.fill("8")
    lea.press("Enter")
    expect(lea).to_have_attribute("aria-invalid", "true")
    expect(grid.locator("[data-grid-refused]")).to_contain_text("n’est pas un niveau")


def test_two_people_are_told_of_each_other(windows: Windows, path: str, service: RunningService) -> None:
    one, other = opened(windows, path), opened(windows, path)
    other.context.set_offline(True)
    cell(other, service).fill("1")
    cell(other, service).press("Enter")
    cell(one, service).fill("3")
    cell(one, service).press("Enter")
    settled(one)
    other.context.set_offline(False)
    expect(other.locator("[data-grid-refused]")).to_contain_text("Claire Durand")
    other.get_by_role("button", name="Garder l’autre").click()
    expect(cell(other, service)).to_have_value("S")


def test_levels_are_given_without_a_script(windows: Windows, path: str, service: RunningService) -> None:
    page = windows.of("durand", width=DESK, java_script_enabled=False)
    page.goto(path)
    page.locator(f'input[data-cell="{service.cast.skills["calculer"].pk}-{service.cast.lea.pk}"]').fill("2")
    page.get_by_role("button", name="Enregistrer").click()
    assert "1 niveau enregistré" in page.inner_text("body")
