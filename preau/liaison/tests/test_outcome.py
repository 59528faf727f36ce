"""What answers make together: rule B8, as arithmetic."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from preau.liaison.outcome import NO, YES, Outcome, is_final, outcome_of
from preau.liaison.slip_code import code_of, read_code

PEOPLE = some.integers(1, 6)
ANSWERS = some.dictionaries(PEOPLE, some.sampled_from([YES, NO, "mardi"]))
SIGNERS = some.frozensets(PEOPLE)
#: The first draw is slow where other work shares the machine.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@UNHURRIED
@given(ANSWERS, SIGNERS, some.booleans())
def test_nobody_answered_is_awaited_and_nothing_else_is(
    answers: dict[int, str], signers: frozenset[int], needs_all: bool
) -> None:
    assert (outcome_of(answers, signers, needs_all=needs_all) == Outcome.WAITING) is (not answers)


@UNHURRIED
@given(ANSWERS, SIGNERS, some.booleans())
def test_two_answers_that_differ_are_a_disagreement(
    answers: dict[int, str], signers: frozenset[int], needs_all: bool
) -> None:
    differ = len(set(answers.values())) > 1
    assert (outcome_of(answers, signers, needs_all=needs_all) == Outcome.CONFLICT) is differ


@UNHURRIED
@given(some.dictionaries(PEOPLE, some.just(YES), min_size=1), SIGNERS)
def test_one_agreement_is_enough_unless_all_must_sign(answers: dict[int, str], signers: frozenset[int]) -> None:
    assert outcome_of(answers, signers, needs_all=False) == Outcome.DONE
    every = signers <= set(answers)
    assert outcome_of(answers, signers, needs_all=True) == (Outcome.DONE if every else Outcome.PARTIAL)


@UNHURRIED
@given(some.dictionaries(PEOPLE, some.just(NO), min_size=1), SIGNERS, some.booleans())
def test_one_refusal_refuses(answers: dict[int, str], signers: frozenset[int], needs_all: bool) -> None:
    assert outcome_of(answers, signers, needs_all=needs_all) == Outcome.REFUSED


def test_only_a_refusal_is_final_and_only_after_the_deadline() -> None:
    assert is_final(NO, is_past_deadline=True)
    assert not is_final(NO, is_past_deadline=False)
    assert not is_final(YES, is_past_deadline=True)


@UNHURRIED
@given(some.integers(1, 10**9))
def test_a_code_is_read_however_it_is_typed(number: int) -> None:
    code = code_of(number)
    assert read_code(code) == read_code(f" {code[:-1]}-{code[-1].lower()} ") == number


@UNHURRIED
@given(some.integers(1, 10**6), some.integers(0, 5), some.integers(1, 9))
def test_one_wrong_figure_is_caught(number: int, place: int, more: int) -> None:
    figures = list(str(number))
    at = place % len(figures)
    figures[at] = str((int(figures[at]) + more) % 10)
    if int("".join(figures)) % 23 != number % 23:
        assert read_code("".join(figures) + code_of(number)[-1]) is None


def test_what_is_no_code_is_none() -> None:
    assert [read_code(typed) for typed in ("", "K", "12", "²K", "12É", "9" * 40 + "K")] == [None] * 6
