"""Préau on a phone: read without network, nothing of one person left to the next, put on the home screen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from preau.access.middleware import SESSION_COOKIE
from tests.browser.chromium import PATIENCE, Windows
from tests.browser.running import HOST, RunningService

pytestmark = pytest.mark.browser

#: The pages kept, by path, each with whose it is.
_KEPT = """async () => {
    const pages = await caches.open("preau-pages"), kept = {};
    for (const request of await pages.keys()) {
        const html = await (await pages.match(request)).text();
        kept[new URL(request.url).pathname] = html.match(/data-owner="([^"]+)"/)?.[1];
    }
    return kept;
}"""
OFFLINE = "Vous êtes hors connexion"


@pytest.fixture
def marcs(windows: Windows) -> Page:
    """The phone of Marc, father of Léa and Tom."""
    return windows.of("marc", has_touch=True, is_mobile=True)


def settle(page: Page, path: str = "/") -> None:
    """Open a page with network, until the device knows whose it is."""
    page.goto(path)
    expect(page.locator("html[data-keeper]")).to_have_count(1)


def wait_for(page: Page, said: str, kept: object = None) -> None:
    """Wait until `said` (JavaScript) is true of the pages kept."""
    page.evaluate(
        f"""async (arg) => {{
            const last = Date.now() + {PATIENCE};
            for (;;) {{
                const kept = await ({_KEPT})();
                if ({said}) return;
                if (Date.now() > last) throw new Error(JSON.stringify(kept));
                await new Promise(requestAnimationFrame);
            }}
        }}""",
        kept,
    )


def kept_by(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(_KEPT)
    return found


def stock(page: Page, service: RunningService) -> str:
    """Open home until it is kept with the timetable of Léa, whose address this is."""
    lea = f"/eleves/{service.cast.lea.pk}/emploi-du-temps/"
    settle(page)
    wait_for(page, "kept['/'] && kept[arg]", lea)
    return lea


def test_home_and_the_timetable_of_each_child_are_read_without_network(
    marcs: Page, service: RunningService
) -> None:
    timetable = stock(marcs, service)
    marcs.context.set_offline(True)
    marcs.goto("/")
    expect(marcs.get_by_role("heading", name="Bonjour Marc")).to_be_visible()
    expect(marcs.locator("#hors-connexion")).to_contain_text(f"{OFFLINE}\u202f: cette page est celle du ")
    for path, child in ((timetable, "Léa"), ("/emploi-du-temps/", "Tom")):
        marcs.goto(path)
        expect(marcs.get_by_role("heading", level=1)).to_contain_text(child)
        expect(marcs.locator("#hors-connexion")).to_be_visible()
    marcs.context.set_offline(False)
    expect(marcs.locator("#hors-connexion")).to_be_hidden()


def test_a_page_that_is_not_kept_says_so_and_names_nobody(marcs: Page, service: RunningService) -> None:
    stock(marcs, service)
    marcs.context.set_offline(True)
    marcs.goto("/compte/")
    expect(marcs.get_by_role("heading", level=1)).to_have_text(OFFLINE)
    expect(marcs.locator("body")).not_to_contain_text("Marc")
    marcs.get_by_role("link", name="Accueil", exact=True).tap()
    expect(marcs.get_by_role("heading", name="Bonjour Marc")).to_be_visible()


def test_leaving_the_account_empties_the_device(marcs: Page, service: RunningService) -> None:
    stock(marcs, service)
    marcs.locator(".me summary").tap()
    marcs.get_by_role("button", name="Se déconnecter").tap()
    expect(marcs.get_by_role("link", name="Se connecter").first).to_be_visible()
    wait_for(marcs, "!Object.keys(kept).length")
    marcs.context.set_offline(True)
    marcs.goto("/")
    expect(marcs.get_by_role("heading", level=1)).to_have_text(OFFLINE)


def test_leaving_the_account_without_network_empties_the_device_too(marcs: Page, service: RunningService) -> None:
    """The device forgets at once; the answer that will not come is not waited for."""
    stock(marcs, service)
    marcs.locator(".me summary").tap()
    marcs.context.set_offline(True)
    marcs.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    marcs.get_by_role("button", name="Se déconnecter").tap()
    wait_for(marcs, "!Object.keys(kept).length")
    marcs.goto("/")
    expect(marcs.get_by_role("heading", level=1)).to_have_text(OFFLINE)


def test_a_session_that_ended_empties_the_device(marcs: Page, service: RunningService) -> None:
    stock(marcs, service)
    marcs.context.clear_cookies()
    marcs.goto("/")
    wait_for(marcs, "!Object.keys(kept).length")


def test_the_next_person_finds_nothing_of_the_former(marcs: Page, service: RunningService) -> None:
    """Sofia opens her account on the phone of Marc: Tom is no child of hers."""
    stock(marcs, service)
    tom, cast = f"/eleves/{service.cast.tom.pk}/emploi-du-temps/", service.cast
    wait_for(marcs, "kept[arg]", tom)
    marcs.context.add_cookies(
        [{"name": SESSION_COOKIE, "value": cast.token("sofia"), "domain": HOST, "path": "/"}]
    )
    settle(marcs)
    wait_for(marcs, "kept['/'] === arg", f"{cast.sofia.pk}-responsable")
    assert set(kept_by(marcs).values()) == {f"{cast.sofia.pk}-responsable"}
    marcs.context.set_offline(True)
    marcs.goto(tom)
    expect(marcs.get_by_role("heading", level=1)).to_have_text(OFFLINE)


def test_another_hat_of_the_same_person_finds_nothing_of_the_former(
    windows: Windows, service: RunningService
) -> None:
    phone, double = windows.of("double", has_touch=True, is_mobile=True), service.cast.double.pk
    settle(phone)
    wait_for(phone, "kept['/']")
    former = kept_by(phone)["/"]
    phone.goto("/profils/")
    phone.locator("main button[type=submit]:not([aria-current])").filter(has_text="Parent").first.tap()
    expect(phone.locator(".me-profile")).to_have_text("Parent ou responsable")
    wait_for(phone, "kept['/'] && kept['/'] !== arg", former)
    owners = set(kept_by(phone).values())
    assert former == f"{double}-enseignant"
    assert owners == {f"{double}-responsable"}


def test_a_computer_that_others_use_keeps_no_home_page(windows: Windows) -> None:
    desk = windows.of("marc")
    settle(desk)
    settle(desk, "/emploi-du-temps/")
    assert kept_by(desk) == {}


def test_it_may_be_put_on_the_home_screen(marcs: Page) -> None:
    """What Chromium asks of an application: a manifest without a fault, its icons, a worker of the whole site."""
    settle(marcs)
    browser = marcs.context.new_cdp_session(marcs)
    found: dict[str, Any] = browser.send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert (manifest["display"], manifest["scope"], manifest["start_url"]) == ("standalone", "/", "/")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in manifest["icons"]:
        size: str = marcs.evaluate(
            """async (src) => {
                const image = await createImageBitmap(await (await fetch(src)).blob());
                return `${image.width}x${image.height}`;
            }""",
            icon["src"],
        )
        assert size == icon["sizes"]
    assert [door["url"] for door in manifest["shortcuts"]][:2] == ["/a-faire/", "/emploi-du-temps/"]
    for door in manifest["shortcuts"]:
        answer = marcs.request.get(door["url"])
        assert answer.ok
    scope: str = marcs.evaluate("async () => new URL((await navigator.serviceWorker.ready).scope).pathname")
    assert scope == "/"
    faults = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [fault["errorId"] for fault in faults if fault["errorId"] != "in-incognito"] == []


def test_the_invitation_is_shown_once(marcs: Page) -> None:
    """A browser that may install says so by an event, which is played."""
    offer = marcs.get_by_role("complementary", name="Préau sur votre téléphone")
    for is_first in (True, False):
        settle(marcs)
        marcs.evaluate("dispatchEvent(new Event('beforeinstallprompt', { cancelable: true }))")
        if is_first:
            expect(offer).to_be_visible()
            offer.get_by_role("button", name="Non merci").tap()
        expect(offer).to_be_hidden()


def test_what_is_pushed_says_nothing_and_leads_to_the_page(windows: Windows, service: RunningService) -> None:
    phone = windows.of("marc", has_touch=True, is_mobile=True, permissions=["notifications"])
    settle(phone)
    browser = phone.context.new_cdp_session(phone)
    found: list[str] = []
    browser.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
    )
    browser.send("ServiceWorker.enable")
    phone.wait_for_timeout(0)
    said = {"title": "Préau", "body": "Une nouvelle pour Léa", "path": f"/eleves/{service.cast.lea.pk}/absences/"}
    browser.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": service.url, "registrationId": found[0], "data": json.dumps(said)},
    )
    shown = phone.wait_for_function(
        """async () => {
            const shown = await (await navigator.serviceWorker.ready).getNotifications();
            return shown.map(({ title, body, data }) => [title, body, data.path])[0];
        }"""
    )
    assert shown.json_value() == [said["title"], said["body"], said["path"]]
