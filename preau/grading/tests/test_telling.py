"""« Prévenez-moi » : who asked is told of new marks, once, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from preau.access import devices
from preau.directory.models import Guardianship
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.notices.models import Notice
from preau.foundation.push.send import PushRefused
from preau.grading import jobs, notices
from preau.grading.actions.ask_for_new_marks import ask_for_new_marks
from preau.grading.actions.release_evaluation import release_evaluation
from preau.grading.actions.tell_new_marks import tell_new_marks
from preau.grading.actions.write_marks import Typed, write_marks
from preau.grading.cell import CellKey
from preau.grading.models import Evaluation, GradingSettings, Mark, NewMarksSubscription
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.kernel.refusals import NotAllowed, NotPossible
from tests.cast import NOW, TODAY, Cast, everywhere
from tests.house.test_actions import acting

Visit = Callable[[str], Client]
LATER = NOW + timedelta(hours=2)


def ask(cast: Cast, who: str = "marc", cadence: str = "jour") -> None:
    with everywhere(cast):
        ask_for_new_marks(actor=acting(cast, who), pupil_id=cast.lea.pk, cadence=cadence)


def release(cast: Cast, name: str = "volumes", value: str = "12") -> None:
    """An evaluation that will be seen in an hour, and the mark of Léa."""
    with everywhere(cast):
        evaluation = cast.evaluations[name]
        Evaluation.objects.filter(pk=evaluation.pk).update(
            released_at=NOW + timedelta(hours=1), published_on=TODAY
        )
        Mark.objects.create(
            school=evaluation.school, evaluation=evaluation, pupil_id=cast.lea.pk, value=Decimal(value),
            written_at=NOW, written_by_id=cast.durand.pk,
        )  # fmt: skip


def tell(cast: Cast, cadence: str = "jour", at: timedelta = timedelta(hours=2)) -> int:
    with everywhere(cast), clock.at(NOW + at):
        return tell_new_marks(actor=SYSTEM, school_id=cast.schools["college"].pk, cadence=cadence)


def told(cast: Cast) -> list[tuple[int, str]]:
    gather_listeners()
    deliver_all()
    rows = Notice.objects.filter(kind="grading:new_marks").order_by("id")
    return [(one.recipient_id, one.title.replace("\u202f", " ")) for one in rows]


def test_nobody_is_told_who_did_not_ask(cast: Cast) -> None:
    release(cast)
    assert (tell(cast), tell(cast, "aussitot")) == (0, 0)
    assert told(cast) == []


def test_who_asked_is_told_once_of_all_that_is_new(cast: Cast) -> None:
    ask(cast)
    release(cast)
    assert tell(cast, at=timedelta(minutes=30)) == 0
    assert (tell(cast), tell(cast), tell(cast, "aussitot")) == (1, 0, 0)
    assert told(cast) == [(cast.marc.pk, "Léa : 1 nouvelle note")]


def test_each_parent_asks_for_herself_and_the_pupil_too(cast: Cast) -> None:
    ask(cast, "sofia")
    ask(cast, "lea")
    release(cast)
    assert tell(cast) == 2
    assert {recipient for recipient, _title in told(cast)} == {cast.people["sofia"].pk, cast.lea.pk}


def test_what_was_seen_before_is_no_news_and_what_changes_after_is(cast: Cast) -> None:
    ask(cast)
    assert tell(cast) == 0
    with everywhere(cast):
        Mark.objects.filter(pupil_id=cast.lea.pk).update(value=Decimal(15), written_at=LATER)
    assert tell(cast, at=timedelta(hours=3)) == 1


def test_families_are_told_when_they_may_see_it(cast: Cast) -> None:
    ask(cast)
    ask(cast, "lea")
    release(cast)
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], parents_after_hours=24)
    assert (tell(cast), tell(cast, at=timedelta(hours=20)), tell(cast, at=timedelta(hours=26))) == (1, 0, 1)


def test_who_may_consult_no_more_is_told_nothing(cast: Cast) -> None:
    ask(cast)
    release(cast)
    with everywhere(cast):
        Guardianship.objects.filter(guardian=cast.marc).update(may_consult=False)
    assert tell(cast) == 0


def test_parents_of_a_pupil_who_opposes_are_told_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(cast)
    release(cast)
    monkeypatch.setattr(
        "preau.grading.actions.tell_new_marks.is_opposed", lambda pupil_id, on: pupil_id == cast.lea.pk
    )
    assert tell(cast) == 0


def test_a_choice_is_changed_repeated_and_given_up(cast: Cast) -> None:
    for cadence in ("jour", "jour", "aussitot"):
        ask(cast, cadence=cadence)
    with everywhere(cast):
        (kept,) = NewMarksSubscription.objects.all()
        assert (kept.cadence, kept.person_id) == ("aussitot", cast.marc.pk)
        assert LedgerEvent.objects.filter(name__endswith="NewMarksAskedFor").count() == 2
    for _again in range(2):
        ask(cast, cadence="")
    with everywhere(cast):
        assert not NewMarksSubscription.objects.exists()
    with pytest.raises(NotPossible):
        ask(cast, cadence="heure")


@pytest.mark.parametrize("who", ["noe", "oncle", "durand", "chef", "jumeau_parent"])
def test_only_who_may_see_her_marks_asks(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask(cast, who)


class Later:
    """What was asked of a job, without running it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []

    def later(self, **said: object) -> None:
        self.asked.append(("later", said["pupil_ids"] if "pupil_ids" in said else said["person_id"]))

    def after(self, wait: timedelta, **said: object) -> None:
        self.asked.append((f"{wait}", said["pupil_ids"]))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    found = Later()
    monkeypatch.setattr(notices, "tell_new_marks_of", found)
    return found


