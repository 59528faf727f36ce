"""The rules of the house that a program can read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from preau.foundation.rooms.registry import manifests

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for p in (ROOT / "preau").rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted((ROOT / "preau").rglob("templates/**/*.html"))
FORBIDDEN_FURNITURE = {
    "utils.py", "helpers.py", "services.py", "managers.py", "signals.py", "mixins.py", "admin.py",
}  # fmt: skip
#: Where a scope may be opened by hand, and no more often than this in all.
SCOPE_BY_HAND = (
    "exchange",
    "console",
    "jobs",
    "vigilance/perimeter",
    "foundation/ledger",
    "foundation/tenancy",
    "tests",
)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_no_file_is_longer_than_300_lines() -> None:
    assert {str(p): n for p in SOURCES if (n := len(p.read_text().splitlines())) > 300} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = {}
    for path in SOURCES:
        for function in functions(ast.parse(path.read_text())):
            lines = (function.end_lineno or 0) - function.lineno
            if lines > 60:
                long[f"{path.name}:{function.name}"] = lines
    assert long == {}


def test_no_furniture_that_means_nothing() -> None:
    found = {str(p.relative_to(ROOT)) for p in SOURCES if p.name in FORBIDDEN_FURNITURE}
    assert found == set()


def test_no_import_inside_a_function() -> None:
    inside = [
        f"{path.name}:{function.name}"
        for path in SOURCES
        for function in functions(ast.parse(path.read_text()))
        if any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(function))
    ]
    assert inside == []


def test_templates_of_rooms_name_no_style() -> None:
    styled = [
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        if "foundation/ui" not in str(path) and re.search(r"\b(class|style)=|\bon[a-z]+=\"", path.read_text())
    ]
    assert styled == []


def test_nothing_reads_the_time_but_the_clock() -> None:
    allowed = {"preau/kernel/clock.py", "preau/foundation/live/subscription.py"}
    readers = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"(datetime|date)\.(now|today|utcnow)\(|timezone\.now\(", path.read_text())
        and not {"tests", "embedded", "serve", "cli"} & set(path.parts)
    }
    assert readers - allowed == set()


def test_a_scope_is_opened_by_hand_only_where_it_may_be() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "scope_opened_by_hand(" in path.read_text()
        and not any(place in str(path.relative_to(ROOT)) for place in SCOPE_BY_HAND)
    ]
    assert elsewhere == []


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m.__module__.startswith("preau.")])
def test_every_model_reads_in_an_order(model: type) -> None:
    assert model._meta.ordering, f"{model.__name__} has no ordering"  # type: ignore[attr-defined]


def test_every_room_with_screens_tells_what_it_is() -> None:
    rooms = [ROOT / "preau" / room for room in ("directory", "access", "timetable", "attendance", "portal")]
    assert [room.name for room in rooms if not (room / "README.md").exists()] == []


def test_what_rooms_bring_is_known_by_one_name_each() -> None:
    names = [c.name for m in manifests() for c in m.capabilities]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z_]+:[a-z_]+:[a-z_]+", name) for name in names)


def test_no_file_names_a_machine_or_a_registry() -> None:
    words = re.compile(r"/wo" + "rk/|/ro" + "ot/|pyp" + "i\\.org|pythonh" + "osted|registry\\.npm")
    found = [
        str(path.relative_to(ROOT))
        for pattern in ("*.py", "*.md", "*.toml", "*.html", "*.js", "*.css", "*.lock", "*.in")
        for path in ROOT.rglob(pattern)
        if not {".venv", "var", "node_modules"} & set(path.relative_to(ROOT).parts)
        and words.search(path.read_text(errors="replace"))
    ]
    assert found == []


def test_the_language_of_screens_is_french() -> None:
    assert settings.LANGUAGE_CODE == "fr"
