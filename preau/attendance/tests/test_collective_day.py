"""The day of a trip: what sheets say, what counts, what families read, whom the desk and the board show."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core import mail
from django.test import Client

from preau.attendance.counting.totals import Count
from preau.attendance.models import Absence, AbsencePeriod, Roll
from preau.attendance.queries.facts import presence_of
from preau.attendance.tests.outing import asked, going, made
from preau.attendance.tests.saying import announce, deliver, page_of, reason, told
from preau.attendance.tests.sending import go_on
from preau.attendance.tests.test_collective_making import told as told_away
from preau.attendance.tests.test_roll import sheet_url, tap
from preau.attendance.tests.test_study import cancel
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def outing(cast: Cast, visit: Visit, seen_everywhere: Look) -> int:
    """4e B is at the museum until noon; mathematics are at 10 h 10."""
    number = made(visit("cpe"), asked(cast, seen_everywhere))
    deliver()
    return number


def absent_in(html: str, label: str) -> int:
    """The number of a figure of a page."""
    found = re.search(rf"<dt>{label}[^<]*</dt><dd>([0-9]+)</dd>", html)
    assert found is not None
    return int(found[1])


def close(client: Client, cast: Cast) -> None:
    assert client.post(f"{sheet_url(cast)}valider/").status_code == 302
    deliver()


def count(cast: Cast, look: Look) -> Count:
    with look():
        return presence_of(cast.schools["college"].pk, [cast.lea.pk], since=TODAY, until=TODAY).counts()[
            cast.lea.pk
        ]


def away(cast: Cast, look: Look) -> list[tuple[str, str]]:
    """When Léa is away today, all that was seen taken off."""
    with look():
        facts = presence_of(cast.schools["college"].pk, [cast.lea.pk], since=TODAY, until=TODAY).facts
    return [
        (f"{clock.local(one.starts_at):%H:%M}", f"{clock.local(one.ends_at):%H:%M}")
        for one in facts[cast.lea.pk].stretches
    ]


@pytest.mark.usefixtures("outing")
@pytest.mark.parametrize("who", ["durand", "cpe"])
def test_the_sheet_shows_the_name_of_the_trip(cast: Cast, visit: Visit, who: str) -> None:
    html = visit(who).get(sheet_url(cast)).content.decode()
    assert html.count("Sortie au musée") >= 2


@pytest.mark.usefixtures("outing")
def test_where_a_family_said_something_else_the_trip_holds_on_the_sheet(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        earlier = told_away(cast)
        AbsencePeriod.objects.filter(pk=earlier.pk).update(made_at=NOW.replace(hour=1))
    html = visit("durand").get(sheet_url(cast)).content.decode()
    assert "Absence annoncée par la famille" not in html
    close(visit("durand"), cast)
    with seen_everywhere():
        at = {"pupil_id": cast.lea.pk, "lesson": cast.lessons["maths"]}
        assert Absence.objects.filter(**at, period__origin="collectif").exists()


def test_a_validated_roll_notes_them_in_the_trip_and_never_seen(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int
) -> None:
    close(visit("durand"), cast)
    with seen_everywhere():
        noted = Absence.objects.filter(lesson=cast.lessons["maths"], withdrawn_at=None)
        assert {one.pupil_id: one.period_id for one in noted} == {
            pupil: period.pk for pupil, period in going(seen_everywhere, outing).items()
        }
        assert not AbsencePeriod.objects.filter(origin="appel").exists()


@pytest.mark.parametrize("is_made_first", [True, False])
def test_no_half_day_counts_whether_the_roll_came_before_or_after(
    cast: Cast, visit: Visit, seen_everywhere: Look, is_made_first: bool
) -> None:
    if not is_made_first:
        tap(visit("durand"), cast, "lea", "absent")
        close(visit("durand"), cast)
        assert count(cast, seen_everywhere).gross.total.whole == 1
    choice = {} if is_made_first else {f"choix-{cast.lea.pk}": "part"}
    made(visit("cpe"), asked(cast, seen_everywhere), **choice)
    deliver()
    if is_made_first:
        close(visit("durand"), cast)
    counted = count(cast, seen_everywhere)
    assert counted.gross.total.whole == 0
    assert counted.set_aside


def test_an_empty_roll_validated_before_the_trip_was_known_sees_nobody(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        at = cast.lessons["maths"]
        Roll.objects.create(
            school=at.school, lesson=at, opened_at=NOW, opened_by_id=1, closed_at=NOW, closed_by_id=1
        )
    assert "</svg>Présence<" in visit("marc").get(page_of(cast)).content.decode()
    made(visit("cpe"), asked(cast, seen_everywhere))
    deliver()
    html = visit("marc").get(page_of(cast)).content.decode()
    assert "Sortie au musée" in html
    assert "</svg>Présence<" not in html
    assert away(cast, seen_everywhere) == [("08:00", "12:00")]


@pytest.mark.usefixtures("outing")
def test_a_teacher_who_saw_her_beats_the_trip(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    visit("durand").post(f"{sheet_url(cast)}eleve/{cast.lea.pk}/present/")
    close(visit("durand"), cast)
    assert away(cast, seen_everywhere) == [("08:00", "10:10"), ("11:05", "12:00")]


@pytest.mark.usefixtures("outing")
def test_a_teacher_who_sees_her_says_so_and_vie_scolaire_is_told(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int
) -> None:
    visit("durand").post(f"{sheet_url(cast)}eleve/{cast.lea.pk}/present/")
    close(visit("durand"), cast)
    with seen_everywhere():
        assert not Absence.objects.filter(pupil_id=cast.lea.pk).exists()
    board = visit("cpe").get("/0310001A/vie-scolaire/").content.decode()
    assert board.index("mais vus en cours") < board.index("Martin-Ségala Léa")
    page = visit("cpe").get(f"/0310001A/absences/collectives/{outing}/").content.decode()
    assert "Dit présent en Mathématiques" in page


@pytest.mark.usefixtures("outing", "addresses")
def test_no_family_is_alerted_of_a_trip(cast: Cast, visit: Visit) -> None:
    close(visit("durand"), cast)
    go_on()
    assert told(cast, "marc", "attendance:absence") == []
    assert mail.outbox == []


@pytest.mark.usefixtures("addresses")
def test_without_the_trip_the_same_roll_alerts_them(cast: Cast, visit: Visit) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    close(visit("durand"), cast)
    assert "</svg>Absence<" in visit("marc").get(page_of(cast)).content.decode()
    assert told(cast, "marc", "attendance:absence") == ["Léa\u202f: absence"]


@pytest.mark.usefixtures("outing")
@pytest.mark.parametrize("is_called", [False, True])
def test_a_family_reads_the_name_of_the_trip_and_no_absence(cast: Cast, visit: Visit, is_called: bool) -> None:
    if is_called:
        close(visit("durand"), cast)
    home = visit("marc").get("/").content.decode()
    assert "En ce moment\u202f: Sortie au musée" in home
    assert "cours manqué" not in home
    html = visit("marc").get(page_of(cast)).content.decode()
    assert "Sortie au musée, mardi 24 novembre" in html
    assert "Avec l’établissement" in html
    assert "À justifier" not in html
    assert "</svg>Absence<" not in html


@pytest.mark.usefixtures("outing")
def test_the_desk_does_not_list_them_and_the_board_says_where_they_are(cast: Cast, visit: Visit) -> None:
    close(visit("durand"), cast)
    desk = visit("cpe").get("/0310001A/absences/").content.decode()
    assert "Martin-Ségala Léa" not in desk
    day = visit("cpe").get("/0310001A/absences/", {"du": TODAY.isoformat()}).content.decode()
    assert "Sortie au musée" in day
    board = visit("cpe").get("/0310001A/vie-scolaire/").content.decode()
    assert board.index("en sortie ou en examen") < board.index("Martin-Ségala Léa")
    assert "Aucune absence notée dans les cours en ce moment." in board
    assert [absent_in(board, label) for label in ("absents en ce moment", "élèves absents aujourd’hui")] == [0, 0]


@pytest.mark.usefixtures("outing")
def test_nobody_of_the_trip_is_awaited_in_study_hall(cast: Cast, visit: Visit) -> None:
    cancel(cast, "maths")
    assert "Martin-Ségala Léa" not in visit("cpe").get("/0310001A/etude/").content.decode()


@pytest.mark.parametrize(("hour", "state"), [("10:12", "absents"), ("10:30", "présents à l’appel")])
def test_who_left_after_the_roll_is_not_looked_for_when_the_alarm_rings(
    cast: Cast, visit: Visit, seen_everywhere: Look, hour: str, state: str
) -> None:
    close(visit("durand"), cast)
    made(visit("cpe"), asked(cast, seen_everywhere, debut_heure=hour))
    assert absent_in(visit("cpe").get("/0310001A/evacuation/").content.decode(), state) == 2


@pytest.mark.usefixtures("outing")
def test_a_family_may_still_say_that_she_is_ill(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int
) -> None:
    status, _html = announce(
        visit("marc"), cast, du=TODAY, motif=reason(cast, seen_everywhere, "maladie"), mots="Elle a de la fièvre"
    )
    assert status == 302
    page = visit("cpe").get(f"/0310001A/absences/collectives/{outing}/").content.decode()
    assert "Maladie, mardi 24 novembre" in page
