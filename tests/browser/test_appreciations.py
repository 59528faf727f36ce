"""Appreciations in a browser: by keyboard alone, saved by themselves, without network, by two at once."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESK, PHONE, Windows
from tests.browser.crowd import CLASSMATES
from tests.browser.pages import door
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser

PUPILS = len(CLASSMATES) + 2
_WRITTEN = "SELECT count(*) FROM appreciation WHERE text <> ''"
_TEXT = "SELECT text FROM appreciation WHERE pupil_id = %s"
_AUTHOR = "UPDATE appreciation SET text = %s, version = version + 1, written_by_id = %s WHERE pupil_id = %s"


@pytest.fixture
def path(service: RunningService) -> str:
    """The path of the appreciations of Mme Durand."""
    return door("bulletins:appreciations", service.cast).path


@pytest.fixture
def texts(windows: Windows, path: str) -> Page:
    """The page, open on the screen of Mme Durand."""
    return opened(windows, path)


def opened(windows: Windows, path: str, width: int = DESK) -> Page:
    page = windows.of("durand", width=width)
    page.goto(path)
    expect(page.locator("[data-texts]")).to_have_attribute("data-ready", "1")
    return page


def area(page: Page, pupil: int) -> Locator:
    return page.locator(f'textarea[data-text^="{pupil}-"]')


def line(page: Page, pupil: int) -> Locator:
    return page.locator("li.text-line", has=area(page, pupil))


def saved(page: Page) -> None:
    """Wait until every text has left."""
    expect(page.locator("[data-grid-state]")).to_have_text("Tout est enregistré.")


def test_a_class_is_written_by_keyboard_alone_and_saved_by_itself(
    texts: Page, service: RunningService, measures: list[str]
) -> None:
    texts.evaluate("window.mice = 0; addEventListener('mousedown', () => window.mice++)")
    texts.locator("textarea").first.focus()
    begun = time.perf_counter()
    for n in range(PUPILS):
        texts.keyboard.press("Control+a")
        texts.keyboard.type(f"Élève {n} : travail sérieux.")
        texts.keyboard.press("Control+Enter" if n % 2 else "Tab")
    saved(texts)
    lasted = time.perf_counter() - begun
    assert service.rows(_WRITTEN) == [(PUPILS,)]
    assert texts.evaluate("window.mice") == 0
    expect(texts.locator("[data-written]")).to_have_text(str(PUPILS))
    measures.append(f"{PUPILS} appréciations au clavier : {lasted:.1f} s, 0 souris, 0 enregistrement demandé")


def test_a_text_leaves_while_the_hand_is_still_on_it(texts: Page, service: RunningService) -> None:
    lea = area(texts, service.cast.lea.pk)
    lea.focus()
    texts.keyboard.type("Bon trimestre.")
    saved(texts)
    assert service.rows(_TEXT, service.cast.lea.pk) == [("Bon trimestre.",)]
    expect(lea).to_be_focused()
    with texts.expect_response(lambda answer: answer.url.endswith("/textes/?periode=trimestre-1")):
        texts.keyboard.type(" Continuez.")
    assert service.rows(_TEXT, service.cast.lea.pk) == [("Bon trimestre. Continuez.",)]


def test_the_counter_follows_and_what_is_too_long_stays_to_be_cut(texts: Page, service: RunningService) -> None:
    lea = service.cast.lea.pk
    counter = line(texts, lea).locator("[data-count]")
    area(texts, lea).fill("é" * 601)
    expect(counter).to_contain_text("601/600")
    expect(counter).to_have_attribute("data-over", "")
    area(texts, lea).blur()
    expect(line(texts, lea)).to_contain_text("raccourcissez de 1.")
    assert service.rows(_TEXT, lea) == []
    area(texts, lea).fill("é" * 600)
    area(texts, lea).blur()
    saved(texts)
    expect(line(texts, lea)).not_to_contain_text("raccourcissez")


def test_words_that_may_hurt_are_pointed_out_while_they_are_typed(texts: Page, service: RunningService) -> None:
    lea = service.cast.lea.pk
    area(texts, lea).fill("Travail médiocre.")
    expect(line(texts, lea).locator(".text-notes")).to_contain_text("peut blesser sans aider")
    area(texts, lea).fill("Travail à reprendre.")
    expect(line(texts, lea).locator(".text-notes")).to_be_empty()


def test_a_sentence_is_put_by_its_first_letters_and_takes_the_name(texts: Page, service: RunningService) -> None:
    lea = area(texts, service.cast.lea.pk)
    lea.focus()
    texts.keyboard.type("Sérieuse. /zz")
    expect(texts.get_by_role("button", name="Insérer (Tab)")).to_have_count(0)
    for _letter in "zz":
        texts.keyboard.press("Backspace")
    texts.keyboard.type("prog")
    expect(texts.get_by_role("button", name="Insérer (Tab)")).to_contain_text("Léa progresse à l’oral.")
    texts.keyboard.press("Tab")
    expect(lea).to_have_value("Sérieuse. Léa progresse à l’oral.")
    expect(lea).to_be_focused()
    texts.keyboard.type(" /1")
    texts.keyboard.press("Tab")
    expect(lea).to_have_value("Sérieuse. Léa progresse à l’oral. Léa progresse à l’oral.")
    saved(texts)


def test_a_sentence_is_put_by_a_tap_on_a_phone(windows: Windows, path: str, service: RunningService) -> None:
    page = opened(windows, path, PHONE)
    noe = area(page, service.cast.noe.pk)
    noe.fill("Mieux.")
    page.get_by_text("Insérer une phrase").click()
    page.get_by_role("button", name="progresse à l’oral.").click()
    expect(noe).to_have_value("Mieux. Noé progresse à l’oral.")
    expect(noe).to_be_focused()
    page.get_by_text("Insérer une phrase").click()
    saved(page)
    assert service.rows(_TEXT, service.cast.noe.pk) == [("Mieux. Noé progresse à l’oral.",)]


def test_a_cut_network_loses_nothing_even_when_the_page_is_closed(
    windows: Windows, path: str, service: RunningService
) -> None:
    page, lea = opened(windows, path), service.cast.lea.pk
    page.context.set_offline(True)
    area(page, lea).focus()
    page.keyboard.type("Écrit dans le train.")
    page.keyboard.press("Tab")
    expect(page.locator("[data-grid-state]")).to_contain_text("Pas de réseau")
    assert service.rows(_TEXT, lea) == []
    page.close()
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(path)
    expect(area(again, lea)).to_have_value("Écrit dans le train.")
    saved(again)
    assert service.rows(_TEXT, lea) == [("Écrit dans le train.",)]


def test_the_network_that_comes_back_takes_what_waited(texts: Page, service: RunningService) -> None:
    texts.context.set_offline(True)
    for n in range(3):
        texts.locator("textarea").nth(n).fill(f"Texte {n}.")
        texts.locator("textarea").nth(n).blur()
    expect(texts.locator("[data-grid-state]")).to_contain_text("Pas de réseau")
    texts.context.set_offline(False)
    saved(texts)
    written = service.rows("SELECT text FROM appreciation WHERE text LIKE %s ORDER BY text", "Texte %")
    assert written == [("Texte 0.",), ("Texte 1.",), ("Texte 2.",)]


@pytest.mark.parametrize(
    ("choice", "kept"), [("Garder mon texte", "Mon texte."), ("Prendre l’autre", "Son texte.")]
)
def test_two_at_once_never_overwrite_in_silence(
    texts: Page, service: RunningService, choice: str, kept: str
) -> None:
    noe = service.cast.noe.pk
    service.write(_AUTHOR, "Son texte.", service.cast.petit.pk, noe)
    area(texts, noe).fill("Mon texte.")
    area(texts, noe).blur()
    expect(line(texts, noe)).to_contain_text("Yanis Petit")
    expect(line(texts, noe)).to_contain_text("Son texte.")
    assert service.rows(_TEXT, noe) == [("Son texte.",)]
    line(texts, noe).get_by_role("button", name=choice).click()
    saved(texts)
    expect(area(texts, noe)).to_have_value(kept)
    assert service.rows(_TEXT, noe) == [(kept,)]


def test_without_scripts_the_page_is_a_form(windows: Windows, path: str, service: RunningService) -> None:
    page, lea = windows.of("durand", width=PHONE, java_script_enabled=False), service.cast.lea.pk
    page.goto(path)
    area(page, lea).fill("x" * 601)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("ne sont pas encore enregistrées")
    expect(area(page, lea)).to_have_value("x" * 601)
    area(page, lea).fill("Travail médiocre.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(line(page, lea)).to_contain_text("peut blesser sans aider")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("1 appréciation enregistrée.")
    assert service.rows(_TEXT, lea) == [("Travail médiocre.",)]
