"""The Jinja2 environment of every screen: escapes by default, refuses names it does not know."""

from __future__ import annotations

import os
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from preau.kernel import words


def url(name: str, /, **kwargs: Any) -> str:
    """The path of a screen: `url("attendance:roll", uai=…, lesson=…)`."""
    return reverse(name, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """Made once per process by Django's Jinja2 backend."""
    env = Environment(  # noqa: S701 - Django's backend passes autoescape=True in options
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    install: Any = env
    install.install_gettext_callables(gettext, ngettext, newstyle=False)
    env.globals.update(static=static, url=url, DEBUG=os.environ.get("PREAU_DEBUG") == "1")
    env.filters.update(
        heure=words.hour,
        jour=words.day,
        jour_complet=words.full_day,
        jour_court=words.short_day,
        nombre=words.number,
    )
    return env
