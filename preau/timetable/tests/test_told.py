"""Who is told of a change, and which open pages hear of it: those concerned, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.test import Client

from preau.access.actors import actor_under, attachments_of
from preau.foundation.ledger import delivery
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.notices.models import Notice
from preau.foundation.rooms.registry import may_listen
from preau.timetable import live
from preau.timetable.tests.changing import door, send
from tests.cast import TODAY, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
#: Léa's group of Spanish, her parents, her teacher.
CONCERNED = {"lea", "marc", "sofia", "double"}


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    topics: list[str] = []
    monkeypatch.setattr(live, "touch", lambda found, event_id: topics.extend(found))
    return topics


def told(cast: Cast) -> dict[str, str]:
    """Name -> the words told, once the ledger has done its work."""
    gather_listeners()
    deliver_all()
    names = {person.pk: name for name, person in cast.people.items()}
    return {names[notice.recipient_id]: notice.title for notice in Notice.objects.order_by("id")}


def test_those_of_the_lesson_are_told_of_its_end_and_nobody_else(cast: Cast, visit: Visit) -> None:
    send(visit("chef"), door(cast, "cancel-lesson", cast.lessons["espagnol"].pk))
    assert told(cast) == dict.fromkeys(CONCERNED, "Cours annulé")
    mine = Notice.objects.get(recipient_id=cast.marc.pk)
    assert (mine.kind, mine.profile, mine.about_pupil_id) == ("timetable:change", "responsable", cast.lea.pk)
    assert mine.path == f"/eleves/{cast.lea.pk}/emploi-du-temps/?jour=2026-11-24"
    assert mine.detail.startswith("Espagnol LV2, mardi 24 novembre, 14")


def test_the_same_fact_twice_tells_nothing_more(cast: Cast, visit: Visit) -> None:
    send(visit("chef"), door(cast, "cancel-lesson", cast.lessons["espagnol"].pk))
    told(cast)
    with delivery._as_owner():
        LedgerEvent.objects.update(delivered_at=None)
    told(cast)
    assert Notice.objects.count() == len(CONCERNED)


@pytest.mark.parametrize(("days", "is_told"), [(7, True), (9, False)])
def test_a_change_far_ahead_is_read_on_the_page_and_not_told(
    cast: Cast, visit: Visit, seen_everywhere: Look, days: int, is_told: bool
) -> None:
    with seen_everywhere():
        far = lesson(
            cast, "loin", "college", "4B-ESP", "double", "Espagnol LV2", time(9), time(10),
            on=TODAY + timedelta(days=days),
        )  # fmt: skip
    send(visit("chef"), door(cast, "cancel-lesson", far.pk))
    assert bool(told(cast)) is is_told


def test_a_lesson_put_off_far_away_is_told_as_it_was_near(cast: Cast, visit: Visit) -> None:
    moment = {"on": "2026-12-15", "starts_at": "16:00", "minutes": 55, "room": ""}
    send(visit("chef"), door(cast, "move-lesson", cast.lessons["espagnol"].pk), **moment)
    assert told(cast) == dict.fromkeys(CONCERNED, "Cours déplacé")


def test_both_teachers_are_told_of_a_replacement(cast: Cast, visit: Visit) -> None:
    fields = {"absent": cast.double.pk, "substitute": cast.petit.pk, "end_of_entry_on": "2026-12-11"}
    send(visit("chef"), door(cast, "replace-teacher", cast.lessons["espagnol"].pk), **fields)
    assert told(cast) == dict.fromkeys({*CONCERNED, "petit"}, "Remplacement")


def test_only_the_pages_of_those_concerned_are_touched(cast: Cast, visit: Visit, touched: list[str]) -> None:
    send(visit("chef"), door(cast, "cancel-lesson", cast.lessons["espagnol"].pk))
    told(cast)
    school = cast.schools["college"].pk
    lessons = f"seances:{school}:"
    assert {*touched} == {
        f"{lessons}p{cast.lea.pk}", f"{lessons}p{cast.double.pk}", f"eleve:{cast.lea.pk}",
        f"{lessons}g{cast.groups['4B'].pk}", f"{lessons}g{cast.groups['4B-ESP'].pk}",
        next(topic for topic in touched if topic.startswith(f"{lessons}s")),
    }  # fmt: skip


def test_one_listens_to_ones_own_lessons(cast: Cast) -> None:
    topic = f"seances:{cast.schools['college'].pk}:p{cast.lea.pk}"

    def listens(name: str) -> bool:
        held = attachments_of(cast.people[name].pk)
        actor = actor_under(cast.profiles[name], held, person_id=cast.people[name].pk, first_name="", last_name="")
        return may_listen(actor, topic)

    heard = {name for name in cast.people if cast.profiles[name] and listens(name)}
    assert {"lea", "marc", "sofia", "cpe", "durand"} <= heard
    assert heard & {"noe", "tom", "jumelle", "jumeau_prof", "jumeau_parent", "oncle"} == set()
