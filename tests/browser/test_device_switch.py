"""« Sur cet appareil »: each state of the switch. Subscribing asks a service of the internet: what the browser
says is played, all the rest is real."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.push.keys import public_key
from preau.foundation.push.tests.pushing import Browser
from tests.browser.chromium import Windows
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser

PATH = "/compte/etre-prevenu/"
TURN_ON, TURN_OFF = "Être prévenu sur cet appareil", "Ne plus être prévenu ici"
IS_ON, IS_OFF = "Cet appareil est prévenu.", "Cet appareil n’est pas prévenu."

#: A browser that subscribes without network; what it holds outlives the page, as in a real one.
_PLAYED = """(() => {
  const { endpoint, key, secret, permission, refuses } = %s;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0)).buffer;
  let allowed = permission;
  Object.defineProperty(Notification, "permission", { get: () => allowed });
  Notification.requestPermission = async () => (allowed = allowed === "default" ? "granted" : allowed);
  const held = () => localStorage.getItem("held");
  const made = () => ({
    endpoint, options: { applicationServerKey: bytes(held()) },
    getKey: (name) => bytes(name === "auth" ? secret : key),
    unsubscribe: async () => { localStorage.removeItem("held"); return true; },
  });
  const text = (content) => btoa(String.fromCharCode(...new Uint8Array(content))).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
  const manager = {
    getSubscription: async () => (held() ? made() : null),
    subscribe: async ({ applicationServerKey }) => {
      if (refuses || held()) throw new DOMException("no", "InvalidStateError");
      localStorage.setItem("held", text(applicationServerKey));
      return made();
    },
  };
  Object.defineProperty(ServiceWorkerRegistration.prototype, "pushManager", { get: () => manager });
})();"""  # noqa: E501 - a script


def marc(windows: Windows, *, permission: str = "default", refuses: bool = False) -> Page:
    """His phone, whose browser answers so."""
    device = Browser().device("https://push.exemple.fr/marc")
    said = {
        "endpoint": device.endpoint, "key": device.key, "secret": device.secret,
        "permission": permission, "refuses": refuses,
    }  # fmt: skip
    page = windows.of("marc")
    page.add_init_script(_PLAYED % json.dumps(said))
    page.goto(PATH)
    return page


def state(page: Page, words: str) -> None:
    expect(page.locator("[data-device-state]")).to_have_text(words)


def devices(service: RunningService) -> int:
    return int(service.rows("SELECT count(*) FROM push_device")[0][0])


def test_a_device_is_told_then_is_not(windows: Windows, service: RunningService) -> None:
    page = marc(windows)
    state(page, IS_OFF)
    page.get_by_role("button", name=TURN_ON).click()
    state(page, IS_ON)
    assert devices(service) == 1
    page.reload()
    state(page, IS_ON)
    with page.expect_response("**/compte/appareil/retirer/"):
        page.get_by_role("button", name=TURN_OFF).click()
    state(page, IS_OFF)
    assert devices(service) == 0


@pytest.mark.parametrize("kept", ["of today", "of yesterday"])
def test_what_a_browser_kept_of_another_session_tells_nothing(
    windows: Windows, service: RunningService, kept: str
) -> None:
    """It is said, and one press puts it right: also when the key of Préau changed."""
    page = marc(windows, permission="granted")
    key = public_key() if kept == "of today" else Browser().device("").key
    page.evaluate("(key) => localStorage.setItem('held', key)", key)
    page.reload()
    state(page, IS_OFF)
    page.get_by_role("button", name=TURN_ON).click()
    state(page, IS_ON)
    assert devices(service) == 1


def test_a_key_that_changed_since_tells_nothing(windows: Windows, service: RunningService) -> None:
    """Préau knows this device, under a key that is no more."""
    page = marc(windows)
    page.get_by_role("button", name=TURN_ON).click()
    state(page, IS_ON)
    page.evaluate("(key) => localStorage.setItem('held', key)", Browser().device("").key)
    page.reload()
    state(page, IS_OFF)


def test_a_browser_that_blocks_is_said_and_offers_no_button(windows: Windows) -> None:
    page = marc(windows, permission="denied")
    expect(page.locator("[data-device-state]")).to_contain_text("bloquées dans ce navigateur")
    expect(page.locator("[data-device-button]")).to_be_hidden()


def test_a_browser_that_fails_says_so_and_may_be_asked_again(windows: Windows, service: RunningService) -> None:
    page = marc(windows, refuses=True)
    page.get_by_role("button", name=TURN_ON).click()
    expect(page.locator("[data-device-state]")).to_contain_text("Réessayez avec du réseau")
    expect(page.get_by_role("button", name=TURN_ON)).to_be_enabled()
    assert devices(service) == 0


def test_a_browser_that_cannot_says_what_to_do_on_an_iphone(windows: Windows) -> None:
    page = windows.of("marc")
    page.add_init_script("delete window.PushManager;")
    page.goto(PATH)
    expect(page.locator("[data-device-state]")).to_contain_text("écran d’accueil")
    expect(page.locator("[data-device-button]")).to_be_hidden()


def test_without_scripts_no_button_is_offered(windows: Windows) -> None:
    page = windows.of("marc", java_script_enabled=False)
    page.goto(PATH)
    state(page, IS_OFF)
    expect(page.locator("[data-device-button]")).to_be_hidden()
