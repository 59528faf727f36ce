"""Days, hours and numbers, as each language writes them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from preau.kernel import words
from preau.kernel.tongues import TONGUES

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("code", "day", "first_of_april", "hour", "whole_hour", "number"),
    [
        ("fr", "mardi 24 novembre", "mercredi 1er avril", "8\u202fh\u202f05", "17\u202fh", "1\u202f234"),
        ("oc", "dimars 24 de novembre", "dimècres 1èr d’abril", "8\u202fh\u202f05", "17\u202fh", "1\u202f234"),
        ("ca", "dimarts 24 de novembre", "dimecres 1 d’abril", "8:05", "17:00", "1.234"),
        ("en", "Tuesday 24 November", "Wednesday 1 April", "8:05", "17:00", "1,234"),
        ("es", "martes 24 de noviembre", "miércoles 1 de abril", "8:05", "17:00", "1.234"),
        ("pt", "terça-feira 24 de novembro", "quarta-feira 1 de abril", "8:05", "17:00", "1\u202f234"),
        ("ar", "الثلاثاء 24 نوفمبر", "الأربعاء 1 أبريل", "8:05", "17:00", "1,234"),
        ("tlh", "mardi 24 novembre", "mercredi 1er avril", "8\u202fh\u202f05", "17\u202fh", "1\u202f234"),
    ],
)
def test_each_language_writes_a_day_an_hour_and_a_number_its_own_way(
    code: str, day: str, first_of_april: str, hour: str, whole_hour: str, number: str
) -> None:
    with translation.override(code):
        assert (words.day(TUESDAY), words.day(date(2026, 4, 1))) == (day, first_of_april)
        assert (words.hour(time(8, 5)), words.hour(time(17))) == (hour, whole_hour)
        assert words.number(1234) == number
        assert words.full_day(TUESDAY) == f"{day} 2026"
        assert words.short_day(TUESDAY) == "24/11/2026"


@given(st.sampled_from(sorted(TONGUES)), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_near_days_have_a_name_and_the_others_say_themselves(code: str, on: date) -> None:
    with translation.override(code):
        said = [words.relative_day(on + timedelta(days=n), on) for n in (-2, -1, 0, 1, 2)]
        assert tuple(said[1:4]) == TONGUES[code].near
        assert (said[0], said[4]) == (words.day(on - timedelta(days=2)), words.day(on + timedelta(days=2)))


@pytest.mark.parametrize("code", sorted(TONGUES))
def test_no_two_days_and_no_two_months_bear_one_name(code: str) -> None:
    tongue = TONGUES[code]
    week = [tongue.short_weekday(TUESDAY + timedelta(days=n)) for n in range(7)]
    assert [len(set(names)) for names in (tongue.weekdays, tongue.months, week)] == [7, 12, 7]
