"""The Jinja2 environment of every screen: escapes by default, refuses names it does not know."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from preau.foundation.screens.lean import LeanEnvironment
from preau.kernel import words

#: Paths kept per process: a page of a class names sixty.
_KEPT_PATHS = 8192


@lru_cache(maxsize=_KEPT_PATHS)
def _path(name: str, arguments: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, kwargs=dict(arguments) or None)


def url(name: str, /, **kwargs: Any) -> str:
    """The path of a screen: `url("attendance:roll", uai=…, lesson=…)`."""
    return _path(name, tuple(kwargs.items()))


class SaidInFrench(Extension):
    """`_("Bonjour")` becomes `"Bonjour"` when the template is compiled: French is the language of the source, and
    a page says a hundred sentences. Another language will have its environment, with its own words in this place.
    """

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Fold each call on one literal; anything else stays a call."""
        return _folded(list(stream))


def _folded(tokens: list[Token]) -> Iterator[Token]:
    shape = ["name", "lparen", "string", "rparen"]
    at = 0
    while at < len(tokens):
        if tokens[at].value == "_" and [token.type for token in tokens[at : at + 4]] == shape:
            yield tokens[at + 2]
            at += 4
        else:
            yield tokens[at]
            at += 1


def in_number(one: str, many: str, number: float) -> str:
    """The sentence in the number that French asks for: « 0 absence », « 1 absence », « 2 absences »."""
    return gettext(many if abs(number) >= 2 else one)


@lru_cache(maxsize=64)
def _static(path: str) -> str:
    """The address of a file of ours, with the mark of its content; a new one comes with a new process."""
    return static(path)


def environment(**options: Any) -> Environment:
    """Made once per process by Django's Jinja2 backend."""
    env = LeanEnvironment(
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", SaidInFrench],
    )
    install: Any = env
    install.install_gettext_callables(gettext, in_number, newstyle=False)
    env.globals.update(_=gettext, static=_static, url=url, DEBUG=os.environ.get("PREAU_DEBUG") == "1")
    env.filters.update(
        heure=words.hour,
        jour=words.day,
        jour_complet=words.full_day,
        jour_court=words.short_day,
        nombre=words.number,
    )
    return env
