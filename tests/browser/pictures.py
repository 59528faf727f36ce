"""Pictures of the pages of the matrix; the command is `screenshots.py`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from preau.access.middleware import LANGUAGE_COOKIE
from tests.browser.chromium import DESK, HEIGHT, PHONE, Windows, chromium
from tests.browser.crowd import populate
from tests.browser.pages import door, live_a_little, names
from tests.browser.running import RunningService, fresh_database, models_write_to, running

_DATABASE = "preau_images"


def take(server_url: str, options: argparse.Namespace) -> None:
    """Start the service on this server, take what `screenshots.py` was asked for, stop it."""
    with fresh_database(server_url, _DATABASE) as url:
        with models_write_to(_DATABASE):
            cast = populate()
        with (
            tempfile.TemporaryDirectory() as var,
            running(url, cast, Path(var), is_demonstration=options.banner) as service,
            chromium() as browser,
        ):
            windows = Windows(browser, service)
            live_a_little(windows.of("durand"), service)
            for name in options.names or names():
                _take(name, windows, service, options)


def _take(name: str, windows: Windows, service: RunningService, options: argparse.Namespace) -> None:
    asked = door(name, service.cast)
    for reader in [options.person] if options.person else asked.readers:
        page = windows.of(reader, device_scale_factor=options.scale)
        page.emulate_media(color_scheme="dark" if options.dark else "light")
        if options.language:
            page.context.add_cookies(
                [{"name": LANGUAGE_COOKIE, "value": options.language, "url": service.url}],
            )
        if asked.open_in(page):
            for width in [options.width] if options.width else (PHONE, DESK):
                marks = [one for one in (options.language, "sombre" if options.dark else "") if one]
                title = "-".join([name.replace(":", "-"), reader, str(width), *marks])
                _picture(page, width, options.folder / f"{title}.png", is_whole=not options.fold)
        windows.close()


def _picture(page: Page, width: int, path: Path, *, is_whole: bool) -> None:
    height = HEIGHT.get(width, 800)
    page.set_viewport_size({"width": width, "height": height})
    if is_whole:
        # A window as high as the page: what sticks to the bottom of a window is then at the end.
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(whole, height)})
    page.screenshot(path=path)
    print(path)
