"""Two generations of link codes and legal flags, told apart (formats §1.4)."""

from __future__ import annotations

import pytest

from preau.exchange.aaf.persons import relation_tuple
from preau.exchange.aaf.records import RelationTuple
from preau.exchange.aaf.relations import (
    NEW_KINSHIPS,
    Generation,
    GenerationEvidence,
    Relation,
    interpret,
    kinship_of,
)


def tuples(*values: str) -> list[RelationTuple]:
    return [found for value in values if (found := relation_tuple(value))]


def levels(*values: str, among: list[list[str]] | None = None, header: dict[str, str] | None = None) -> list[int]:
    """The levels of one pupil's relations, in a source holding also these pupils and this header."""
    evidence = GenerationEvidence()
    evidence.see_header(header or {})
    for pupil in [list(values), *(among or [])]:
        evidence.see_pupil(tuples(*pupil))
    return [relation.level for relation in interpret(tuples(*values), evidence.reading())]


def test_old_parents_one_and_two_are_both_legal() -> None:
    assert levels("a$1$1$1$0$0", "b$2$0$2$0$0") == [1, 1]


def test_new_parents_are_both_one_and_two_is_a_person_in_charge() -> None:
    assert levels("a$10$1$1$0$0", "b$20$0$1$0$0", "c$38$0$2$0$0", "d$39$0$3$1$0") == [1, 1, 2, 3]


def test_an_old_mother_alone_written_two_keeps_her_place() -> None:
    assert levels("b$2$0$2$0$0") == [1]


def test_old_codes_with_both_parents_written_one_are_of_the_new_generation() -> None:
    others = [["a$1$1$1$0$0", "b$2$0$1$0$0"], ["c$1$1$1$0$0", "d$2$0$1$0$0"]]
    assert levels("x$2$1$1$0$0", "y$4$0$2$0$0", among=others) == [1, 2]


def test_one_mistake_does_not_change_the_generation_of_a_source() -> None:
    others = [["a$1$1$1$0$0", "b$2$0$1$0$0"], ["c$1$1$1$0$0", "d$2$0$2$0$0"]]
    assert levels("x$1$1$1$0$0", "y$2$0$2$0$0", among=others) == [1, 1]


@pytest.mark.parametrize(
    ("header", "level"),
    [
        ({}, 1),
        ({"versionAF": "AAF-VE1301"}, 1),
        ({"versionAF": "AAF-VE2407"}, 2),
        ({"versionSDET": "Annexe 4bis version 6.4"}, 2),
    ],
)
def test_without_a_telling_pupil_the_header_decides(header: dict[str, str], level: int) -> None:
    assert levels("b$2$0$2$0$0", header=header) == [level]


def test_pupils_speak_louder_than_the_header() -> None:
    header = {"versionSDET": "Annexe 4bis version 6.4"}
    assert levels("a$1$1$1$0$0", "b$2$0$2$0$0", header=header) == [1, 1]


def test_new_codes_are_new_even_under_an_old_header_and_among_old_ones() -> None:
    others = [["a$1$1$1$0$0", "b$2$0$2$0$0"]]
    assert levels("x$38$0$2$0$0", among=others, header={"versionAF": "AAF-VE1301"}) == [2]


def test_an_unreadable_link_follows_what_prevails() -> None:
    assert levels("x$?$0$2$0$0", among=[["a$10$1$1$0$0"]]) == [2]
    assert levels("x$$0$2$0$0", among=[["a$1$1$1$0$0", "b$2$0$2$0$0"]]) == [1]


@pytest.mark.parametrize(
    ("link", "kinship"),
    [
        (1, 20),
        (2, 10),
        (3, 50),
        (4, 39),
        (5, 51),
        (6, 90),
        (7, 70),
        (10, 10),
        (20, 20),
        (70, 70),
        (0, 90),
        (None, 90),
    ],
)
def test_links_are_normalised_to_the_new_list(link: int | None, kinship: int) -> None:
    assert kinship_of(link) == kinship
    assert kinship in NEW_KINSHIPS


def test_one_is_a_father_and_ten_a_mother() -> None:
    old, new = tuples("a$1$0$1$0$0", "b$10$0$1$0$0")
    assert (kinship_of(old.link), kinship_of(new.link)) == (20, 10)


def test_tuples_for_one_relative_are_made_one_and_the_most_specific_wins() -> None:
    evidence = GenerationEvidence()
    found = interpret(tuples("a$90$0$3$1$0", "b$20$0$1$0$0", "a$10$1$1$0$1"), evidence.reading())
    assert found == (Relation("a", 1, 10, True, True, True), Relation("b", 1, 20, False, False, False))


def test_no_implication_holds_between_flags() -> None:
    assert interpret(tuples("a$4$0$1$0$0"), GenerationEvidence().reading()) == (
        Relation("a", 1, 39, False, False, False),
    )


@pytest.mark.parametrize("value", ["", "a", "a$1$1", "$1$1$1$0$0"])
def test_a_tuple_too_short_or_without_a_person_is_not_read(value: str) -> None:
    assert relation_tuple(value) is None


def test_a_generation_has_a_french_name() -> None:
    assert [str(generation) for generation in Generation] == ["ancienne", "nouvelle"]
