"""What somebody types in the search of the directory, cut in tokens that name, class or function may satisfy.

`martin 4eb` is two tokens: the start of a word of a name, and a class. A class or a group may be typed with or
without its blanks (`4e B`, `4eB`); accents and case count for nothing. Pure: no database here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from preau.directory.people.wording import function_words
from preau.kernel.words import folded

_DATE = re.compile(
    r"(?<!\d)(?:(?P<d>[0-3]?[0-9])[/.-](?P<m>[01]?[0-9])[/.-](?P<y>[12][0-9]{3})"
    r"|(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9]))(?!\d)",
    re.ASCII,
)
#: Beyond, nobody is looking for somebody any more.
MOST_WORDS, LONGEST_TYPED = 6, 100


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """An open class or group of the school, by its code and its label."""

    id: int
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class KnownFunction:
    """A function that somebody has in the school. `key` is how the statement of the search names it."""

    key: str
    code: str
    label: str
    discipline: str


@dataclass(frozen=True, slots=True)
class Token:
    """One thing asked: the start of a word of a name (`word`, empty when only a class is meant), or one of these
    groups, or one of these functions.
    """

    word: str
    groups: tuple[int, ...] = ()
    functions: tuple[str, ...] = ()


def tokens_of(
    typed: str, groups: tuple[KnownGroup, ...], functions: tuple[KnownFunction, ...]
) -> tuple[Token, ...]:
    """Everything a result must satisfy. Words that make the whole name of a class are that class alone."""
    words = tuple(folded(typed[:LONGEST_TYPED]).split()[:MOST_WORDS])
    whole: dict[str, tuple[int, ...]] = {}
    for group in groups:
        for name in {squeezed(group.code), squeezed(group.label)} - {""}:
            whole[name] = (*whole.get(name, ()), group.id)
    return tuple(_tokens(words, whole, groups, functions))


def dates_in(typed: str) -> tuple[tuple[date | None, ...], str]:
    """The dates typed (`21/09/2012`, `21.9.2012`, `2012-09-21`), None for one that does not exist; the rest."""
    cut = typed[:LONGEST_TYPED]
    found = tuple(
        _date(*map(int, (match["y"] or match["year"], match["m"] or match["month"], match["d"] or match["day"])))
        for match in _DATE.finditer(cut)
    )
    return found[:MOST_WORDS], _DATE.sub(" ", cut)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def squeezed(text: str) -> str:
    """Folded, and without any blank: `4e B` and `4eB` are the same class."""
    return folded(text).replace(" ", "")


def _tokens(
    words: tuple[str, ...],
    whole: dict[str, tuple[int, ...]],
    groups: tuple[KnownGroup, ...],
    functions: tuple[KnownFunction, ...],
) -> Iterator[Token]:
    at = 0
    while at < len(words):
        ends = (end for end in range(len(words), at + 1, -1) if "".join(words[at:end]) in whole)
        end = next(ends, None)
        if end is not None:
            yield Token("", groups=whole["".join(words[at:end])])
            at = end
        else:
            word = words[at]
            yield Token(
                word,
                groups=tuple(group.id for group in groups if _names_group(word, group)),
                functions=tuple(f.key for f in functions if _names_function(word, f)),
            )
            at += 1


def _names_group(word: str, group: KnownGroup) -> bool:
    return any(
        squeezed(name).startswith(word) or any(part.startswith(word) for part in folded(name).split())
        for name in (group.code, group.label)
    )


def _names_function(word: str, function: KnownFunction) -> bool:
    said = f"{function.label} {function.discipline} {function_words(function.code)}"
    return any(part.startswith(word) for part in folded(said).split())
