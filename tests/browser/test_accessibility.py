"""Every page of the matrix, looked at by axe as one or two people who may open it, at both widths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import AT_BOTH_WIDTHS, IN_EVERY_SCHEME, ON_A_PHONE, Look, faults_of, kinds_of
from tests.browser.chromium import Windows, opened_windows
from tests.browser.pages import FOR_EVERYBODY, door, live_a_little, names
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def readers(browser: Browser, service: RunningService) -> Iterator[Windows]:
    """One window per person, kept from page to page, on a day when a roll has begun."""
    with opened_windows(browser, service) as windows:
        live_a_little(windows.of("durand"), service)
        yield windows


@pytest.mark.parametrize("name", names())
def test_a_page_of_the_matrix_is_accessible(name: str, readers: Windows, service: RunningService) -> None:
    """The first reader's page in every scheme. Another's at both widths where pages differ with each profile;
    elsewhere on a phone, when it shows a kind of element that the first did not.
    """
    asked = door(name, service.cast)
    faults, known = [], frozenset[str]()
    for reader in asked.readers:
        page = readers.kept(reader)
        if not asked.open_in(page):
            continue
        kinds = kinds_of(page)
        found = faults_of(page, _looks(name, is_first=not known, is_new=bool(kinds - known)))
        faults += [f"{asked.path} ({reader}), {fault}" for fault in found]
        known |= kinds
    assert "\n".join(faults) == ""


def _looks(name: str, *, is_first: bool, is_new: bool) -> tuple[Look, ...]:
    if is_first:
        return IN_EVERY_SCHEME
    if name in FOR_EVERYBODY:
        return AT_BOTH_WIDTHS
    return ON_A_PHONE if is_new else ()
