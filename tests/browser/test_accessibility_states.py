"""Pages in the states that no address shows: after an error, with something open, with nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import ON_A_PHONE, faults_of
from tests.browser.chromium import Windows, opened_windows
from tests.browser.pages import door
from tests.browser.running import RunningService
from tests.browser.sheet import button

pytestmark = pytest.mark.browser

Reach = Callable[[Page, RunningService], None]


def sent(screen: str, label: str, **fields: str) -> Reach:
    """The form of a screen, filled by names of fields, sent by the button `label`: it comes back with errors."""

    def reach(page: Page, service: RunningService) -> None:
        page.goto(reverse(screen))
        for name, words in fields.items():
            page.locator(f"[name={name}]").first.fill(words)
        page.locator("main").get_by_role("button", name=label).click()
        expect(page.locator("[data-focus]")).to_be_focused()

    return reach


def binding_refused(page: Page, service: RunningService) -> None:
    page.goto(door("portal:bind", service.cast).path)
    page.get_by_label("dans un autre outil").check()
    page.get_by_label("Adresse de l’autre outil").fill("ftp://ailleurs")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("[data-focus]")).to_be_focused()


def old_form(page: Page, service: RunningService) -> None:
    page.goto("/connexion/")
    page.evaluate("() => { document.querySelector('main [name=csrfmiddlewaretoken]').value = ''; }")
    page.locator("main").get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Se connecter")


def tap_without_network(page: Page, service: RunningService) -> None:
    page.goto(door("attendance:roll", service.cast).path)
    page.context.set_offline(True)
    button(page.locator("[data-pupil]").first, "Absent").click()
    expect(page.locator("#gestes-gardes")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#gestes-gardes")).to_be_hidden()


def text_refused(page: Page, service: RunningService) -> None:
    page.goto(door("bulletins:appreciations", service.cast).path)
    expect(page.locator("[data-texts]")).to_have_attribute("data-ready", "1")
    page.locator("textarea").first.fill("Travail médiocre. " * 40)
    page.locator("textarea").first.blur()
    expect(page.locator(".text-notes").first).to_contain_text("raccourcissez")
    page.get_by_text("Insérer une phrase").click()
    expect(page.locator("[data-sentence]").first).to_be_visible()


def stream_cut(page: Page, service: RunningService) -> None:
    page.goto("/")
    page.evaluate("() => { document.querySelector('[data-live-status]').hidden = false; }")


def own_menu_open(page: Page, service: RunningService) -> None:
    page.goto("/")
    page.locator(".me summary").click()
    expect(page.get_by_role("link", name="Mon compte")).to_be_visible()


def question_asked(page: Page, service: RunningService) -> None:
    page.goto("/compte/")
    page.get_by_role("button", name="Me déconnecter partout").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def service_pinned(page: Page, service: RunningService) -> None:
    page.goto("/services/")
    page.get_by_role("button", name="Ajouter aux favoris").first.click()
    expect(page.get_by_role("button", name="Retirer des favoris")).to_be_visible()


def gradebooks_of_a_class(page: Page, service: RunningService) -> None:
    page.goto(f"{door('grading:arrange', service.cast).path}?groupe={service.cast.groups['4B'].pk}")
    expect(page.get_by_role("checkbox", name="Mathématiques")).to_be_visible()


def lock_refused(page: Page, service: RunningService) -> None:
    page.goto(door("grading:locks", service.cast).path)
    page.get_by_role("button", name="Appliquer aux classes cochées").click()
    expect(page.locator("[data-focus]")).to_be_focused()


def shown(path: str) -> Reach:
    """Just the page at this address."""

    def reach(page: Page, service: RunningService) -> None:
        page.goto(path)

    return reach


STATES: dict[str, tuple[str, Reach]] = {
    "sign-in refused": ("anonyme", sent("access:sign-in", "Se connecter", login="durand", password="faux")),
    "sign-in empty": ("anonyme", sent("access:sign-in", "Se connecter")),
    "activation refused": (
        "anonyme",
        sent("access:activate", "Ouvrir mon compte", login="lea", code="AAAA-AAAA-AAAA", password="x", again="y"),
    ),
    "forgotten, empty": ("anonyme", sent("access:forgotten", "Recevoir un code")),
    "new password refused": (
        "anonyme",
        sent("access:new-password", "Changer mon mot de passe", login="lea", code="AAAA-AAAA"),
    ),
    "password change refused": ("durand", sent("access:change-password", "Changer mon mot de passe", current="x")),
    "address refused": ("durand", sent("access:change-email", "Recevoir un code", email="durand", current="x")),
    "binding refused": ("chef", binding_refused),
    "gradebooks of a class": ("chef", gradebooks_of_a_class),
    "lock refused": ("chef", lock_refused),
    "page that is not there": ("marc", shown("/nulle-part/")),
    "page that is not hers": ("lea", shown("/0310001A/vie-scolaire/")),
    "form of an old page": ("anonyme", old_form),
    "tap without network": ("durand", tap_without_network),
    "text refused, sentences open": ("durand", text_refused),
    "stream cut": ("marc", stream_cut),
    "own menu open": ("durand", own_menu_open),
    "question asked": ("marc", question_asked),
    "service pinned": ("durand", service_pinned),
    "no service found": ("durand", shown("/services/?q=introuvable")),
    "head of another school": ("jumeau_chef", shown("/")),
    "parent of one child": ("double-parent", shown("/")),
}


@pytest.fixture(scope="module")
def readers(browser: Browser, service: RunningService) -> Iterator[Windows]:
    """One window per person, kept from state to state."""
    with opened_windows(browser, service) as windows:
        yield windows


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_accessible_in_this_state_too(state: str, readers: Windows, service: RunningService) -> None:
    service.restore()
    person, reach = STATES[state]
    page = readers.kept(person)
    reach(page, service)
    assert "\n".join(faults_of(page, ON_A_PHONE)) == ""
