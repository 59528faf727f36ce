"""axe, and the checks it does not make: one title, one h1, nothing that overflows."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.chromium import DESK, HEIGHT, PHONE

# Only what is wrong is described, by its HTML: selectors of all that is right cost a third of the time.
_BRIEFLY: dict[str, Any] = {"resultTypes": ["violations"], "selectors": False, "preload": False, "iframes": False}
_EVERYTHING: dict[str, Any] = {
    **_BRIEFLY,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
_CONTRAST: dict[str, Any] = {
    **_BRIEFLY,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
#: Below 320 CSS pixels nothing is promised (WCAG 1.4.10); 640 at twice the size is the zoom of 200 %.
_NARROWEST, _ZOOMED = 320, 640

# What sticks out to the right of the page: the most useful thing to print when the page scrolls sideways.
_OVERFLOWING = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const style = (e) => getComputedStyle(e).overflowX;
  const scrolls = (e) => e && (/auto|scroll|hidden/.test(style(e)) || scrolls(e.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter(
    (e) => e.getBoundingClientRect().right > root.clientWidth + 0.5 && !scrolls(e.parentElement));
  return [`la page fait ${root.scrollWidth} px`, ...out.slice(-3).map((e) => e.outerHTML.slice(0, 160))];
}"""


#: What axe is asked of a page: the width, the colours and the contrast wanted, and which rules.
Look = tuple[int, str, str, dict[str, Any]]
ON_A_PHONE: tuple[Look, ...] = ((PHONE, "light", "no-preference", _EVERYTHING),)
AT_BOTH_WIDTHS: tuple[Look, ...] = ((DESK, "light", "no-preference", _EVERYTHING), *ON_A_PHONE)
IN_EVERY_SCHEME: tuple[Look, ...] = (
    *AT_BOTH_WIDTHS,
    (PHONE, "dark", "no-preference", _CONTRAST),
    (PHONE, "light", "more", _CONTRAST),
)


# What a page is made of: each kind of element as the skin dresses it.
_KINDS = """() => [...document.body.querySelectorAll("*")].map(
  (e) => `${e.localName} ${e.getAttribute("class")} ${e.getAttribute("type")} ${e.getAttribute("role")}`)"""


def kinds_of(page: Page) -> frozenset[str]:
    """The kinds of elements that the page shown is made of."""
    return frozenset(page.evaluate(_KINDS))


def faults_of(page: Page, looks: tuple[Look, ...]) -> list[str]:
    """What is wrong with the page shown, one line per fault, none when right: axe at these looks, then what
    overflows. The window knows axe (`Windows.kept`).
    """
    found = _form_faults(page)
    for width, scheme, contrast, rules in looks:
        page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        page.emulate_media(color_scheme=scheme, contrast=contrast)  # type: ignore[arg-type]
        found += [f"{width} px, {scheme}, {contrast} : {fault}" for fault in violations(page, rules)]
    page.emulate_media(color_scheme="light", contrast="no-preference")
    return [*found, *_overflow_faults(page)]


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe refuses, one line per element."""
    results = page.evaluate("(rules) => axe.run(document, rules)", rules)
    return [
        f"{rule['id']} – {node['failureSummary']} – {node['html'][:300]}"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]


def _form_faults(page: Page) -> list[str]:
    faults = []
    if not page.title().endswith("Préau") and not page.title().startswith("Préau"):
        faults.append(f"titre : « {page.title()} »")
    if (titles := page.locator("h1").count()) != 1:
        faults.append(f"{titles} titres h1")
    return faults


def _overflow_faults(page: Page) -> list[str]:
    faults = []
    for width, size in ((_NARROWEST, "100%"), (_ZOOMED, "200%")):
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        faults += [f"{width} px, texte à {size} : {fault}" for fault in page.evaluate(_OVERFLOWING)]
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    return faults
