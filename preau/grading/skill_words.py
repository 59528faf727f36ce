"""How a school writes levels, and what a teacher types for one (rule B2.10, capability C87)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.grading.catalogue import LEVELS
from preau.kernel.refusals import NotPossible

#: The colours a school chooses from, by the name the skin gives them: each is told apart on light and dark paper.
COLOURS = {
    "gris": gettext_noop("Gris"),
    "rouge": gettext_noop("Rouge"),
    "orange": gettext_noop("Orange"),
    "jaune": gettext_noop("Jaune"),
    "vert": gettext_noop("Vert"),
    "bleu": gettext_noop("Bleu"),
    "violet": gettext_noop("Violet"),
}

_WORDS = "SELECT level, label, letter, colour FROM skill_level WHERE school_id = %s"


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level as it is written: the letter, the word and the colour always go together."""

    level: int
    label: str
    letter: str
    colour: str


@dataclass(frozen=True, slots=True)
class SkillWords:
    """The five levels of a school, from 0, not evaluated, to 4."""

    levels: tuple[LevelWords, ...]

    def of(self, level: int | None) -> LevelWords | None:
        """The words of this level; None of none."""
        return None if level is None else self.levels[level]

    def typed(self, level: int | None) -> str:
        """What a cell shows: the letter; nothing when it is empty."""
        return "" if level is None else self.levels[level].letter

    def read(self, typed: str) -> int | None:
        """The level that was typed: its number, its letter or its word; None when nothing was.

        Errors: `NotPossible` for anything else.
        """
        said = " ".join(typed.split()).casefold()
        if not said:
            return None
        for one in self.levels:
            if said in {str(one.level), one.letter.casefold(), one.label.casefold()}:
                return one.level
        if said == "-":
            return 0
        letters = ", ".join(one.letter for one in self.levels[1:])
        raise NotPossible(
            _("«\u202f%(typed)s\u202f» n’est pas un niveau\u202f: tapez 0 à 4, ou une lettre (%(letters)s).")
            % {"typed": typed.strip()[:20], "letters": letters}
        )


def words_of(school_id: int) -> SkillWords:
    """The words of this school, those of the start where it has none."""
    with connection.cursor() as cursor:
        return words_from(cursor.execute(_WORDS, [school_id]).fetchall())


def words_from(rows: Sequence[tuple[int, str, str, str]]) -> SkillWords:
    """The starting words, with those that a school wrote over them."""
    known = {one.level: LevelWords(*one) for one in LEVELS} | {row[0]: LevelWords(*row) for row in rows}
    return SkillWords(tuple(known[level] for level in sorted(known)))
