"""The Jinja2 environments of every screen, one for each language: they escape by default, refuse names they do not
know, and hold each sentence in the language of the person.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from preau.foundation.languages.offered import FRENCH, OFFERED, Language, speaking, spoken
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


class SaidOnce(Extension):
    """`_("Bonjour")` becomes its text when the template is compiled: each language has its environment, and a page
    says a hundred sentences (ADR 0008, ADR 0020).
    """

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Fold each call on one literal; anything else stays a call."""
        return _folded(list(stream))


def _folded(tokens: list[Token]) -> Iterator[Token]:
    shape = ["name", "lparen", "string", "rparen"]
    at = 0
    while at < len(tokens):
        if tokens[at].value == "_" and [token.type for token in tokens[at : at + 4]] == shape:
            said = tokens[at + 2]
            yield Token(said.lineno, said.type, gettext(said.value))
            at += 4
        else:
            yield tokens[at]
            at += 1


def in_number(one: str, many: str, number: float) -> str:
    """The sentence in the number that French asks for: « 0 absence », « 1 absence », « 2 absences »."""
    return gettext(many if abs(number) >= 2 else one)


def capitalised(text: object) -> str:
    """A sentence begins with a capital letter; its other letters stay (« Tuesday 24 November »)."""
    said = str(text)
    return said[:1].upper() + said[1:]


@lru_cache(maxsize=64)
def _static(path: str) -> str:
    """The address of a file of ours, with the mark of its content; a new one comes with a new process."""
    return static(path)


def environment(**options: Any) -> Environment:
    """The environment of one language, the one spoken when it is made."""
    env = LeanEnvironment(
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", SaidOnce],
    )
    language = spoken()
    install: Any = env
    install.install_gettext_callables(gettext, _in_number_of(language), newstyle=False)
    env.globals.update(
        _=gettext, static=_static, url=url, DEBUG=os.environ.get("PREAU_DEBUG") == "1",
        language=language, languages=OFFERED,
    )  # fmt: skip
    env.filters.update(
        capitalize=capitalised,
        heure=words.hour,
        jour=words.day,
        jour_complet=words.full_day,
        jour_court=words.short_day,
        nombre=words.number,
    )
    return env


def _in_number_of(language: Language) -> Callable[[str, str, float], str]:
    return in_number if language.code == FRENCH else ngettext


class Templates(Jinja2):
    """Django's Jinja2 backend, with an environment for each language asked in this process."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._params = params
        self._others: dict[str, Jinja2] = {}
        with speaking(FRENCH):
            super().__init__(params)

    def get_template(self, template_name: str) -> Any:
        """The template in the language spoken now."""
        code = spoken().code
        if code == FRENCH:
            return super().get_template(template_name)
        if code not in self._others:
            self._others[code] = Jinja2(self._params)
        return self._others[code].get_template(template_name)
