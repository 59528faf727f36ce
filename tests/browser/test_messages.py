"""A message in a browser: recipients found as one types, words saved by themselves, a small editor."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Windows
from tests.browser.running import RunningService

pytestmark = pytest.mark.browser

WRITE = "/0310001A/messages/ecrire/"
_DRAFTS = "SELECT subject, html FROM message_draft WHERE subject = 'Sortie au musée'"
_SENT = """
SELECT b.html, m.recipients FROM message m JOIN message_body b ON b.id = m.body_id
  JOIN thread t ON t.id = m.thread_id
 WHERE t.subject = 'Sortie au musée'
"""


@pytest.fixture
def letter(windows: Windows) -> Page:
    """The writing page of Mme Durand, on her telephone."""
    page = windows.of("durand", width=PHONE)
    page.goto(WRITE)
    expect(page.locator("[data-editor]")).to_have_attribute("data-made", "1")
    return page


def test_it_is_written_saved_and_sent_by_keyboard_alone(letter: Page, service: RunningService) -> None:
    letter.evaluate("window.mice = 0; addEventListener('mousedown', () => window.mice++)")
    letter.get_by_label("Un nom, une classe, un groupe").focus()
    letter.keyboard.type("4eb")
    found = letter.get_by_role("button", name="Ajouter Parents de 4e B")
    expect(found).to_be_visible()
    found.focus()
    letter.keyboard.press("Enter")
    expect(letter.locator("#adresse")).to_contain_text("Ce message part à 3 personnes.")
    with letter.expect_response(lambda answer: answer.request.method == "POST"):
        letter.get_by_label("Objet").focus()
        letter.keyboard.type("Sortie au musée")
        letter.get_by_role("textbox", name="Message").focus()
        letter.keyboard.type("Rendez-vous à ")
        letter.keyboard.press("Control+b")
        letter.keyboard.type("8 heures")
        letter.keyboard.press("Control+b")
        letter.keyboard.press("Enter")
        letter.keyboard.type("Merci.")
    expect(letter.locator("#brouillon")).to_contain_text("Brouillon enregistré à")
    html = "<p>Rendez-vous à <strong>8 heures</strong></p><p>Merci.</p>"
    assert service.rows(_DRAFTS) == [("Sortie au musée", html)]
    assert letter.evaluate("window.mice") == 0
    letter.get_by_role("button", name="Envoyer").focus()
    letter.keyboard.press("Enter")
    expect(letter.get_by_role("heading", level=1)).to_have_text("Sortie au musée")
    assert service.rows(_SENT) == [(html, 3)]


def test_a_link_is_put_by_its_button(letter: Page) -> None:
    words = letter.get_by_role("textbox", name="Message")
    words.click()
    letter.keyboard.press("Control+k")
    letter.get_by_role("textbox", name="Adresse du lien").fill("exemple.fr/musee")
    letter.keyboard.press("Enter")
    expect(words.locator("a")).to_have_attribute("href", "https://exemple.fr/musee")


def test_a_message_is_read_by_being_opened_and_the_box_learns_of_the_next_one(
    windows: Windows, letter: Page, service: RunningService
) -> None:
    marc = windows.of("marc", width=PHONE)
    marc.goto("/messages/")
    letter.get_by_label("Un nom, une classe, un groupe").fill("4eb")
    letter.get_by_role("button", name="Ajouter Parents de 4e B").click()
    expect(letter.locator("#adresse")).to_contain_text("3 personnes")
    letter.get_by_label("Objet").fill("Sortie au musée")
    letter.get_by_role("textbox", name="Message").fill("À mardi.")
    letter.get_by_role("button", name="Envoyer").click()
    expect(letter.get_by_role("heading", level=1)).to_have_text("Sortie au musée")
    expect(marc.locator(".letter-new")).to_contain_text("Sortie au musée")
    marc.get_by_role("link", name="Sortie au musée").click()
    expect(marc.get_by_role("button", name="Marquer comme non lue")).to_be_visible()
    marc.goto("/messages/")
    expect(marc.get_by_role("link", name="Sortie au musée")).to_be_visible()
    expect(marc.locator(".letter-new")).to_have_count(0)
    letter.reload()
    expect(letter.locator("article")).to_contain_text("Lu par 1 sur 3")
