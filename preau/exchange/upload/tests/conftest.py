"""The collège of the cast, its scope open; and the hand that imports as Préau itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from preau.directory.models import School
from preau.exchange.upload.actions.import_people import import_people
from preau.exchange.upload.actions.import_timetable import import_timetable
from preau.exchange.upload.people.comparing import Wishes
from preau.exchange.upload.people.groups import Answers
from preau.exchange.upload.people.plan import Plan
from preau.exchange.upload.people.told import Told
from preau.exchange.upload.timetables.plan import Mode, TimetablePlan
from preau.exchange.weekly.records import Timetable
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM
from tests.cast import Cast

Import = Callable[..., Plan]
Lay = Callable[..., TimetablePlan]


@pytest.fixture
def college(cast: Cast) -> Iterator[School]:
    """The collège, its scope open."""
    school = cast.schools["college"]
    with transaction.atomic(), scope_opened_by_hand([school.pk]):
        yield school


@pytest.fixture
def bring(college: School) -> Import:
    """Apply what files say, as Préau itself."""

    def apply(
        told: Told,
        *,
        answers: Answers | None = None,
        absent_have_left: bool = False,
        default_level: int = 3,
        closing: frozenset[int] = frozenset(),
        is_confirmed: bool = False,
    ) -> Plan:
        wishes = Wishes(answers or {}, absent_have_left, default_level, closing)
        return import_people(
            actor=SYSTEM, school_id=college.pk, told=told, wishes=wishes, is_confirmed=is_confirmed
        )

    return apply


@pytest.fixture
def lay(college: School) -> Lay:
    """Apply a timetable, as Préau itself."""

    def apply(timetable: Timetable, *, mode: Mode = Mode.BOTH, **more: Any) -> TimetablePlan:
        answers = more.pop("answers", {})
        return import_timetable(
            actor=SYSTEM, school_id=college.pk, timetable=timetable, mode=mode, answers=answers, **more
        )

    return apply
