"""Catalogues are in step with the code, whole for families, and fill the same blanks as the French."""

from __future__ import annotations

import ast
import gettext
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.foundation.languages.catalogue import Catalogue, Entry, read, variables, written
from preau.foundation.languages.compiled import SOURCES, compiled
from preau.foundation.languages.offered import LANGUAGES, OFFERED, Language
from tests.languages.found import all_sentences, family_sentences, said_by_templates, sources, templates
from tests.languages.written import catalogue_of, in_step

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"\\'), min_size=1)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_a_catalogue_says_what_the_code_says_and_nothing_else(language: Language) -> None:
    """`make sentences` puts it back in step."""
    kept = (SOURCES / f"{language.code}.po").read_text()
    assert kept == written(in_step(language)), "make sentences"
    assert set(catalogue_of(language).entries) - {french for french, _plural in all_sentences()} == set()


@pytest.mark.parametrize("language", OFFERED[1:], ids=lambda one: one.code)
def test_a_language_that_people_may_choose_says_all_that_families_read(language: Language) -> None:
    entries = catalogue_of(language).entries
    assert [french for french, _plural in sorted(family_sentences()) if not entries[french].is_translated] == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_translations_are_filled_with_what_the_french_is_filled_with(language: Language) -> None:
    catalogue = catalogue_of(language)
    wrong = {}
    for entry in catalogue.entries.values():
        if not entry.is_translated:
            continue
        forms = catalogue.plural_forms if entry.plural else 1
        blanks = {variables(text) for text in (entry.french, entry.plural) if text}
        unnamed = {len(re.findall(r"%[sd]", text)) for text in (entry.french, *entry.said)}
        if len(entry.said) != forms or len(unnamed) != 1 or not _fills(entry, blanks):
            wrong[entry.french] = entry.said
    assert wrong == {}


def _fills(entry: Entry, blanks: set[frozenset[str]]) -> bool:
    """One thing may be said without its number (« une absence »): a form may leave it out, and nothing else."""
    whole = max(blanks, key=len)
    if not entry.plural:
        return all(variables(text) == whole for text in entry.said)
    return all(
        whole - variables(text) <= {"%(num)s", "%(count)s"} and variables(text) <= whole for text in entry.said
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_a_sentence_begins_and_ends_as_in_french(language: Language) -> None:
    """Spaces and ends of lines join it to what stands beside it."""
    loose = {
        entry.french: said
        for entry in catalogue_of(language).entries.values()
        for said in entry.said
        if said
        and (entry.french[:1].isspace(), entry.french[-1:].isspace()) != (said[:1].isspace(), said[-1:].isspace())
    }
    assert loose == {}


def test_the_same_french_has_one_plural() -> None:
    plurals: dict[str, set[str]] = {}
    for french, plural in all_sentences():
        plurals.setdefault(french, set()).add(plural)
    assert {french: several for french, several in plurals.items() if len(several) > 1} == {}


def test_nothing_is_translated_while_modules_are_read() -> None:
    """It would stay in the language of the first person who came: `gettext_lazy`, or `gettext_noop`."""
    early = [
        f"{name}:{node.lineno}"
        for name, tree in sources().items()
        for node in _read_at_import(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in {"_", "gettext", "ngettext"} - _marks(tree)
    ]
    assert early == []


def _marks(tree: ast.Module) -> set[str]:
    """`_` itself may be the lazy one, or one of the module that only marks."""
    imported = [one for node in tree.body if isinstance(node, ast.ImportFrom) for one in node.names]
    lazy = {one.asname or one.name for one in imported if one.name.endswith("_lazy")}
    return lazy | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def _read_at_import(tree: ast.AST) -> list[ast.AST]:
    found = []
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            found += [node, *_read_at_import(node)]
    return found


def test_templates_translate_literals_only() -> None:
    """What is not a literal cannot be extracted."""
    called = re.compile(r"(?<![\w.])_\(\s*[^\"'\s)]")
    assert [
        name
        for name, text in templates().items()
        if called.search(re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL))
    ] == []
    assert said_by_templates(["ui/base.html"])


@given(st.dictionaries(TEXTS, st.tuples(TEXTS | st.just(""), TEXTS, TEXTS), max_size=8))
def test_a_catalogue_is_read_as_it_was_written_and_gettext_reads_what_is_compiled(
    said: dict[str, tuple[str, str, str]],
) -> None:
    head = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    entries = {
        french: Entry(french, plural, (one, many) if plural else (one,))
        for french, (plural, one, many) in said.items()
        if "\0" not in french
    }
    catalogue = Catalogue(head, entries)
    assert read(written(catalogue)) == catalogue
    spoken = gettext.GNUTranslations(io.BytesIO(compiled(catalogue)))
    for entry in entries.values():
        if entry.plural:
            assert [spoken.ngettext(entry.french, entry.plural, n) for n in (1, 2)] == list(entry.said)
        else:
            assert spoken.gettext(entry.french) == entry.said[0]


def test_a_line_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="msgid sans guillemets"):
        read("msgid sans guillemets\n")
