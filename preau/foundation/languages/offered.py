"""Which languages Préau speaks, and speaking one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import translation

FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code, its name in itself, how its catalogue counts (`Plural-Forms` of gettext), and the side
    where its lines begin. `is_offered`: its catalogue is complete enough for people to choose it.
    """

    code: str
    name: str
    plural_forms: str = ""
    is_offered: bool = True
    direction: str = "ltr"


_TWO = "nplurals=2; plural=(n != 1);"
_TWO_FROM_TWO = "nplurals=2; plural=(n > 1);"
_ARABIC = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"

#: French, that the source is written in, has no catalogue. A sentence that another has not yet is said in French.
LANGUAGES = (
    Language("oc", "occitan", _TWO_FROM_TWO),
    Language("ca", "català", _TWO, is_offered=False),
    Language("en", "English", _TWO),
    Language("es", "español", _TWO, is_offered=False),
    Language("pt", "português", _TWO, is_offered=False),
    Language("ar", "العربية", _ARABIC, is_offered=False, direction="rtl"),
)
OFFERED = (Language(FRENCH, "français"), *(language for language in LANGUAGES if language.is_offered))
_BY_CODE = {language.code: language for language in (Language(FRENCH, "français"), *LANGUAGES)}
_OFFERED_CODES = frozenset(language.code for language in OFFERED)


def is_offered(code: str) -> bool:
    """True for a language that people may choose."""
    return code in _OFFERED_CODES


def language_of(code: str | None) -> Language:
    """The language of this code; French when it is none of ours."""
    return _BY_CODE.get(code or FRENCH, _BY_CODE[FRENCH])


def spoken() -> Language:
    """The language spoken now: that of the person who asks, or of the one somebody writes to."""
    return language_of(translation.get_language())


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Say what follows in this language (French when it is none of ours), then go on in the former one."""
    wanted = language_of(code).code
    if wanted == translation.get_language():
        yield
        return
    with translation.override(wanted):
        yield
