"""The choices of a school about marks, in the groups in which they are made: one small question at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from preau.grading.averages.given import Code
from preau.grading.averages.rounding import Rounding
from preau.grading.models import GradingSettings


@dataclass(frozen=True, slots=True)
class AveragesChoice:
    """What an average is and where it is written. `shows_general` None: in a lycée only (rule B2.8)."""

    rounding: Rounding
    shows_averages: bool
    shows_general: bool | None
    shows_rank: bool


@dataclass(frozen=True, slots=True)
class FamiliesChoice:
    """When marks are seen, and what is seen beside them (rule B2.9)."""

    release_hour: time
    parents_after_hours: int
    shows_class_figures: bool
    fewest_marks: int


@dataclass(frozen=True, slots=True)
class LoadChoice:
    """From how many tests a new one is pointed out; 0: never (C43)."""

    tests_a_day: int
    tests_a_week: int


@dataclass(frozen=True, slots=True)
class PositioningChoice:
    """The averages, on 20, from which levels 2, 3 and 4 begin (rule B2.10)."""

    begins: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class CodesChoice:
    """What families read for each code; an empty word: that of the house (rule B2.3)."""

    words: Mapping[Code, str]


Choice = AveragesChoice | FamiliesChoice | LoadChoice | PositioningChoice | CodesChoice


def settings_of(school_id: int) -> GradingSettings:
    """The choices in force: those of the house where the school made none."""
    return GradingSettings.objects.filter(school_id=school_id).first() or GradingSettings(school_id=school_id)
