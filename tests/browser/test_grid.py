"""The grid of marks in a browser: by keyboard alone, pasted, by two at once, without network, without scripts."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESK, Windows
from tests.browser.crowd import CLASSMATES
from tests.browser.pages import door
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser

PUPILS = len(CLASSMATES) + 2
_MARKS = "SELECT count(value) FROM mark WHERE evaluation_id = %s"


@pytest.fixture
def path(service: RunningService) -> str:
    """The path of the gradebook of Mme Durand."""
    return door("grading:grid", service.cast).path


@pytest.fixture
def volumes(service: RunningService) -> int:
    """The evaluation that nobody marked yet."""
    return service.cast.evaluations["volumes"].pk


@pytest.fixture
def grid(windows: Windows, path: str) -> Page:
    """The grid, open on the screen of Mme Durand."""
    return opened(windows, path)


def opened(windows: Windows, path: str, **more: object) -> Page:
    page = windows.of("durand", width=DESK, **more)
    page.goto(path)
    expect(page.locator("[data-grid]")).to_have_attribute("data-ready", "1")
    return page


def first_cell(page: Page, evaluation: int) -> Locator:
    return page.locator(f'input[data-cell^="{evaluation}-"]').first


def settled(page: Page) -> None:
    """Wait until every cell has left."""
    expect(page.locator('[data-state="waits"]')).to_have_count(0)


def test_a_class_of_marks_by_keyboard_alone(
    grid: Page, service: RunningService, volumes: int, measures: list[str]
) -> None:
    grid.evaluate("window.mice = 0; addEventListener('mousedown', () => window.mice++)")
    first_cell(grid, volumes).focus()
    keys, begun = 0, time.perf_counter()
    for n in range(PUPILS):
        text = str(n % 20 + 1)
        grid.keyboard.type(text)
        grid.keyboard.press("Enter")
        keys += len(text) + 1
    settled(grid)
    lasted = time.perf_counter() - begun
    assert service.rows(_MARKS, volumes) == [(PUPILS,)]
    assert grid.evaluate("window.mice") == 0
    expect(grid.locator(f'[data-foot="filled-{volumes}"]')).to_have_text(f"{PUPILS}/{PUPILS}")
    measures.append(f"{PUPILS} notes au clavier : {keys} touches, {lasted:.1f} s, 0 souris")


def test_codes_are_typed_and_the_average_follows(grid: Page, service: RunningService, volumes: int) -> None:
    lea = grid.locator(f'input[data-cell="{volumes}-{service.cast.lea.pk}"]')
    lea.fill("8,5")
    lea.press("Enter")
    average = grid.locator("tr", has=lea).locator("[data-average]")
    expect(average).to_have_text("11,3")
    lea.focus()
    grid.keyboard.type("Abs")
    grid.keyboard.press("ArrowDown")
    expect(lea).to_have_value("abs")
    expect(average).to_have_text("14")


def test_what_is_no_mark_is_said_and_the_hand_is_brought_back(grid: Page, volumes: int) -> None:
    cell = first_cell(grid, volumes)
    cell.fill("25")
    cell.press("Enter")
    refused = grid.locator("[data-grid-refused]")
    expect(refused).to_contain_text("dépasse le barème")
    refused.get_by_role("button", name="Aller à la case").click()
    expect(cell).to_be_focused()
    grid.keyboard.type("15")
    grid.keyboard.press("Enter")
    expect(refused).to_be_empty()
    settled(grid)


def test_a_column_is_pasted_and_taken_back(grid: Page, service: RunningService, volumes: int) -> None:
    first_cell(grid, volumes).focus()
    grid.evaluate(
        """(text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        const paste = { clipboardData, bubbles: true, cancelable: true };
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        "12\n13,5\nabs\n",
    )
    settled(grid)
    cells = grid.locator(f'input[data-cell^="{volumes}-"]')
    assert [cells.nth(n).input_value() for n in range(3)] == ["12", "13,5", "abs"]
    assert service.rows(_MARKS, volumes) == [(2,)]
    for _ in range(3):
        grid.keyboard.press("Control+z")
    settled(grid)
    assert service.rows(_MARKS, volumes) == [(0,)]


def test_two_at_once_never_overwrite_in_silence(
    windows: Windows, path: str, service: RunningService, volumes: int
) -> None:
    here, there = opened(windows, path), opened(windows, path)
    there.route("**/direct/**", lambda route: route.abort())
    there.reload()
    expect(there.locator("[data-grid]")).to_have_attribute("data-ready", "1")
    mine, hers = first_cell(here, volumes), first_cell(there, volumes)
    mine.fill("12")
    mine.press("Enter")
    settled(here)
    hers.fill("15")
    hers.press("Enter")
    expect(there.locator("[data-grid-refused]")).to_contain_text("12")
    there.get_by_role("button", name="Écrire «\u202f15\u202f» quand même").click()
    settled(there)
    expect(there.locator("[data-grid-refused]")).to_be_empty()
    expect(mine).to_have_value("15")


def test_a_cut_network_loses_nothing(windows: Windows, path: str, service: RunningService, volumes: int) -> None:
    page = opened(windows, path)
    page.context.set_offline(True)
    first_cell(page, volumes).focus()
    for text in ("11", "12", "13"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(page.locator("[data-grid-state]")).to_contain_text("3 notes sont gardées")
    page.context.set_offline(False)
    settled(page)
    assert service.rows(_MARKS, volumes) == [(3,)]


def test_without_scripts_the_grid_is_a_form(
    windows: Windows, path: str, service: RunningService, volumes: int
) -> None:
    page = windows.of("durand", width=DESK, java_script_enabled=False)
    page.goto(path)
    cells = page.locator(f'input[data-cell^="{volumes}-"]')
    cells.nth(0).fill("12")
    cells.nth(1).fill("99")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Des cases ne sont pas enregistrées")
    expect(cells.nth(1)).to_have_value("99")
    cells.nth(1).fill("9")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("1 note enregistrée.")
    assert service.rows(_MARKS, volumes) == [(2,)]


def test_what_somebody_writes_while_one_types_is_not_overwritten(
    windows: Windows, path: str, service: RunningService, volumes: int
) -> None:
    here, there = opened(windows, path), opened(windows, path)
    hers = first_cell(there, volumes)
    hers.fill("15")
    with there.expect_response(lambda answer: answer.request.headers.get("hx-target") == "carnet"):
        first_cell(here, volumes).fill("12")
        first_cell(here, volumes).press("Enter")
    hers.press("Enter")
    expect(there.locator("[data-grid-refused]")).to_contain_text("12")
    hers.focus()
    hers.press("Enter")
    expect(there.get_by_role("button", name="Écrire «\u202f15\u202f» quand même")).to_be_visible()
    assert service.rows("SELECT value FROM mark WHERE evaluation_id = %s", volumes) == [(12,)]
