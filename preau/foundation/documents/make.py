"""Documents in PDF: a template of a room, and what is said in it (ADR 0016)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from preau.kernel import clock

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = Path(__file__).with_name("preau.typ")
#: Its stubs know neither files by name nor pages in a list.
_compile: Any = typst.compile


def pdf_of(template: str, said: Mapping[str, Any], *, images: Mapping[str, bytes] | None = None) -> bytes:
    """The document of this template (`attendance/letters.typ`), tagged, in the bytes of a PDF.

    `said` is handed over as JSON and read as `said` by the template: nothing of it is ever read as markup.
    `images` are files that the template may name (`"/logo.png"`). Same words, same hour of Préau: same bytes.
    Errors: `typst.TypstError` for a template that is wrong: never the fault of what is said.
    """
    made: bytes = _compile(
        _files(template, images), format="pdf", sys_inputs=_words(said), ignore_system_fonts=True,
        pdf_standards=["ua-1"], timestamp=int(clock.now().timestamp()),
    )  # fmt: skip
    return made


def pages_of(template: str, said: Mapping[str, Any], *, images: Mapping[str, bytes] | None = None) -> list[bytes]:
    """The same pages, each as a PNG: to look at them."""
    made: list[bytes] | bytes = _compile(
        _files(template, images), format="png", sys_inputs=_words(said), ignore_system_fonts=True, ppi=90.0
    )
    return made if isinstance(made, list) else [made]


def _words(said: Mapping[str, Any]) -> dict[str, str]:
    return {"said": json.dumps(said, ensure_ascii=False, default=str)}


def _files(template: str, images: Mapping[str, bytes] | None) -> dict[str, bytes]:
    return {"main": _source(template), "preau.typ": _page(), **(images or {})}


@cache
def _source(template: str) -> bytes:
    room, _slash, name = template.partition("/")
    return (_ROOT / room / "documents" / name).read_bytes()


@cache
def _page() -> bytes:
    return _PAGE.read_bytes()
