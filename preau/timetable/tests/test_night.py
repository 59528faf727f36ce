"""What happens by itself: the night lays, open pages hear of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from preau.access.actors import actor_under, attachments_of
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.ledger.listeners import Recorded
from preau.foundation.rooms.registry import may_listen
from preau.kernel.actor import Actor
from preau.timetable import live
from preau.timetable.events import LessonsLaid
from preau.timetable.jobs import lay_each_night, lay_school
from preau.timetable.models import Lesson
from preau.timetable.rules import LAID_AHEAD
from preau.timetable.tests.week import alternation, weekly, weeks
from tests.cast import NOW, TODAY, Cast

Look = Callable[[], AbstractContextManager[None]]


def actor_of(cast: Cast, name: str) -> Actor:
    person = cast.people[name]
    return actor_under(
        cast.profiles[name], attachments_of(person.pk), person_id=person.pk, first_name="", last_name=""
    )


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    topics: list[str] = []
    monkeypatch.setattr(live, "touch", lambda found, event_id: topics.extend(found))
    return topics


def test_each_night_asks_one_job_per_open_school(cast: Cast) -> None:
    cast.schools["twin"].is_open = False
    cast.schools["twin"].save()
    lay_each_night()
    asked = ProcrastinateJob.objects.filter(task_name="preau.timetable.jobs.lay_school").order_by("id")
    cast.schools["twin"].is_open = True
    assert [job.args for job in asked] == [
        {"school_id": cast.schools["college"].pk},
        {"school_id": cast.schools["agricole"].pk},
    ]


def test_the_job_lays_up_to_the_horizon(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        course = weekly(cast, alternation(cast, weeks(30)), 4, time(9))
    lay_school(school_id=cast.schools["college"].pk)
    lay_school(school_id=cast.schools["college"].pk)
    with seen_everywhere():
        days = Lesson.objects.filter(weekly_course=course).values_list("held_on", flat=True)
        assert len(days) == 6
        assert max(days) <= TODAY + LAID_AHEAD


def test_open_timetables_hear_of_new_lessons(cast: Cast, touched: list[str]) -> None:
    gather_listeners()
    fact = LessonsLaid(3, TODAY, TODAY + timedelta(days=1), laid=1, changed=0, removed=0)
    live.touch_timetables(fact, Recorded(1, NOW, 3, None, "agent"))
    assert touched == ["emploi:3"]


def test_one_listens_to_the_timetables_of_ones_schools(cast: Cast) -> None:
    college = f"emploi:{cast.schools['college'].pk}"
    listeners = ("lea", "marc", "durand", "cpe", "secretaire")
    assert [name for name in listeners if not may_listen(actor_of(cast, name), college)] == []
    others = ("tom", "jumelle", "jumeau_cpe", "jumeau_parent", "agent")
    assert [name for name in others if may_listen(actor_of(cast, name), college)] == []
    assert not may_listen(actor_of(cast, "cpe"), "emploi:abc")
    assert not may_listen(actor_of(cast, "cpe"), "emploi:")
