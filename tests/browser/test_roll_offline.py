"""Without network: the sheets of the day open, what is done on them is kept, and leaves once; so does the list of
who is inside.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from preau.kernel import clock
from tests.browser.chromium import Windows
from tests.browser.running import RunningService
from tests.browser.sheet import Rows, button
from tests.cast import NOW

pytestmark = pytest.mark.browser


_PAGES_KEPT = """async () => (await (await caches.open("preau-pages")).keys())
    .map(({ url }) => new URL(url).pathname).filter((path) => !path.startsWith("/static/"))"""

#: When the evacuation list was kept, in milliseconds; 0 when it is not.
_KEPT_AT = """async () => {
    const page = await (await caches.open("preau-pages")).match("/0310001A/evacuation/");
    return Number((await page?.text())?.match(/data-kept-at="(\\d+)"/)?.[1] ?? 0);
}"""


def stocked(page: Page, path: str = "/") -> None:
    """Open a page with network, until the sheets of the day are on the device."""
    page.goto(path)
    expect(page.locator("html[data-sheets-kept]")).to_have_count(1)


def cut(page: Page) -> BrowserContext:
    """No network any more, neither for the page nor for its service worker."""
    page.context.set_offline(True)
    return page.context


def sheet_of(service: RunningService, name: str) -> str:
    lesson = service.cast.lessons[name]
    return f"/0310001A/appel/{lesson.pk}/"


def kept(page: Page, words: str) -> None:
    expect(page.locator("#gestes-gardes")).to_contain_text(words)


def test_the_sheets_of_the_day_open_and_are_filled_without_network(
    phone: Page, service: RunningService, row: Rows
) -> None:
    """Also the one of a lesson that has not begun when the network goes."""
    stocked(phone)
    cut(phone)
    phone.goto(sheet_of(service, "soir"))
    expect(phone.get_by_role("button", name="Valider l’appel")).to_be_visible()
    kept(phone, "Pas de réseau")
    phone.goto(sheet_of(service, "maths"))
    button(row(phone, "lea"), "Absent").tap()
    button(row(phone, "noe"), "Retard").tap()
    kept(phone, "2 gestes sont gardés sur cet appareil")
    expect(row(phone, "lea")).to_contain_text("Gardé sur cet appareil")
    expect(phone.locator("[data-counts]")).to_have_text("1 absence, 1 retard")
    assert service.facts() == []


def test_what_was_kept_leaves_once_and_in_order(phone: Page, service: RunningService, row: Rows) -> None:
    stocked(phone, sheet_of(service, "maths"))
    offline = cut(phone)
    button(row(phone, "lea"), "Absent").tap()
    button(row(phone, "lea"), "Retard").tap()
    button(row(phone, "noe"), "Absent").tap()
    phone.get_by_role("button", name="Valider l’appel").tap()
    kept(phone, "3 gestes sont gardés")
    phone.reload()
    kept(phone, "3 gestes sont gardés")
    offline.set_offline(False)
    expect(phone.get_by_text("Appel fait")).to_be_visible()
    expect(phone.locator("#gestes-gardes")).to_be_hidden()
    assert service.facts() == ["RollOpened", "LateArrivalNoted", "AbsenceNoted", "RollClosed"]


def test_of_three_sheets_two_are_kept_and_the_conflict_is_shown(
    phone: Page, service: RunningService, row: Rows
) -> None:
    """Somebody noted Léa meanwhile, on one of them: nothing is lost, nothing doubled, nothing overwritten."""
    stocked(phone)
    offline = cut(phone)
    phone.goto(sheet_of(service, "cinquieme"))
    phone.get_by_role("button", name="Valider l’appel").tap()
    kept(phone, "Un geste est gardé")
    phone.goto(sheet_of(service, "soutien"))
    button(row(phone, "noe"), "Absent").tap()
    phone.get_by_role("button", name="Valider l’appel").tap()
    phone.goto(sheet_of(service, "maths"))
    button(row(phone, "lea"), "Absent").tap()
    button(row(phone, "noe"), "Absent").tap()
    kept(phone, "5 gestes sont gardés")
    noted_elsewhere(service)
    offline.set_offline(False)
    expect(phone.locator("#gestes-refuses")).to_contain_text("vient de noter Léa en retard")
    expect(phone.locator("#gestes-gardes")).to_be_hidden()
    rows = service.rows(
        "SELECT p.first_name, l.starts_at < a.noted_at - interval '1 hour', a.late_minutes FROM absence a "
        "JOIN lesson l ON l.id = a.lesson_id JOIN person p ON p.id = a.pupil_id ORDER BY 1, 2"
    )
    assert rows == [("Léa", False, 15), ("Noé", False, None), ("Noé", True, None)]
    assert service.rows("SELECT count(*) FROM roll WHERE closed_at IS NOT NULL") == [(2,)]
    phone.get_by_role("button", name="J’ai vu").tap()
    expect(phone.locator("#gestes-refuses")).to_be_hidden()


def test_leaving_the_account_takes_the_names_off_the_device(phone: Page, service: RunningService) -> None:
    stocked(phone)
    phone.locator(".me summary").tap()
    phone.get_by_role("button", name="Se déconnecter").tap()
    expect(phone.get_by_role("link", name="Se connecter").first).to_be_visible()
    assert phone.evaluate(_PAGES_KEPT) == []


def test_the_evacuation_list_opens_without_network(windows: Windows, service: RunningService) -> None:
    """From the home page of vie scolaire on: nobody had to open the list before."""
    phone = windows.of("cpe", has_touch=True, is_mobile=True)
    stocked(phone)
    cut(phone)
    phone.goto("/")
    phone.get_by_role("link", name="Liste d’évacuation").tap()
    expect(phone.get_by_role("heading", name="Évacuation")).to_be_visible()
    kept(phone, "Pas de réseau")
    expect(phone.locator(f"#eleve-{service.cast.lea.pk}")).to_be_visible()


def test_the_evacuation_list_that_is_kept_grows_old_and_is_fetched_again(
    windows: Windows, service: RunningService
) -> None:
    """A page that stays open asks for it again; what it then says is read without network."""
    desk = windows.of("cpe")
    desk.clock.install()
    stocked(desk, "/0310001A/vie-scolaire/")
    first = desk.evaluate(_KEPT_AT)
    desk.clock.fast_forward("06:00")
    desk.wait_for_function(f"async (first) => (await ({_KEPT_AT})()) > first", arg=first)
    cut(desk)
    desk.goto("/0310001A/evacuation/")
    kept(desk, "Pas de réseau")


def noted_elsewhere(service: RunningService) -> None:
    """The CPE notes Léa late at the lesson of mathematics."""
    lesson, cast = service.cast.lessons["maths"], service.cast
    service.write(
        "INSERT INTO absence (school_id, pupil_id, lesson_id, held_on, late_minutes, noted_at, noted_by_id) "
        "VALUES (%s, %s, %s, %s, 15, %s, %s)",
        lesson.school_id, cast.lea.pk, lesson.pk, clock.school_day(NOW), NOW, cast.cpe.pk,
    )  # fmt: skip
