"""Which sentences the code says, and which of them families and pupils may read.

A sentence is marked by `_("…")`, `ngettext("…", "…", n)` and their cousins, in Python and in templates alike. The
family reads those of the screens open to her or to anybody, of the cards of her home page, of what rooms bring by
their manifest and of what they tell her: the modules these import, and the templates these name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver
from jinja2 import Environment

from preau.foundation.rooms.registry import manifests
from preau.kernel.actor import Profile

ROOT = Path(__file__).resolve().parents[2]
FAMILY = frozenset({Profile.GUARDIAN, Profile.PUPIL, Profile.ANONYMOUS})
#: What every room may say to a family besides its screens: lines of the page and of the phone, mails, bells.
TOLD = ("manifest", "notices", "jobs")

_SINGLE = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
_PLURAL = frozenset({"ngettext", "ngettext_lazy"})

#: A French sentence, and its plural or nothing.
Sentence = tuple[str, str]


@cache
def sources() -> Mapping[str, ast.Module]:
    """Every module of Préau by its name, its tests and migrations aside."""
    found = {}
    for path in sorted((ROOT / "preau").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if not {"tests", "migrations"} & set(parts):
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text())
    return found


@cache
def templates() -> Mapping[str, str]:
    """The text of every template by the name it is called by."""
    folders = [*(ROOT / "preau").glob("*/templates"), *(ROOT / "preau").glob("*/*/templates")]
    paths = ((folder, path) for folder in folders for path in folder.rglob("*.html"))
    return {str(path.relative_to(folder)): path.read_text() for folder, path in paths}


def said_by_modules(names: Iterable[str]) -> frozenset[Sentence]:
    """The sentences of these modules."""
    return frozenset(one for name in names for one in _said(sources()[name]))


def said_by_templates(names: Iterable[str]) -> frozenset[Sentence]:
    """The sentences of these templates. Read without our own extension, which replaces them."""
    plain = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    found = set()
    for name in names:
        for _line, function, said in plain.extract_translations(templates()[name]):  # type: ignore[attr-defined]
            one, many = (said[0], said[1] or "") if isinstance(said, tuple) else (said, "")
            if one:
                found.add((one, many if function in _PLURAL else ""))
    return frozenset(found)


def said_by_manifests(profiles: frozenset[Profile]) -> frozenset[Sentence]:
    """What rooms bring as plain words, that pages translate when they print them: doors, services, notices."""
    found: set[str] = set()
    for manifest in manifests():
        doors = [door for door in (*manifest.menu, *manifest.account) if door.profiles & profiles]
        found |= {door.label for door in doors} | {door.group.label for door in doors if door.group}
        for service in manifest.services:
            if service.profiles & profiles:
                found |= {service.label, service.summary}
        found |= {kind.label for kind in manifest.notices} | ({manifest.label} if manifest.notices else set())
    return frozenset((str(text), "") for text in found)


@cache
def all_sentences() -> frozenset[Sentence]:
    """All that Préau may say."""
    return said_by_modules(sources()) | said_by_templates(templates()) | said_by_manifests(frozenset(Profile))


@cache
def family_modules() -> frozenset[str]:
    """The modules that a family meets, with all that they import; a screen of the staff lends no sentence."""
    screens = tuple(_screens())
    first = {module for module, profiles in screens if profiles & FAMILY}
    of_staff = {module for module, _profiles in screens} - first
    for manifest in manifests():
        cards = [card.lines for card in manifest.home if card.profiles & FAMILY]
        first |= {lines.__module__ for lines in (*cards, *(facet.lines for facet in manifest.child_facets))}
    reached = _reached(first)
    told = {name for name in sources() if name.rpartition(".")[2] in TOLD and name.count(".") == 2}
    return (reached - of_staff) | told | {name for name in sources() if _speaks(name)}


@cache
def family_templates() -> frozenset[str]:
    """The templates that a family meets, with all that they extend, include and import."""
    named = {
        node.value
        for module in family_modules()
        for node in ast.walk(sources()[module])
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in templates()
        if not module.endswith(".manifest")
    } | {name for name in templates() if name.startswith("ui/legal/")}
    for manifest in manifests():
        named |= {card.template for card in manifest.home if card.profiles & FAMILY}
        named |= {facet.template for facet in manifest.child_facets}
    found: set[str] = set()
    waiting = [*named, "ui/error.html", "ui/error_fragment.html"]
    while waiting:
        name = waiting.pop()
        if name in templates() and name not in found:
            found.add(name)
            waiting += re.findall(r'"([\w/]+\.html)"', templates()[name])
    return frozenset(found - {"ui/gallery.html"})


@cache
def family_sentences() -> frozenset[Sentence]:
    """What a family may read."""
    read = said_by_modules(family_modules()) | said_by_templates(family_templates())
    return read | said_by_manifests(FAMILY)


def _said(tree: ast.Module) -> Iterator[Sentence]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in _SINGLE:
            yield from ((text, "") for text in _texts(node.args[0]))
        elif name in _PLURAL:
            yield from zip(_texts(node.args[0]), _texts(node.args[1]), strict=True)


def _texts(node: ast.expr) -> tuple[str, ...]:
    """A sentence written there, or each of two when one of them is said."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return (node.value,)
    if isinstance(node, ast.IfExp):
        return (*_texts(node.body), *_texts(node.orelse))
    return ()


def _speaks(name: str) -> bool:
    """True of a module that says something in the language of somebody who is away: mails, letters, notices."""
    return any(
        isinstance(node, ast.ImportFrom) and (node.module or "").startswith("preau.foundation.languages.")
        for node in ast.walk(sources()[name])
    )


def _reached(names: Iterable[str]) -> frozenset[str]:
    """These modules and what they import, to the end."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or name not in sources():
            continue
        found.add(name)
        for node in ast.walk(sources()[name]):
            if isinstance(node, ast.ImportFrom) and node.module:
                waiting += [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return frozenset(found)


def _screens(
    patterns: Iterable[URLPattern | URLResolver] | None = None,
) -> Iterator[tuple[str, frozenset[Profile]]]:
    """The module of every screen, and to whom it is open."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from _screens(entry.url_patterns)
        elif (rule := getattr(entry.callback, "rule", None)) is not None:
            yield entry.callback.__wrapped__.__module__, rule.open_to  # type: ignore[attr-defined]
