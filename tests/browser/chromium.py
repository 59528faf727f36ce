"""Debian's Chromium, driven by Playwright: quiet on the network, signed in as somebody of the cast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from preau.access.middleware import SESSION_COOKIE
from tests.browser.running import HOST, RunningService

_PROGRAMS = (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"))
_QUIET = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-default-browser-check",
    "--lang=fr-FR",
)  # fmt: skip

#: Milliseconds that a page is waited for, at most: a busy machine is slow.
PATIENCE = 30_000
PHONE, DESK = 360, 1280
HEIGHT = {PHONE: 740, DESK: 800}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium for the block. Raises `AssertionError` with a sentence when the machine has none."""
    program = next((path for path in _PROGRAMS if path.exists()), None)
    assert program, "Il manque Chromium : installez le paquet « chromium » de Debian."
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*_QUIET, *as_root])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Windows:
    """Windows of people of the cast on the running service. `broken` gathers what scripts complained of."""

    browser: Browser
    service: RunningService
    broken: list[str] = field(default_factory=list)
    _open: list[BrowserContext] = field(default_factory=list)
    _kept: dict[str, Page] = field(default_factory=dict)

    def of(self, name: str, *, width: int = PHONE, **more: Any) -> Page:
        """A window of this person (`anonyme`: nobody); `more` goes to the Playwright context."""
        context = self.browser.new_context(
            base_url=self.service.url,
            viewport={"width": width, "height": HEIGHT.get(width, 800)},
            locale="fr-FR",
            reduced_motion="reduce",
            **more,
        )
        self._open.append(context)
        context.set_default_timeout(PATIENCE)
        if name != "anonyme":
            token = self.service.cast.token(name)
            context.add_cookies([{"name": SESSION_COOKIE, "value": token, "domain": HOST, "path": "/"}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.broken.append(f"{page.url} : {error}"))
        page.on("console", lambda message: self._listen(page, message))
        return page

    def kept(self, name: str) -> Page:
        """The one window of this person that goes from page to page; it knows axe."""
        if name not in self._kept:
            self._kept[name] = self.of(name)
            self._kept[name].add_init_script(AXE_SCRIPT)
        return self._kept[name]

    def close(self) -> None:
        """Close every window."""
        self._kept.clear()
        for context in self._open:
            context.close()
        self._open.clear()

    def _listen(self, page: Page, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.broken.append(f"{page.url} : {message.text}")


@contextmanager
def opened_windows(browser: Browser, service: RunningService) -> Iterator[Windows]:
    """Windows on a school where nothing was noted yet; no script may have failed in any of them."""
    service.restore()
    windows = Windows(browser, service)
    try:
        yield windows
    finally:
        windows.close()
    assert windows.broken == [], windows.broken
