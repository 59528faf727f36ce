"""No screen asks more of the database when there is more to show: 2 rows or 20, the same statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from preau.access.models import Account, Session
from preau.attendance.measuring import words_kept
from preau.attendance.models import (
    Absence,
    AbsencePeriod,
    AbsencePeriodVersion,
    AbsenteeismMeasures,
    AssemblyClass,
    AssemblyPoint,
    CollectiveAbsence,
    CollectiveAbsenceVersion,
    FollowUp,
    MeasuresSignature,
    MeasuresVersion,
)
from preau.attendance.queries.collective import collective_head
from preau.attendance.queries.period import period_head
from preau.directory.models import (
    Closure,
    Enrolment,
    FormTeacher,
    Group,
    Guardianship,
    Membership,
    Post,
    Pupil,
    SchoolYear,
    Term,
)
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.kernel.ids import token_digest
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere, lesson, person
from tests.cast.news import grow_news
from tests.matrix import EXPECTED
from tests.matrix.answer import Answer

#: What a screen may cost at most (budgets of hot and working pages, statements of the actor included).
MOST = {
    # The head: her card of the day, her messages, the news, what is to be done.
    "home": 9,
    "attendance:roll": 4,
    "attendance:remarks": 6,
    "attendance:board": 8,
    "attendance:pupil": 4,
    "directory:people": 4,
    "directory:group": 4,
    "directory:portrait": 3,
    "timetable:mine": 3,
    "timetable:pupil": 4,
    "timetable:school": 4,
    "grading:statement": 4,
    "grading:explain": 4,
    # A file compared with the whole school, again at each step: some fifteen statements, whatever its size.
    "upload:matching": 17,
    "upload:checks": 17,
    "upload:checks-csv": 17,
    "upload:effect": 17,
}
#: Who reads the screens of these tests, and has more sessions and more notices each time.
READERS = ("marc", "sofia", "lea", "durand", "cpe", "chef", "secretaire")


def grow(cast: Cast) -> None:
    """Eighteen more of everything a screen of the cast lists."""
    college = cast.schools["college"]
    with everywhere(cast):
        grow_news(cast)
        measures = AbsenteeismMeasures.objects.create(
            school=college, pupil_id=cast.noe.pk, month=TODAY.replace(day=1), written_at=NOW, written_by_id=1
        )
        for n in range(18):
            pupil = Pupil.objects.create(person=person(cast, f"x{n}", f"Élève{n}", "Nombreux", Profile.PUPIL))
            Enrolment.objects.create(school=college, pupil=pupil, begins_on=YEAR_START)
            Membership.objects.create(school=college, group=cast.groups["4B"], pupil=pupil, begins_on=YEAR_START)
            for guardian in (cast.marc, cast.sofia):
                Guardianship.objects.create(
                    pupil=pupil, guardian=guardian, level=1, is_informed=True, may_consult=True,
                    may_decide=True, begins_on=YEAR_START,
                )  # fmt: skip
            start = time(7, n)
            added = lesson(cast, f"plus{n}", "college", "4B", "durand", "Mathématiques", start, time(7, n + 30))
            for absent, at in ((pupil, cast.lessons["maths"]), (Pupil.objects.get(pk=cast.lea.pk), added)):
                Absence.objects.create(
                    school=college, pupil=absent, lesson=at, held_on=TODAY, noted_at=NOW, noted_by_id=1
                )
            for away, kind in ((pupil.pk, "absence"), (cast.noe.pk, "retard")):
                AbsencePeriod.objects.create(
                    school=college, pupil_id=away, kind=kind, origin="vie_scolaire", starts_at=NOW,
                    ends_at=NOW + timedelta(minutes=n + 1), first_on=TODAY, last_on=TODAY, made_at=NOW,
                )  # fmt: skip
            outing = cast.outings["musee"]
            when = {name: getattr(outing, name) for name in ("starts_at", "ends_at", "first_on", "last_on")}
            AbsencePeriod.objects.create(
                school=college, pupil=pupil, origin="collectif", collective=outing, made_at=NOW, **when
            )
            CollectiveAbsence.objects.create(
                school=college, key=UUID(int=100 + n), label=f"Sortie {n}", reason=outing.reason, made_at=NOW,
                made_by_id=1, **when,
            )  # fmt: skip
            CollectiveAbsenceVersion.objects.create(
                school=college, collective=outing, version=n, changed_at=NOW, changed_by_id=1,
                before=collective_head(college.pk, outing.pk).kept,
            )  # fmt: skip
            FollowUp.objects.create(
                school=college, period=cast.periods["noe"], kind="sms", done_at=NOW, done_by_id=1,
            )  # fmt: skip
            AbsencePeriodVersion.objects.create(
                school=college, period=cast.periods["noe"], version=n, deed="traitement", changed_at=NOW,
                before=period_head(college.pk, cast.periods["noe"].pk).kept,
            )  # fmt: skip
            Account.objects.create(person=pupil.person, login=f"x{n}")
            (group,) = Group.objects.bulk_create([Group(school=college, kind=Group.Kind.DIVISION, code=f"3e {n}")])
            Term.objects.create(
                school=college, group=group, year=SchoolYear.objects.get(), kind="semestre", number=1,
                starts_on=YEAR_START, ends_on=TODAY + timedelta(days=n), council_on=TODAY,
            )  # fmt: skip
            FormTeacher.objects.create(school=college, group=group, person=cast.durand, begins_on=YEAR_START)
            point = AssemblyPoint.objects.create(school=college, label=f"Point {n}", position=n)
            AssemblyClass.objects.create(school=college, point=point, group=group)
            MeasuresSignature.objects.create(
                school=college, measures=measures, guardian=pupil.person, state="signe", signed_on=TODAY
            )
            MeasuresVersion.objects.create(
                school=college, measures=measures, version=n, before=words_kept(measures), written_at=NOW,
                written_by_id=1,
            )  # fmt: skip
            closed = TODAY + timedelta(days=7 * n)
            Closure.objects.create(school=college, label=f"Fermeture {n}", starts_on=closed, ends_on=closed)
            Post.objects.create(
                school=college, person=pupil.person, function="AED", profile="vie_scolaire", begins_on=YEAR_START
            )
            for someone in (*(cast.people[name] for name in READERS), pupil.person):
                Session.objects.create(
                    digest=token_digest(f"{someone.pk}-{n}"), account=Account.objects.get(person=someone),
                    profile="x", started_at=NOW, seen_at=NOW, expires_at=NOW + timedelta(days=1),
                )  # fmt: skip
            for name in READERS:
                Notice.objects.create(
                    recipient_id=cast.people[name].pk, event_id=1000 + n, at=NOW - timedelta(minutes=n),
                    kind="attendance:absence", title="Une absence",
                )  # fmt: skip


def statements(client: Client, path: str, answer: Answer) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code in answer.status
    return len([q for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN"))])


@pytest.mark.parametrize("name", sorted(n for n, a in EXPECTED.items() if a.post is None and a.opens_to))
def test_the_cost_of_a_screen_does_not_grow_with_its_rows(
    name: str, cast: Cast, visit: Callable[[str], Client]
) -> None:
    answer = EXPECTED[name]
    people = sorted(answer.opens_to & {"marc", "lea", "durand", "cpe", "chef", "agent", "secretaire"})
    path = reverse(name, kwargs=answer.args(cast) or None)
    clients = {someone: visit(someone) for someone in people}
    for client in clients.values():
        client.get(path)
    before = {someone: statements(client, path, answer) for someone, client in clients.items()}
    grow(cast)
    after = {someone: statements(client, path, answer) for someone, client in clients.items()}
    assert after == before
    assert max(before.values(), default=0) <= MOST.get(name, 8)


@pytest.mark.parametrize("sheet", ["?classe={4B}", ""])
def test_the_cost_of_printing_does_not_grow_with_the_cards(
    cast: Cast, visit: Callable[[str], Client], sheet: str
) -> None:
    path = f"/0310001A/comptes/fiches/{sheet.format(**{'4B': cast.groups['4B'].pk})}"
    chef, costs, cards = visit("chef"), [], []
    Account.objects.filter(person__in=[cast.lea, cast.noe, cast.petit]).update(activated_at=None)
    for grown in (False, True):
        if grown:
            grow(cast)
        with CaptureQueriesContext(connection) as captured:
            html = chef.post(path).content.decode()
        cards.append(html.count("Identifiant"))
        costs.append(len([query for query in captured if "SAVEPOINT" not in query["sql"]]))
    assert cards[1] - cards[0] == 18
    assert costs[0] == costs[1] <= 11


def test_the_clock_of_the_growth_is_the_clock_of_the_cast() -> None:
    assert clock.now() == NOW
