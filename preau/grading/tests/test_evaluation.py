"""Evaluations: added, changed, withdrawn, through the form a teacher fills; gradebooks made of what is taught."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client

from preau.directory.models import Course, Group, Membership, Term
from preau.grading.actions.make_gradebooks import make_gradebooks
from preau.grading.models import Evaluation, Gradebook, GradebookTeacher, TermLock
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
SAID = {
    "title": "Aires", "held_on": TODAY.isoformat(), "published_on": TODAY.isoformat(), "out_of": "20",
    "coefficient": "1", "is_rescaled": "on", "counts": "toujours", "is_comment_shown": "on",
}  # fmt: skip


def add(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/ajouter/"
    answer = client.post(path, {**SAID, "key": str(UUID(int=7)), **said})
    return answer.status_code, answer.content.decode()


def titled(cast: Cast, title: str = "Aires") -> list[Evaluation]:
    with everywhere(cast):
        return list(Evaluation.objects.filter(title=title, withdrawn_at=None))


def test_it_is_added_once_and_seen_at_the_hour_of_the_school(cast: Cast, visit: Visit) -> None:
    for _again in range(2):
        assert add(visit("durand"), cast)[0] == 302
    (made,) = titled(cast)
    assert made.released_at == clock.instant(TODAY, clock.local(NOW).time().replace(hour=17, minute=0))
    assert (made.out_of, made.counts_on) == (Decimal(20), TODAY)
    grid = visit("durand").get(f"/0310001A/notes/{cast.gradebooks['maths'].pk}/").content.decode()
    assert "Aires" in grid


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": ""}, "obligatoire"),
        ({"held_on": "2026-08-01"}, "année scolaire"),
        ({"published_on": "2026-11-01"}, "ou après"),
        ({"out_of": "0"}, "barème"),
        ({"coefficient": "-1"}, "coefficient"),
        ({"title": "x" * 121}, "120"),
    ],
)
def test_what_does_not_hold_is_said(cast: Cast, visit: Visit, said: dict[str, str], told: str) -> None:
    status, html = add(visit("durand"), cast, **said)
    assert status == 422
    assert told in html
    assert titled(cast) == []


def test_a_locked_term_takes_no_evaluation(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=Term.objects.get(group=cast.groups["4B"], number=1),
            state="fermee", changed_at=NOW, changed_by_id=1,
        )  # fmt: skip
    status, html = add(visit("durand"), cast)
    assert (status, "verrouillée" in html) == (422, True)
    assert add(visit("durand"), cast, period="trimestre-2")[0] == 302
    assert titled(cast)[0].counts_on == date(2026, 11, 30)


def test_the_scale_stays_above_the_marks(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/{cast.evaluations['fractions'].pk}/"
    skill = cast.skills["calculer"].pk
    said = {**SAID, "title": "Fractions", "held_on": "2026-11-10", "published_on": "2026-11-12"}
    said["skills_CPD_SCI"] = str(skill)
    refused = visit("durand").post(path, {**said, "out_of": "10"})
    assert (refused.status_code, "Une note de 14" in refused.content.decode()) == (422, True)
    assert visit("durand").post(path, {**said, "out_of": "40"}).status_code == 302


def test_withdrawn_it_is_seen_by_nobody(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/{cast.evaluations['fractions'].pk}/retirer/"
    for _again in range(2):
        assert visit("durand").post(path).status_code == 302
    assert "Fractions" not in visit("lea").get(f"/eleves/{cast.lea.pk}/notes/").content.decode()


def test_the_other_tests_of_the_week_are_shown_first(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/ajouter/"
    assert "Volumes" in visit("durand").get(f"{path}?held_on=2026-11-19").content.decode()
    assert "Volumes" not in visit("durand").get(f"{path}?held_on=2026-12-03").content.decode()


def test_gradebooks_follow_what_is_taught(cast: Cast) -> None:
    college = cast.schools["college"]
    with everywhere(cast):
        french = Course.objects.create(
            school=college, group=cast.groups["5A"], subject=cast.subjects["Français"], teacher=cast.petit,
            begins_on=YEAR_START,
        )  # fmt: skip
        made = make_gradebooks(actor=SYSTEM, school_id=college.pk)
        assert made is not None
        assert (made.opened, made.closed) == (1, 0)
        again = make_gradebooks(actor=SYSTEM, school_id=college.pk)
        assert again is not None
        assert (again.opened, again.closed) == (0, 0)
        book = Gradebook.objects.get(group=cast.groups["5A"])
        assert GradebookTeacher.objects.get(gradebook=book).person_id == cast.petit.pk
        Course.objects.filter(pk=french.pk).update(ends_on=TODAY)
        ended = make_gradebooks(actor=SYSTEM, school_id=college.pk)
        assert ended is not None
        assert ended.closed == 1
        assert Gradebook.objects.get(pk=book.pk).closed_at is not None
        Group.objects.filter(pk=cast.groups["4B"].pk).update(closed_on=None)
        assert Gradebook.objects.get(pk=cast.gradebooks["maths"].pk).closed_at is None


def test_who_did_not_see_what_a_colleague_changed_does_not_undo_it(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/{cast.evaluations['fractions'].pk}/"
    shown = re.search(r'name="seen" value="(\w+)"', visit("durand").get(path).content.decode())
    assert shown is not None
    said = {
        **SAID, "title": "Fractions", "held_on": "2026-11-10", "published_on": "2026-11-12", "seen": shown[1],
        "skills_CPD_SCI": str(cast.skills["calculer"].pk),
    }  # fmt: skip
    for _again in range(2):
        assert visit("durand").post(path, {**said, "coefficient": "2"}).status_code == 302
    late = visit("durand").post(path, {**said, "title": "Fractions et décimaux"})
    assert (late.status_code, "entre-temps" in late.content.decode()) == (422, True)
    assert titled(cast, "Fractions")[0].coefficient == Decimal(2)


def test_a_pupil_who_came_from_an_open_class_opens_no_locked_one(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        year = Term.objects.get(group=cast.groups["4B"], number=1).year
        other = Group.objects.create(school=cast.schools["college"], kind="division", code="4Z")
        Term.objects.create(
            school=cast.schools["college"], year=year, group=other, kind="trimestre", number=1,
            starts_on=YEAR_START, ends_on=date(2026, 11, 29),
        )  # fmt: skip
        Membership.objects.create(
            school=cast.schools["college"], group=other, pupil_id=cast.lea.pk, begins_on=YEAR_START,
            ends_on=YEAR_START + timedelta(days=9),
        )  # fmt: skip
        Membership.objects.filter(group=cast.groups["4B"], pupil_id=cast.lea.pk).update(
            begins_on=YEAR_START + timedelta(days=9)
        )
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state="fermee", changed_at=NOW,
            changed_by_id=1,
        )  # fmt: skip
    status, html = add(visit("durand"), cast)
    assert (status, "verrouillée" in html) == (422, True)
