"""What the count takes and says: its door, its sentences, and words that are those of the tables."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from preau.attendance.counting.facts import Admissibility, Half, LateArrival, LessonTime, Method
from preau.attendance.counting.rules import SENTENCES, Rule
from preau.attendance.counting.tests.school import absent, at, noted
from preau.attendance.counting.totals import Verdict
from preau.attendance.models import AbsencePeriod, AttendanceSettings
from preau.directory import models as directory


def test_what_makes_no_sense_is_refused_at_the_door() -> None:
    with pytest.raises(ValueError, match="ends after"):
        absent("9:00-9:00")
    with pytest.raises(ValueError, match="aware"):
        LessonTime(1, datetime(2026, 11, 23, 8), datetime(2026, 11, 23, 9, tzinfo=UTC))  # noqa: DTZ001
    with pytest.raises(ValueError, match="a minute"):
        LateArrival(noted(1), at("8:00"), 0)


def test_every_rule_is_one_sentence_that_a_parent_can_read() -> None:
    assert set(SENTENCES) == set(Rule)
    assert all(rule.sentence.endswith(".") and rule.sentence.count(".") == 1 for rule in Rule)


def test_the_words_are_those_of_the_tables() -> None:
    assert {str(half) for half in Half} == set(directory.Half.values)
    assert {str(one) for one in Admissibility} == set(AbsencePeriod.Admissibility.values)
    assert {str(one) for one in Method} == set(AttendanceSettings.Counting.values)
    assert [str(verdict) for verdict in Verdict] == ["justifiee", "en_attente", "injustifiee"]


def test_the_arithmetic_needs_neither_django_nor_a_database() -> None:
    program = (
        "import sys; from preau.attendance.counting import count, thresholds; "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'psycopg'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
