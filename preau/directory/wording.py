"""Words for stretches of days and for terms, as the screens of the calendar print them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.directory.models import Half, Term
from preau.kernel import words

_HALVES = {Half.MORNING: gettext_noop("le matin"), Half.AFTERNOON: gettext_noop("l’après-midi")}


def days(starts_on: date, ends_on: date, half: str = "") -> str:
    """`du samedi 17 octobre au dimanche 1er novembre`, `le mercredi 3 juin, l’après-midi`."""
    if starts_on != ends_on:
        return _("du %(first)s au %(last)s") % {"first": words.day(starts_on), "last": words.day(ends_on)}
    day = _("le %(day)s") % {"day": words.day(starts_on)}
    return f"{day}, {_(_HALVES[Half(half)])}" if half else day


def term(kind: str, number: int) -> str:
    """`1er trimestre`, `2e semestre`."""
    name = _("%(nth)s trimestre") if kind == Term.Kind.TRIMESTER else _("%(nth)s semestre")
    return name % {"nth": _("1er") if number == 1 else _("%(n)se") % {"n": number}}
