"""French typography in what people read: no line begins with a colon, no guillemet stands alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: An ordinary space where a narrow no-break one (U+202F, or U+00A0) keeps the sign with its word.
LOOSE = re.compile(r"\S (?:[:;?»](?=\W|$)|!(?!=))|« ")
STRAIGHT = re.compile(r"[a-zéè]'[a-zéèêâh]", re.IGNORECASE)
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext"}


def sentences_of_templates() -> Iterator[tuple[str, str]]:
    """Every line of every template, without its comments."""
    for path in sorted((ROOT / "preau").rglob("templates/**/*.html")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
        for line in text.splitlines():
            yield path.name, line


def sentences_of_code() -> Iterator[tuple[str, str]]:
    """Every text marked for translation."""
    for path in sorted((ROOT / "preau").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED:
                for given in node.args:
                    if isinstance(given, ast.Constant) and isinstance(given.value, str):
                        yield path.name, given.value


@pytest.mark.parametrize("sentences", [sentences_of_templates, sentences_of_code])
def test_signs_stay_with_their_words(sentences: object) -> None:
    assert callable(sentences)
    assert [(name, text) for name, text in sentences() if LOOSE.search(text)] == []


def test_apostrophes_are_curly() -> None:
    assert [(name, text) for name, text in sentences_of_code() if STRAIGHT.search(text)] == []
