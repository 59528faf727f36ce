"""French words for stretches of days and for terms, as the screens of the calendar print them."""

from __future__ import annotations

from datetime import date

from preau.directory.models import Half, Term
from preau.kernel import words

_HALVES = {Half.MORNING: "le matin", Half.AFTERNOON: "l’après-midi"}
_ORDINALS = {1: "1er", 2: "2e", 3: "3e"}


def days(starts_on: date, ends_on: date, half: str = "") -> str:
    """`du samedi 17 octobre au dimanche 1er novembre`, `le mercredi 3 juin, l’après-midi`."""
    if starts_on != ends_on:
        return f"du {words.day(starts_on)} au {words.day(ends_on)}"
    return f"le {words.day(starts_on)}" + (f", {_HALVES[Half(half)]}" if half else "")


def term(kind: str, number: int) -> str:
    """`1er trimestre`, `2e semestre`."""
    return f"{_ORDINALS[number]} {Term.Kind(kind).label}"
