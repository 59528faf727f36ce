"""A class council in a browser: several type at once, a remote passes from a pupil to another, nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESK, Windows
from tests.browser.pages import door
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser

_SYNTHESIS = "SELECT synthesis FROM council_decision WHERE pupil_id = %s"
_SHOWN = "SELECT pupil_id, shown->'decision'->>'synthese' FROM council_snapshot"


@pytest.fixture
def path(service: RunningService) -> str:
    """The path of Léa before the council of the third trimester, which is open."""
    return door("bulletins:council-pupil", service.cast).path


def opened(windows: Windows, path: str) -> Page:
    page = windows.of("chef", width=DESK)
    page.goto(path)
    expect(page.locator("form[data-ready]")).to_have_count(1)
    return page


def synthesis(page: Page) -> Locator:
    return page.locator("textarea[data-jump=F2]")


def saved(page: Page) -> None:
    """Wait until everything has left."""
    expect(page.locator("[data-decisions-url]")).to_have_text("Tout est enregistré.")


def test_what_one_types_comes_before_the_eyes_of_the_others(
    windows: Windows, service: RunningService, path: str
) -> None:
    head, colleague, cpe = opened(windows, path), opened(windows, path), windows.of("cpe", width=DESK)
    cpe.goto(path)
    head.keyboard.press("F2")
    expect(synthesis(head)).to_be_focused()
    head.keyboard.type("Un très bon trimestre.")
    saved(head)
    assert service.rows(_SYNTHESIS, service.cast.lea.pk) == [("Un très bon trimestre.",)]
    expect(synthesis(colleague)).to_have_value("Un très bon trimestre.")
    expect(cpe.get_by_text("Un très bon trimestre.")).to_be_visible()
    colleague.keyboard.press("F4")
    colleague.keyboard.type("Compliments")
    saved(colleague)
    expect(head.locator("select[data-jump=F4]")).to_have_value(str(service.cast.words["mention"]))


def test_two_who_type_in_the_same_field_see_both_texts(
    windows: Windows, service: RunningService, path: str
) -> None:
    head, colleague = opened(windows, path), opened(windows, path)
    synthesis(colleague).evaluate("field => { field.value = 'Travail irrégulier.' }")
    synthesis(head).fill("Bon travail.")
    head.keyboard.press("Tab")
    saved(head)
    synthesis(colleague).dispatch_event("input")
    line = colleague.locator("li.text-line", has=synthesis(colleague))
    expect(line.locator(".text-notes p")).to_contain_text("Paul Lacaze")
    expect(line.locator(".text-notes p")).to_contain_text("«\u202fBon travail.\u202f»")
    expect(synthesis(colleague)).to_have_value("Travail irrégulier.")
    assert service.rows(_SYNTHESIS, service.cast.lea.pk) == [("Bon travail.",)]
    line.get_by_role("button", name="Garder mon texte").click()
    saved(colleague)
    assert service.rows(_SYNTHESIS, service.cast.lea.pk) == [("Travail irrégulier.",)]
    expect(synthesis(head)).to_have_value("Travail irrégulier.")


def test_a_remote_passes_to_the_next_pupil_and_what_was_typed_is_kept(
    windows: Windows, service: RunningService, path: str
) -> None:
    head = opened(windows, path)
    synthesis(head).fill("Des progrès.")
    head.keyboard.press("PageDown")
    expect(head.get_by_role("heading", level=1)).not_to_have_text("Martin-Ségala Léa")
    lea = service.cast.lea.pk
    assert service.rows(_SYNTHESIS, lea) == [("Des progrès.",)]
    assert service.rows(_SHOWN) == [(lea, "Des progrès.")]
    head.keyboard.press("PageUp")
    expect(head.get_by_role("heading", level=1)).to_have_text("Martin-Ségala Léa")
    expect(synthesis(head)).to_have_value("Des progrès.")


def test_without_network_the_page_says_so_and_sends_later(
    windows: Windows, service: RunningService, path: str
) -> None:
    head = opened(windows, path)
    head.context.set_offline(True)
    synthesis(head).fill("Des progrès.")
    head.keyboard.press("Tab")
    expect(head.locator("[data-decisions-url]")).to_contain_text("Pas de réseau")
    head.context.set_offline(False)
    saved(head)
    assert service.rows(_SYNTHESIS, service.cast.lea.pk) == [("Des progrès.",)]
