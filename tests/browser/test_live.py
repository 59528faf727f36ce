"""Open pages follow the roll: who sees what a teacher taps, what travels, and what happens after a cut."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, Windows
from tests.browser.running import RunningService
from tests.browser.sheet import Rows, button, is_pressed

pytestmark = pytest.mark.browser

ABSENT_NOW = "Absence en ce moment\u202f: Mathématiques"
CUT = "Connexion coupée\u202f: la page se mettra à jour dès son retour."

# Notes when a tap leaves and when the words are first shown: the two windows read the same clock.
_NOTE_TAPS = "() => document.addEventListener('click', () => { window.tappedAt = Date.now(); }, true)"
_WAIT_FOR_WORDS = r"""([words]) => {
  const plain = (text) => text.replace(/\s+/g, " ");
  const look = () => {
    if (!window.seenAt && plain(document.body.innerText).includes(plain(words))) window.seenAt = Date.now();
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@dataclass
class Wire:
    """What the live stream of a page brought, word for word."""

    events: list[tuple[str, str]] = field(default_factory=list)

    @property
    def touches(self) -> list[str]:
        return [data for name, data in self.events if name == "touche"]


def listen(page: Page) -> Wire:
    """Read the event stream of this page as its browser does."""
    wire = Wire()
    network = page.context.new_cdp_session(page)
    network.on("Network.eventSourceMessageReceived", lambda m: wire.events.append((m["eventName"], m["data"])))
    network.send("Network.enable")
    return wire


def is_listening(page: Page) -> None:
    """Wait until the page has its stream."""
    expect(page.locator("html")).to_have_attribute("data-live-state", "ouvert")


@pytest.fixture
def teacher(windows: Windows, sheet: str) -> Page:
    """The sheet of the lesson under way, open at the teacher's."""
    page = windows.of("durand")
    page.goto(sheet)
    return page


@pytest.fixture
def home(windows: Windows) -> Callable[[str], Page]:
    """The home page of somebody, listening."""

    def opened(name: str) -> Page:
        page = windows.of(name, width=DESK)
        page.goto("/")
        is_listening(page)
        return page

    return opened


def shows(page: Page, words: str) -> None:
    """Wait until the page shows these words."""
    expect(page.locator("main")).to_contain_text(words, use_inner_text=True)


def shows_no_more(page: Page, words: str) -> None:
    """Wait until they are gone."""
    expect(page.locator("main")).not_to_contain_text(words, use_inner_text=True)


def test_every_open_page_shows_the_absence_and_then_the_correction(
    teacher: Page, home: Callable[[str], Page], row: Rows, measures: list[str], service: RunningService
) -> None:
    """The mother, the father who lives apart, vie scolaire and the head."""
    words = {
        "sofia": ABSENT_NOW,
        "marc": ABSENT_NOW,
        "cpe": "Martin-Ségala Léa",
        "chef": "absents en ce moment 1",
    }
    pages = {name: home(name) for name in words}
    teacher.evaluate(_NOTE_TAPS)
    for name, page in pages.items():
        page.evaluate(_WAIT_FOR_WORDS, [words[name]])

    button(row(teacher, "lea"), "Absent").click()
    for name, page in pages.items():
        shows(page, words[name])
    tapped = teacher.evaluate("window.tappedAt")
    delays = [f"{name} {page.evaluate('window.seenAt') - tapped} ms" for name, page in pages.items()]
    measures.append("du toucher à la page ouverte : " + ", ".join(delays))

    button(row(teacher, "lea"), "Présent").click()
    for name, page in pages.items():
        shows_no_more(page, words[name])
    assert service.facts() == ["RollOpened", "AbsenceNoted", "AbsenceWithdrawn"]


def test_the_news_of_a_parent_come_and_go_with_the_absence(
    teacher: Page, home: Callable[[str], Page], row: Rows
) -> None:
    page = home("sofia")
    button(row(teacher, "lea"), "Absent").click()
    shows(page, "nouveau")
    expect(page.locator("#annonce")).to_have_text(re.compile(rf"^Léa\s: {ABSENT_NOW}$".replace("\u202f", r"\s")))
    button(row(teacher, "lea"), "Présent").click()
    shows(page, "Rien de neuf.")


def test_the_page_of_a_child_follows_too(teacher: Page, windows: Windows, row: Rows) -> None:
    page = windows.of("lea")
    page.goto("/")
    page.get_by_role("link", name="Mes absences et mes retards").click()
    is_listening(page)
    button(row(teacher, "lea"), "Retard").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Retard de \d+\smin"))


def test_a_page_that_moves_leaves_the_hand_where_it_was(
    teacher: Page, home: Callable[[str], Page], row: Rows
) -> None:
    """The link that had the focus has it again; what was folded by hand stays folded."""
    cpe, mother = home("cpe"), home("sofia")
    link = cpe.get_by_role("link", name="4e B – Français")
    link.focus()
    mother.get_by_text("Les cours d’aujourd’hui").click()
    expect(mother.get_by_role("list", name="Cours de Léa")).to_be_hidden()
    button(row(teacher, "lea"), "Absent").click()
    shows(cpe, "Martin-Ségala Léa")
    expect(link).to_be_focused()
    shows(mother, ABSENT_NOW)
    expect(mother.get_by_role("list", name="Cours de Léa")).to_be_hidden()


@pytest.mark.parametrize("name", ["double-parent", "jumeau_parent"])
def test_the_parent_of_another_child_hears_nothing(
    name: str, teacher: Page, home: Callable[[str], Page], row: Rows
) -> None:
    """Neither a classmate's mother nor a parent of the twin school: no touch, no request, no change."""
    other, mother = home(name), home("sofia")
    wire = listen(other)
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    before = other.locator("main").inner_text()
    button(row(teacher, "lea"), "Absent").click()
    shows(mother, ABSENT_NOW)
    assert other.locator("main").inner_text() == before
    assert (wire.touches, asked) == ([], [])


def test_the_stream_carries_no_name(
    teacher: Page, home: Callable[[str], Page], row: Rows, service: RunningService
) -> None:
    """Only words of ids, to everyone who listens."""
    pages = [home(name) for name in ("sofia", "cpe", "chef")]
    wires = [listen(page) for page in pages]
    button(row(teacher, "lea"), "Absent").click()
    shows(pages[0], ABSENT_NOW)
    shows(pages[1], "Martin-Ségala Léa")
    lea, college = service.cast.lea.pk, service.cast.schools["college"].pk
    for page, wire, topic in zip(
        pages, wires, (f"eleve:{lea}", f"ecole:{college}:presence", f"ecole:{college}:presence"), strict=True
    ):
        page.wait_for_timeout(0)
        assert topic in wire.touches
        assert all(re.fullmatch(r"[a-z]+:\d+(:[a-z]+)?|1", data) for _name, data in wire.events)


def test_a_page_catches_up_by_itself_after_the_live_process_was_stopped(
    teacher: Page, home: Callable[[str], Page], row: Rows, service: RunningService, measures: list[str]
) -> None:
    page = home("sofia")
    status = page.get_by_text(CUT)
    service.stop("live")
    expect(status).to_be_visible()
    button(row(teacher, "lea"), "Absent").click()
    is_pressed(button(row(teacher, "lea"), "Absent"))
    service.wait_until_told()
    expect(page.locator("main")).not_to_contain_text(ABSENT_NOW)
    service.start("live")
    page.evaluate("() => { window.backAt = Date.now(); }")
    page.evaluate(_WAIT_FOR_WORDS, [ABSENT_NOW])
    expect(page.locator("main")).to_contain_text(ABSENT_NOW)
    expect(status).to_be_hidden()
    measures.append(f"du retour du direct à la page rattrapée : {page.evaluate('seenAt - backAt')} ms")


def test_a_page_catches_up_by_itself_after_its_network_was_cut(
    teacher: Page, home: Callable[[str], Page], row: Rows, service: RunningService, measures: list[str]
) -> None:
    """The stream breaks without a word and nothing can be asked; the page goes on when the network is back."""
    page = home("sofia")
    page.context.set_offline(True)
    service.kill("live")
    service.start("live")
    expect(page.get_by_text(CUT)).to_be_visible()
    button(row(teacher, "lea"), "Absent").click()
    is_pressed(button(row(teacher, "lea"), "Absent"))
    service.wait_until_told()
    page.evaluate(_WAIT_FOR_WORDS, [ABSENT_NOW])
    page.evaluate("() => addEventListener('online', () => { window.backAt = Date.now(); })")
    page.context.set_offline(False)
    shows(page, ABSENT_NOW)
    expect(page.get_by_text(CUT)).to_be_hidden()
    measures.append(f"du retour du réseau à la page rattrapée : {page.evaluate('seenAt - backAt')} ms")


def test_signing_out_everywhere_closes_the_pages_left_open(windows: Windows, home: Callable[[str], Page]) -> None:
    """What was open elsewhere shows nothing more."""
    left, here = home("secretaire"), windows.of("secretaire")
    here.goto("/compte/")
    here.get_by_role("button", name="Me déconnecter partout").click()
    here.get_by_role("button", name="Confirmer").click()
    expect(here.get_by_text("Vous êtes déconnecté de tous vos appareils.")).to_be_visible()
    expect(left.get_by_role("link", name="Se connecter").first).to_be_visible()
