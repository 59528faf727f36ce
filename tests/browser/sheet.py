"""The sheet of a roll as a hand meets it: rows, buttons, and a finger that counts its taps."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

#: `row(page, "lea")`: the line of a pupil of the cast on the sheet shown.
Rows = Callable[[Page, str], Locator]


class Finger:
    """One finger on a phone; it counts its taps."""

    def __init__(self) -> None:
        self.taps = 0

    def taps_on(self, place: Locator) -> None:
        """Tap, and count it."""
        place.tap()
        self.taps += 1


def button(row: Locator, standing: str) -> Locator:
    """« Présent », « Absent » or « Retard » of a pupil."""
    return row.get_by_role("button", name=standing).first


def tap_at_once(page: Page, *selectors: str) -> None:
    """Tap these buttons one after the other, faster than any answer can come."""
    page.evaluate("(all) => all.forEach((one) => document.querySelector(one).click())", selectors)


def of(row: Locator, standing: str) -> str:
    """The selector of a button of this pupil: `present`, `absent` or `retard`."""
    return f'[id="{row.get_attribute("id")}"] [data-standing="{standing}"]'


def is_pressed(button: Locator) -> None:
    """Wait until the page shows this button as the one that holds."""
    expect(button).to_have_attribute("aria-pressed", "true")
