"""The menu in groups: by keyboard, by finger, without scripts; on one line however many doors."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, PHONE, Windows

pytestmark = pytest.mark.browser


def menu_of(page: Page) -> tuple[str, ...]:
    """What the menu shows folded."""
    menu = page.get_by_role("navigation", name="Menu principal")
    return tuple(text.strip() for text in menu.locator("> ul > li > a, summary").all_inner_texts())


@pytest.mark.parametrize("who", ["chef", "cpe", "secretaire", "durand", "marc", "lea", "agent"])
def test_the_menu_is_one_line_on_a_desk_and_never_wider_than_a_phone(windows: Windows, who: str) -> None:
    desk = windows.of(who, width=DESK)
    desk.goto("/")
    tops = desk.locator(".menu > ul > li").evaluate_all("(all) => [...new Set(all.map((e) => e.offsetTop))]")
    assert len(tops) == 1, menu_of(desk)
    desk.set_viewport_size({"width": PHONE, "height": 740})
    assert desk.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_a_group_opens_and_closes_by_keyboard(windows: Windows) -> None:
    page = windows.of("chef", width=DESK)
    page.goto("/")
    group = page.locator(".menu summary", has_text="Vie scolaire")
    door = page.get_by_role("link", name="Absences", exact=True)
    group.focus()
    expect(door).to_be_hidden()
    page.keyboard.press("Enter")
    expect(door).to_be_visible()
    page.keyboard.press("Escape")
    expect(door).to_be_hidden()
    expect(group).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(door).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Absences")
    expect(page.locator(".menu summary[aria-current]")).to_have_text("Vie scolaire")


def test_one_group_is_open_at_a_time_and_a_tap_elsewhere_closes_it(windows: Windows) -> None:
    page = windows.of("chef", has_touch=True, is_mobile=True)
    page.goto("/")
    open_groups = page.locator(".top details[open]")
    for name in ("Vie scolaire", "Notes"):
        page.locator(".menu summary", has_text=name).tap()
        expect(open_groups).to_have_count(1)
        expect(open_groups).to_contain_text(name)
    page.get_by_role("heading", level=1).tap(force=True)
    expect(open_groups).to_have_count(0)


def test_a_group_opens_without_scripts(windows: Windows) -> None:
    page = windows.of("chef", java_script_enabled=False)
    page.goto("/")
    page.locator(".menu summary", has_text="Établissement").click()
    page.get_by_role("link", name="Annuaire", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/annuaire/")
