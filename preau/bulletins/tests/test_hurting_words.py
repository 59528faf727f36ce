"""Words that may hurt: found whole, as they are written, whatever their accents and capitals (rule B3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.bulletins.hurting_words import LIST, pointed_out
from preau.kernel import words


@pytest.mark.parametrize(
    ("text", "written", "told"),
    [
        ("Travail MÉDIOCRE.", "MÉDIOCRE", "peut blesser sans aider"),
        ("Élève bête et têtu.", "bête", "juge la personne"),
        ("Il n’a pas sa place ici.", "n’a pas sa place", "ferme la porte"),
        ("Absences dues à sa dépression.", "dépression", "ne s’écrit pas dans un bulletin"),
    ],
)
def test_a_word_is_told_as_it_is_written(text: str, written: str, told: str) -> None:
    (note,) = pointed_out(text)
    assert note.startswith(f"«\u202f{written}\u202f» ")
    assert told in note


@pytest.mark.parametrize("text", ["Il faut annuler ce devoir.", "Quelque part.", "", "–"])
def test_a_word_inside_another_is_not_it(text: str) -> None:
    assert pointed_out(text) == ()


def test_several_are_told_each_once() -> None:
    assert len(pointed_out("Nul, nul, et paresseux.")) == 2


@given(
    st.text(max_size=40), st.sampled_from([word for group in LIST for word in group.words]), st.text(max_size=40)
)
def test_each_word_of_the_list_is_found_between_anything(before: str, word: str, after: str) -> None:
    assert pointed_out(f"{before} {word} {after}")


def test_the_list_is_folded_as_texts_are() -> None:
    assert [word for group in LIST for word in group.words if words.folded(word) != word] == []
