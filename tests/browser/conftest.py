"""What the tests in a browser stand on: the running service and one Chromium, for the whole folder."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.chromium import PATIENCE, Windows, chromium, opened_windows
from tests.browser.crowd import populate
from tests.browser.pages import door
from tests.browser.running import RunningService, fresh_database, models_write_to, running
from tests.browser.sheet import Rows

DATABASE = "preau_navigateur"

#: What the journeys measured, printed at the end of the run.
_measures: list[str] = []


@pytest.fixture(scope="package")
def service(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningService]:
    """The service, on a database of its own: tests of other folders never see what is written here."""
    with fresh_database(os.environ["PREAU_DATABASE_URL"], DATABASE) as url:
        with django_db_blocker.unblock(), models_write_to(DATABASE):
            cast = populate()
        with running(url, cast, tmp_path_factory.mktemp("var")) as service:
            yield service


@pytest.fixture(scope="package")
def browser(service: RunningService) -> Iterator[Browser]:
    """One Chromium. Its loop ends with the folder: models may be used again afterwards."""
    expect.set_options(timeout=PATIENCE)
    with chromium() as browser:
        yield browser


@pytest.fixture
def windows(browser: Browser, service: RunningService) -> Iterator[Windows]:
    """Windows to open, on a school where nothing was noted yet."""
    with opened_windows(browser, service) as windows:
        yield windows


@pytest.fixture
def phone(windows: Windows) -> Page:
    """The teacher's phone."""
    return windows.of("durand", has_touch=True, is_mobile=True)


@pytest.fixture
def sheet(service: RunningService) -> str:
    """The path of the sheet of the lesson under way."""
    return door("attendance:roll", service.cast).path


@pytest.fixture
def row(service: RunningService) -> Rows:
    """The lines of the sheet, by name of the cast."""
    return lambda page, name: page.locator(f"#eleve-{service.cast.people[name].pk}")


@pytest.fixture
def measures() -> list[str]:
    """Lines to print at the end of the run."""
    return _measures


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured."""
    if _measures:
        terminalreporter.section("mesures dans le navigateur")
        for line in _measures:
            terminalreporter.write_line(line)
