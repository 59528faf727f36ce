"""Every page of the matrix, looked at by axe as one or two people who may open it, at both widths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import AT_BOTH_WIDTHS, IN_EVERY_SCHEME, ON_A_PHONE, faults_of
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
    """The first reader's page in every scheme; the second's on a phone, or at both widths where pages differ."""
    asked = door(name, service.cast)
    looks = (IN_EVERY_SCHEME, AT_BOTH_WIDTHS if name in FOR_EVERYBODY else ON_A_PHONE)
    faults = []
    for rank, reader in enumerate(asked.readers):
        page = readers.kept(reader)
        if asked.open_in(page):
            found = faults_of(page, looks[min(rank, 1)])
            faults += [f"{asked.path} ({reader}), {fault}" for fault in found]
    assert "\n".join(faults) == ""
