"""Scripts only add comfort: everybody reads and acts without them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import Windows, opened_windows
from tests.browser.crowd import PASSWORD
from tests.browser.pages import ONE_PER_PROFILE, live_a_little
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser

#: What each profile reads first, on a day when Léa was noted absent from mathematics.
READS = {
    "marc": ("Bonjour Marc", "Absence en ce moment\u202f: Mathématiques", "Quoi de neuf"),
    "lea": ("Bonjour Léa", "Mathématiques", "Absence"),
    "durand": ("Bonjour Claire", "Mes cours d’aujourd’hui", "Appel en cours"),
    "cpe": ("Bonjour Maëlle", "Appels à relancer", "Martin-Ségala Léa"),
    "chef": ("Bonjour Paul", "absents en ce moment", "Voir le tableau de la vie scolaire"),
    "secretaire": ("Bonjour Aline", "Quoi de neuf"),
    "agent": ("Bonjour Rémi", "Quoi de neuf"),
}


@pytest.fixture(scope="module")
def begun(browser: Browser, service: RunningService) -> Iterator[Windows]:
    """Windows on a day when a roll has begun."""
    with opened_windows(browser, service) as windows:
        live_a_little(windows.of("durand"), service)
        yield windows


def plain(windows: Windows, name: str) -> Page:
    """A window that runs no script."""
    return windows.of(name, java_script_enabled=False)


@pytest.mark.parametrize("name", ONE_PER_PROFILE)
def test_a_home_page_is_read_without_scripts(name: str, begun: Windows) -> None:
    page = plain(begun, name)
    page.goto("/")
    for words in READS[name]:
        expect(page.locator("main")).to_contain_text(words, use_inner_text=True)
    expect(page.get_by_role("navigation", name="Menu principal")).to_be_visible()


def test_a_parent_goes_from_the_news_to_the_absences_without_scripts(begun: Windows) -> None:
    page = plain(begun, "sofia")
    page.goto("/")
    page.get_by_role("button", name="Tout marquer comme lu").click()
    expect(page.get_by_text("nouveau", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Absences et retards de Léa").click()
    expect(page.get_by_role("list", name="À justifier")).to_contain_text("Mathématiques")
    page.get_by_role("link", name="Accueil").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Sofia")


def test_the_landing_page_is_read_without_scripts(begun: Windows) -> None:
    page = plain(begun, "anonyme")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("main").get_by_role("link", name="Se connecter").click()
    expect(page.get_by_label("Identifiant")).to_be_visible()


def test_signing_in_needs_no_script(begun: Windows) -> None:
    page = plain(begun, "anonyme")
    page.goto("/connexion/")
    page.get_by_label("Identifiant").fill("durand")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Claire")


def test_what_needs_a_script_is_not_shown_without_one(begun: Windows) -> None:
    page = plain(begun, "anonyme")
    page.goto("/connexion/")
    assert page.locator("[data-reveal]:visible, [data-print]:visible, [data-theme-switch]:visible").count() == 0


def test_one_s_own_menu_opens_without_scripts(begun: Windows) -> None:
    page = plain(begun, "marc")
    page.goto("/")
    page.locator("summary", has_text="Marc Martin").click()
    page.get_by_role("link", name="Mon compte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")
