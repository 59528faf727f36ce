"""Averages: worked examples of rule B2, then properties that hold for any marks in any order."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from preau.grading.averages.average import average, mean
from preau.grading.averages.general import GeneralAverage, InGeneral, OfSubject, general_average
from preau.grading.averages.given import Code, Counts, Given, Why
from preau.grading.averages.rounding import Rounding, hundredths, rounded
from preau.grading.averages.subject import NO_PART, Part, subject_average

D = Decimal


def mark(value: str | None, out_of: str = "20", coefficient: str = "1", key: int = 0, **more: object) -> Given:
    number = None if value is None else D(value)
    return Given(key, number, D(out_of), D(coefficient), **more)  # type: ignore[arg-type]


# --- Worked examples -----------------------------------------------------------------------------------------


def test_a_mark_not_brought_to_the_scale_weighs_what_it_is_out_of() -> None:
    # 8/10 weighs half of 12/20: (8 + 12) / (1/2 + 1)
    assert average([mark("8", "10"), mark("12")]).value == Fraction(40, 3)


def test_a_mark_brought_to_the_scale_weighs_its_coefficient() -> None:
    assert average([mark("8", "10", is_rescaled=True), mark("12")]).value == 14


def test_no_mark_is_not_a_zero() -> None:
    assert average([]).value is None
    assert average([mark(None, code=Code.ABSENT), mark(None, code=Code.EXEMPT)]).value is None


@pytest.mark.parametrize(
    ("code", "value"),
    [(Code.ABSENT, 10), (Code.NOT_MARKED, 10), (Code.UNFIT, 10), (Code.NOT_HANDED_IN, 10), (Code.EXEMPT, 10),
     (Code.ABSENT_ZERO, 5), (Code.NOT_HANDED_IN_ZERO, 5)],
)  # fmt: skip
def test_a_code_counts_as_nothing_or_as_zero(code: Code, value: int) -> None:
    assert average([mark("10"), mark(None, code=code)]).value == value


def test_a_formative_mark_and_a_null_coefficient_are_shown_and_left_out() -> None:
    found = average([mark("10", key=1), mark("20", key=2, is_formative=True), mark("20", "20", "0", key=3)])
    assert found.value == 10
    assert [item.why for item in found.items] == [Why.COUNTED, Why.FORMATIVE, Why.NO_WEIGHT]


def test_marks_that_count_if_they_raise_make_the_greatest_average() -> None:
    optional = [mark(value, key=key, counts=Counts.IF_BETTER) for key, value in ((2, "16"), (3, "12"), (4, "4"))]
    found = average([mark("8", key=1), *optional])
    # 8, 16 → 12; 12 does not raise 12; 4 lowers.
    assert found.value == 12
    assert [item.why for item in found.items] == [Why.COUNTED, Why.COUNTED, Why.WOULD_LOWER, Why.WOULD_LOWER]


def test_a_bonus_adds_its_points_above_half_without_weight() -> None:
    assert average([mark("12"), mark("14", counts=Counts.BONUS)]).value == 16
    assert average([mark("12"), mark("7", "10", counts=Counts.BONUS)]).value == 14
    assert average([mark("12"), mark("9", counts=Counts.BONUS)]).value == 12
    assert average([mark("19"), mark("20", counts=Counts.BONUS)]).value == 20


def test_the_best_mark_may_weigh_more() -> None:
    assert average([mark("8"), mark("16")], best_bonus=D(1)).value == Fraction(40, 3)


def test_parts_weigh_their_coefficients_and_nothing_when_they_have_no_mark() -> None:
    marks = {1: [mark("10")], 2: [mark("16")], 3: []}
    parts = [Part(1, D(1)), Part(2, D(2)), Part(3, D(5))]
    assert subject_average(marks, parts).value == 14


def test_parts_that_weigh_nothing_are_an_error_that_is_told() -> None:
    found = subject_average({1: [mark("10")]}, [Part(1, D(0))])
    assert found.value is None
    assert found.is_misconfigured


def test_marks_of_before_the_parts_are_a_part() -> None:
    assert subject_average({NO_PART: [mark("10")], 1: [mark("20")]}, [Part(1, D(1))]).value == 15


def general(*subjects: tuple[str | None, str, InGeneral]) -> GeneralAverage:
    return general_average(
        OfSubject(key, None if value is None else Fraction(value), D(coefficient), mode)
        for key, (value, coefficient, mode) in enumerate(subjects)
    )


def test_the_general_average_and_its_options() -> None:
    count, bonus, over = InGeneral.COUNTS, InGeneral.BONUS, InGeneral.IF_OVER_HALF
    assert general(("10", "3", count), ("16", "1", count), (None, "5", count)).value == Fraction(46, 4)
    assert general(("10", "2", count), ("14", "1", bonus)).value == 12
    assert general(("12", "1", count), ("8", "1", over)).value == 12
    assert general(("12", "1", count), ("18", "1", over)).value == 15
    assert general(("14", "1", bonus)).value is None
    assert general(("12", "1", InGeneral.NEVER)).value is None


@pytest.mark.parametrize(
    ("rounding", "written"),
    [(Rounding.TENTH, "12.4"), (Rounding.TENTH_UP, "12.4"), (Rounding.HALF, "12.5"), (Rounding.HALF_UP, "12.5"),
     (Rounding.WHOLE, "12"), (Rounding.WHOLE_UP, "13")],
)  # fmt: skip
def test_six_roundings(rounding: Rounding, written: str) -> None:
    assert rounded(Fraction("12.35"), rounding) == D(written)


def test_a_tie_is_rounded_in_favour_of_the_pupil() -> None:
    assert rounded(Fraction("12.25"), Rounding.HALF) == D("12.5")
    assert rounded(Fraction("9.95"), Rounding.TENTH) == D("10")
    assert hundredths(Fraction(37, 3)) == D("12.33")


def test_the_mean_of_a_class_is_of_those_who_have_an_average() -> None:
    assert mean([Fraction(10), None, Fraction(15)]) == Fraction(25, 2)
    assert mean([None]) is None


@pytest.mark.parametrize("wrong", [mark("1", "0"), mark("1", "20", "-1")])
def test_nonsense_is_an_error_of_ours(wrong: Given) -> None:
    with pytest.raises(ValueError, match=r"never|more"):
        average([wrong])


# --- Properties ----------------------------------------------------------------------------------------------


@st.composite
def marks(draw: st.DrawFn, *, fewest: int = 0) -> list[Given]:
    count = draw(st.integers(fewest, 12))
    found = []
    for key in range(count):
        out_of = draw(st.sampled_from([D(5), D(10), D(20), D("12.5"), D(40), D(100)]))
        code = draw(st.one_of(st.none(), st.none(), st.none(), st.sampled_from(list(Code))))
        steps = draw(st.integers(0, int(out_of * 4)))
        found.append(
            Given(
                key,
                None if code else D(steps) / 4,
                out_of,
                draw(st.sampled_from([D(0), D("0.5"), D(1), D(3)])),
                code,
                draw(st.booleans()),
                draw(st.integers(0, 9)) == 0,
                draw(st.sampled_from(list(Counts))),
            )
        )
    return found


bonuses = st.sampled_from([D(0), D(1), D("2.5")])


@settings(max_examples=300)
@given(marks(), bonuses, st.randoms(use_true_random=False))
def test_the_order_of_marks_changes_nothing(some: list[Given], best: Decimal, chance: object) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert average(some, best_bonus=best).value == average(shuffled, best_bonus=best).value


@settings(max_examples=300)
@given(marks(), bonuses)
def test_an_average_stays_on_its_scale_and_its_items_explain_it(some: list[Given], best: Decimal) -> None:
    found = average(some, best_bonus=best)
    counted = [item for item in found.items if item.why is Why.COUNTED]
    if found.value is None:
        assert not counted
        return
    assert 0 <= found.value <= 20
    ordinary = {mark.key for mark in some if mark.counts is Counts.ALWAYS}
    ratios = [item.points / item.weight for item in counted if item.key in ordinary]
    points = sum(item.points for item in found.items) + max(ratios) * found.best_bonus
    weight = sum(item.weight for item in found.items) + found.best_bonus
    assert found.value == min(points / weight, Fraction(20))


@settings(max_examples=300)
@given(marks())
def test_what_counts_if_it_raises_never_lowers(some: list[Given]) -> None:
    assume(not any(one.counts is Counts.BONUS for one in some))
    without = average([one for one in some if one.counts is Counts.ALWAYS]).value
    found = average(some).value
    assert (without is None) == (found is None)
    assert found is None or without is None or found >= without


@settings(max_examples=200)
@given(marks(fewest=1), st.integers(2, 7))
def test_coefficients_all_times_the_same_change_nothing(some: list[Given], times: int) -> None:
    assume(not any(one.counts is Counts.BONUS for one in some))
    again = [
        Given(m.key, m.value, m.out_of, m.coefficient * times, m.code, m.is_rescaled, m.is_formative, m.counts)
        for m in some
    ]
    assert average(some).value == average(again).value


@given(st.fractions(min_value=0, max_value=20), st.sampled_from(list(Rounding)))
def test_a_rounding_is_a_step_and_never_far(value: Fraction, rounding: Rounding) -> None:
    step = {"dixieme": Fraction(1, 10), "demi": Fraction(1, 2), "entier": Fraction(1)}[
        rounding.removesuffix("_sup")
    ]
    written = Fraction(rounded(value, rounding))
    assert written % step == 0
    if rounding.endswith("_sup"):
        assert 0 <= written - value < step
    else:
        assert -step / 2 < written - value <= step / 2


@given(marks())
def test_a_subject_without_parts_is_the_average_of_its_marks(some: list[Given]) -> None:
    assert subject_average({NO_PART: some}).value == average(some).value
