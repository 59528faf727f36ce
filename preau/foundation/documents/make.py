"""Documents in PDF: a template of a room, and what is said in it (ADR 0016)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst

from preau.kernel import clock

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = Path(__file__).with_name("preau.typ")
#: Its stubs know neither files by name nor pages in a list.
_compile: Any = typst.compile
#: How it refuses to call PDF/UA a text with a sign that it cannot draw: the only fault that words can be.
_UNDRAWN = "could not be displayed with font"


def pdf_of(
    template: str,
    said: Mapping[str, Any],
    *,
    images: Mapping[str, bytes] | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """The document of this template (`attendance/letters.typ`), tagged, in the bytes of a PDF.

    `said` is handed over as JSON and read as `said` by the template: nothing of it is ever read as markup.
    `images` are files that the template may draw (`picture("/logo.png", …)`); `made_at` is the date it bears, now
    by default. Same words, same date: same bytes. A sign that no font of ours draws (an emoji, an ideogram) is an
    empty box, and the document, still tagged, does not call itself PDF/UA.
    Errors: `typst.TypstError` for a template that is wrong: never the fault of what is said.
    """
    files, words, at = _files(template, images), _words(said), int((made_at or clock.now()).timestamp())
    try:
        return _compiled(files, words, at, ["ua-1"])
    except typst.TypstError as fault:
        if _UNDRAWN not in str(fault):
            raise
    return _compiled(files, words, at, [])


def pages_of(template: str, said: Mapping[str, Any], *, images: Mapping[str, bytes] | None = None) -> list[bytes]:
    """The same pages, each as a PNG: to look at them."""
    made: list[bytes] | bytes = _compile(
        _files(template, images), format="png", sys_inputs=_words(said), ignore_system_fonts=True, ppi=90.0
    )
    return made if isinstance(made, list) else [made]


def _compiled(files: Mapping[str, bytes], words: Mapping[str, str], at: int, standards: list[str]) -> bytes:
    made: bytes = _compile(
        files, format="pdf", sys_inputs=words, ignore_system_fonts=True, pdf_standards=standards, timestamp=at
    )
    return made


def _words(said: Mapping[str, Any]) -> dict[str, str]:
    return {"said": json.dumps(said, ensure_ascii=False, default=str)}


def _files(template: str, images: Mapping[str, bytes] | None) -> dict[str, bytes]:
    pictures = {name: _numbers(content) for name, content in (images or {}).items()}
    return {"main": _source(template), "preau.typ": _page(), **pictures}


@lru_cache(maxsize=64)
def _numbers(content: bytes) -> bytes:
    """An image as typst can be handed it: files are texts, and `picture` of `preau.typ` makes bytes of numbers."""
    return json.dumps(list(content), separators=(",", ":")).encode()


@cache
def _source(template: str) -> bytes:
    room, _slash, name = template.partition("/")
    return (_ROOT / room / "documents" / name).read_bytes()


@cache
def _page() -> bytes:
    return _PAGE.read_bytes()
