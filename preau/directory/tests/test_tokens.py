"""What is typed in the search of the directory, before any database."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from preau.directory.people.tokens import LONGEST_TYPED, MOST_WORDS, KnownFunction, KnownGroup, Token, tokens_of
from preau.directory.people.wording import function_label, kinship_label, regime_label

CLASSES = (KnownGroup(1, "4e B", "Quatrième B"), KnownGroup(2, "4e C", ""), KnownGroup(3, "4B ESP", "Espagnol 1"))
FUNCTIONS = (
    KnownFunction("ENS||MATHEMATIQUES", "ENS", "", "MATHEMATIQUES"),
    KnownFunction("EDU||", "EDU", "", ""),
)


def tokens(typed: str) -> tuple[Token, ...]:
    return tokens_of(typed, CLASSES, FUNCTIONS)


def test_a_class_is_itself_with_or_without_its_blanks() -> None:
    assert tokens("4e B") == (Token("", groups=(1,)),)
    assert tokens("4EB") == (Token("4eb", groups=(1,)),)
    assert tokens("4e") == (Token("4e", groups=(1, 2)),)


def test_words_before_and_after_a_class_are_words() -> None:
    assert tokens("Ségala 4e b léa") == (Token("segala"), Token("", groups=(1,)), Token("lea"))


def test_a_class_is_found_by_any_word_of_its_label() -> None:
    assert tokens("espagn") == (Token("espagn", groups=(3,)),)
    assert tokens("quatrieme b") == (Token("", groups=(1,)),)


def test_a_function_is_found_by_the_words_people_use() -> None:
    assert tokens("prof") == (Token("prof", functions=("ENS||MATHEMATIQUES",)),)
    assert tokens("CPE") == (Token("cpe", functions=("EDU||",)),)
    assert tokens("mathé") == (Token("mathe", functions=("ENS||MATHEMATIQUES",)),)


def test_accents_case_and_signs_count_for_nothing() -> None:
    assert tokens("  L’Hermitte-BŒUF ") == (Token("l"), Token("hermitte"), Token("boeuf"))
    assert tokens("%_'\\") == ()


@given(st.text(max_size=300))
def test_whatever_is_typed_there_are_few_tokens_of_letters_and_digits(typed: str) -> None:
    found = tokens(typed)
    assert len(found) <= MOST_WORDS
    assert all(token.word.isalnum() if token.word else token.groups for token in found)
    assert sum(len(token.word) for token in found) <= 20 * LONGEST_TYPED


def test_words_of_the_feeds_are_said_in_plain_french() -> None:
    assert function_label("ENS", "ENSEIGNEMENT", "MATHEMATIQUES") == "Enseignement, mathematiques"
    assert function_label("XYZ", "PERSONNELS DIVERS", "") == "Personnels divers"
    assert function_label("DIR", "", "Direction") == "Direction"
    assert kinship_label(10) == "mère"
    assert kinship_label(999) == "autre lien"
    assert regime_label("DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT 4") == "Demi-pension"
    assert regime_label("AUTRE CHOSE") == "Autre chose"
    assert regime_label("") == ""
