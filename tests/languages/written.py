"""Writing the catalogues: what families read, and of the rest what is already translated."""

from __future__ import annotations

from preau.foundation.languages.catalogue import Catalogue, merged, read, written
from preau.foundation.languages.compiled import SOURCES
from preau.foundation.languages.offered import LANGUAGES, Language
from tests.languages.found import all_sentences, family_sentences


def catalogue_of(language: Language) -> Catalogue:
    """The catalogue of a language as its file has it; an empty one before its first sentence."""
    source = SOURCES / f"{language.code}.po"
    head = {
        "Language": language.code,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plural_forms,
    }
    return read(source.read_text()) if source.exists() else Catalogue(head)


def in_step(language: Language) -> Catalogue:
    """The same, in step with the code."""
    known = catalogue_of(language)
    wanted = dict(family_sentences())
    kept = {
        french: plural
        for french, plural in all_sentences()
        if french in known.entries and known.entries[french].is_translated
    }
    return merged(known, sorted({**kept, **wanted}.items()))


def write_catalogues() -> None:
    """Each language, whether or not it is offered."""
    for language in LANGUAGES:
        (SOURCES / f"{language.code}.po").write_text(written(in_step(language)))
