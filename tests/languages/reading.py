"""What a page says: its texts, and the texts of its attributes that are read aloud or shown by a script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

from django.apps import apps
from django.db.models import CharField, TextField

_SAID = frozenset({"aria-label", "alt", "title", "placeholder", "label"})
_SILENT = frozenset({"script", "style"})
_WORD = re.compile(r"[^\W\d_]{2,}", re.UNICODE)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []
        self._voices = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag not in {"meta", "link", "input", "img", "br", "path", "hr", "html"}:
            self._open.append(tag)
        if "lang" in own and tag != "html" and not self._voices:
            self._voices = len(self._open)
        if self._voices:
            return
        self.texts += [
            value
            for name, value in attrs
            if value and tag != "meta" and (name in _SAID or (name.startswith("data-") and _is_said(value)))
        ]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if len(self._open) < self._voices:
            self._voices = 0

    def handle_data(self, data: str) -> None:
        if not self._voices and not _SILENT & set(self._open[-1:]):
            self.texts.append(data)


def _is_said(value: str) -> bool:
    """What a script shows is a sentence; addresses and codes are not."""
    return " " in value and not re.search(r"\w[:/]\w", value)


def texts_of(html: str) -> list[str]:
    """Each text of a page, in order. What says itself in a language of its own (`lang`) is left out."""
    page = _Page()
    page.feed(html)
    return [" ".join(text.split()) for text in page.texts if text.strip()]


@cache
def written_by_people(least: int = 3) -> tuple[str, ...]:
    """Every text kept in the tables: names, subjects, reasons, titles. The longest first. The cast is one."""
    found: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith("preau."):
            for field in model._meta.fields:
                if isinstance(field, CharField | TextField):
                    found |= {
                        str(value) for value in model._base_manager.values_list(field.name, flat=True) if value
                    }
    return tuple(sorted((text for text in found if len(text) >= least), key=len, reverse=True))


def words_left(text: str, known: Iterable[str]) -> list[str]:
    """The words of a text once what people wrote is taken away."""
    for name in known:
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return _WORD.findall(text)