def test_at_once_comes_with_the_release_and_only_when_asked(cast: Cast, later: Later) -> None:
    release(cast)
    college, volumes = cast.schools["college"].pk, cast.evaluations["volumes"].pk
    for cadence in ("jour", "aussitot"):
        ask(cast, cadence=cadence)
        with everywhere(cast), clock.at(LATER):
            release_evaluation(actor=SYSTEM, school_id=college, evaluation_id=volumes)
        told(cast)
        assert later.asked == ([] if cadence == "jour" else [("later", [cast.lea.pk])])


def test_a_mark_typed_late_waits_a_little_for_the_others(cast: Cast, later: Later) -> None:
    ask(cast, cadence="aussitot")
    for name, seen in (("volumes", 0), ("fractions", 1)):
        typed = Typed(CellKey(cast.evaluations[name].pk, cast.lea.pk), "17", seen)
        with everywhere(cast):
            write_marks(
                actor=acting(cast, "durand"), school_id=cast.schools["college"].pk,
                gradebook_id=cast.gradebooks["maths"].pk, cells=[typed],
            )  # fmt: skip
    told(cast)
    assert later.asked == [("0:10:00", [cast.lea.pk])]


def test_jobs_find_and_push_without_saying_the_mark(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(cast)
    release(cast)
    pushed: list[dict[str, str]] = []
    monkeypatch.setattr(notices, "people_with_a_device", frozenset)
    monkeypatch.setattr(jobs, "push_to", lambda person_id, said: pushed.append({"who": str(person_id), **said}))
    later = Later()
    monkeypatch.setattr(notices, "push_new_marks", later)
    with clock.at(LATER):
        jobs.tell_new_marks_of(school_id=cast.schools["college"].pk, cadence="jour", pupil_ids=[])
    told(cast)
    assert later.asked == [("later", cast.marc.pk)]
    jobs.push_new_marks(person_id=cast.marc.pk, pupil_id=cast.lea.pk)
    (message,) = pushed
    assert (message["who"], message["body"]) == (str(cast.marc.pk), "Une nouvelle pour Léa")
    assert message["path"] == f"/eleves/{cast.lea.pk}/notes/"


@pytest.mark.parametrize("is_final", [True, False])
def test_a_device_that_hears_no_more_is_left_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, is_final: bool
) -> None:
    def refuse(person_id: int, said: dict[str, str]) -> None:
        raise PushRefused("rien", is_final=is_final)

    monkeypatch.setattr(jobs, "push_to", refuse)
    assert devices.people_with_a_device([cast.marc.pk]) == frozenset()
    if is_final:
        jobs.push_new_marks(person_id=cast.marc.pk, pupil_id=cast.lea.pk)
        return
    with pytest.raises(PushRefused):
        jobs.push_new_marks(person_id=cast.marc.pk, pupil_id=cast.lea.pk)


def test_the_evening_asks_every_school(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        jobs.tell_new_marks_of, "later", lambda school_id, cadence, pupil_ids: asked.append(school_id)
    )
    jobs.tell_new_marks_each_evening()
    assert cast.schools["college"].pk in asked
    assert cast.schools["twin"].pk in asked


def test_the_page_keeps_the_choice(cast: Cast, visit: Visit) -> None:
    client, path = visit("marc"), f"/eleves/{cast.lea.pk}/notes/prevenir/"
    assert 'value="jamais" checked' in client.get(path).content.decode()
    assert client.post(path, {"quand": "aussitot"}).status_code == 302
    assert 'value="aussitot" checked' in client.get(path).content.decode()
    wrong = client.post(path, {"quand": "heure"})
    assert (wrong.status_code, "pas enregistré" in wrong.content.decode()) == (422, True)
    assert client.post(path, {"quand": "jamais"}).status_code == 302
    assert 'value="jamais" checked' in visit("sofia").get(path).content.decode()
