"""The CPE says that a class goes out: a look at who goes, then it is made, once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.attendance.models import AbsencePeriod, CollectiveAbsence
from preau.attendance.tests.outing import KEY, MAKE, asked, going, made, reason_of, seen
from preau.attendance.tests.saying import deliver
from preau.attendance.tests.test_roll import tap
from preau.directory.models import Enrolment, Membership, Pupil
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.actor import Profile
from tests.cast import NOW, TODAY, YEAR_START, Cast, person

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def told(cast: Cast, start: time = time(8), end: time = time(18), day: date = TODAY) -> AbsencePeriod:
    """Léa's family said that she is away."""
    return AbsencePeriod.objects.create(
        school=cast.schools["college"], pupil_id=cast.lea.pk, origin="famille", words="Elle est malade",
        starts_at=clock.instant(day, start), ends_at=clock.instant(day, end), first_on=day, last_on=day,
        made_at=NOW,
    )  # fmt: skip


def test_the_look_says_how_many_by_class_and_writes_nothing(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    html = seen(visit("cpe"), asked(cast, seen_everywhere))
    assert "2 élèves" in html
    assert "Bœuf Noé" in html
    assert "Martin-Ségala Léa" in html
    assert "Déjà absents" not in html
    with seen_everywhere():
        assert not AbsencePeriod.objects.filter(origin="collectif").exists()


@pytest.mark.parametrize("who", ["cpe", "chef", "secretaire"])
def test_each_pupil_has_a_settled_period_of_the_trip(
    cast: Cast, visit: Visit, seen_everywhere: Look, who: str
) -> None:
    number = made(visit(who), asked(cast, seen_everywhere))
    periods = going(seen_everywhere, number)
    assert set(periods) == {cast.lea.pk, cast.noe.pk}
    hers = periods[cast.lea.pk]
    assert (hers.starts_at, hers.ends_at) == (clock.instant(TODAY, time(8)), clock.instant(TODAY, time(12)))
    assert (hers.origin, hers.admissibility) == ("collectif", "acceptee")
    assert LedgerEvent.objects.get(name="attendance.CollectiveAbsenceMade").payload["pupils"] == 2


def test_the_same_form_sent_twice_makes_one(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    first = made(visit("cpe"), asked(cast, seen_everywhere))
    assert made(visit("cpe"), asked(cast, seen_everywhere)) == first
    assert len(going(seen_everywhere, first)) == 2
    with seen_everywhere():
        assert CollectiveAbsence.objects.filter(key=KEY).count() == 1
    assert LedgerEvent.objects.filter(name="attendance.CollectiveAbsenceMade").count() == 1


def test_who_is_already_told_away_is_flagged_and_stays_unless_chosen(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast)
    html = seen(visit("cpe"), asked(cast, seen_everywhere))
    assert "Déjà absents pendant ce temps" in html
    assert "Absence annoncée par la famille" in html
    left = made(visit("cpe"), asked(cast, seen_everywhere), **{f"choix-{cast.lea.pk}": "reste"})
    assert set(going(seen_everywhere, left)) == {cast.noe.pk}


def test_who_is_already_away_goes_when_the_cpe_says_so(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    assert "Absence notée à l’appel" in seen(visit("cpe"), asked(cast, seen_everywhere))
    number = made(visit("cpe"), asked(cast, seen_everywhere), **{f"choix-{cast.lea.pk}": "part"})
    assert cast.lea.pk in going(seen_everywhere, number)


def test_a_flagged_pupil_of_whom_nothing_is_said_is_asked_about(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast)
    response = visit("cpe").post(MAKE, {"cle": str(KEY)}, query_params=asked(cast, seen_everywhere))
    assert response.status_code == 422
    assert "Dites si cet élève part." in response.content.decode()
    with seen_everywhere():
        assert not CollectiveAbsence.objects.filter(key=KEY).exists()


def test_an_absence_of_another_time_flags_nobody(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        told(cast, time(12), time(18))
    assert "Déjà absents" not in seen(visit("cpe"), asked(cast, seen_everywhere))


def test_pupils_are_added_one_by_one(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    query = {name: value for name, value in asked(cast, seen_everywhere).items() if name != "classes"}
    assert "Personne pour l’instant" in seen(visit("cpe"), query)
    found = seen(visit("cpe"), query | {"q": "noé"})
    assert f"eleves={cast.noe.pk}" in found
    number = made(visit("cpe"), query | {"eleves": cast.noe.pk})
    assert set(going(seen_everywhere, number)) == {cast.noe.pk}


def test_a_pupil_of_the_twin_school_never_comes_along(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    query = asked(cast, seen_everywhere, eleves=cast.jumelle.pk)
    assert "Jade" not in seen(visit("cpe"), query)
    assert cast.jumelle.pk not in going(seen_everywhere, made(visit("cpe"), query))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"nom": ""}, "Donnez un nom"),
        ({"nom": "x" * 81}, "80 caractères"),
        ({"fin_heure": "07:00"}, "La fin doit venir après le début."),
        ({"debut": "hier"}, "Écrivez le jour ainsi"),
        ({"debut": "0001-01-01"}, "Écrivez le jour ainsi"),
        ({"fin": "9999-12-31", "fin_heure": ""}, "Écrivez le jour ainsi"),
    ],
)
def test_what_is_missing_is_said_in_the_form(
    cast: Cast, visit: Visit, seen_everywhere: Look, wrong: dict[str, str | int], sentence: str
) -> None:
    response = visit("cpe").get(MAKE, asked(cast, seen_everywhere) | wrong)
    assert response.status_code == 422
    assert sentence in response.content.decode()


@pytest.mark.parametrize(("code", "is_offered"), [("examen", True), ("convenance", True), ("maladie", False)])
def test_reasons_of_many_are_offered_and_those_of_one_pupil_are_not(
    cast: Cast, visit: Visit, seen_everywhere: Look, code: str, is_offered: bool
) -> None:
    query = asked(cast, seen_everywhere, motif=reason_of(cast, seen_everywhere, code))
    assert (visit("cpe").get(MAKE, query).status_code == 200) is is_offered


@pytest.mark.parametrize("who", ["durand", "marc", "jumeau_cpe"])
def test_nobody_else_makes_one(cast: Cast, visit: Visit, seen_everywhere: Look, who: str) -> None:
    response = visit(who).post(MAKE, {"cle": str(KEY)}, query_params=asked(cast, seen_everywhere))
    assert response.status_code == 404
    with seen_everywhere():
        assert not CollectiveAbsence.objects.filter(key=KEY).exists()


def test_two_hundred_pupils_cost_no_more_statements_than_two(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    client, costs, number = visit("cpe"), [], 0
    for key, more in ((1, 0), (2, 200)):
        with seen_everywhere():
            for n in range(more):
                one = Pupil.objects.create(person=person(cast, f"y{n}", f"Élève{n}", "Nombreux", Profile.PUPIL))
                here = {"school": cast.schools["college"], "pupil": one, "begins_on": YEAR_START}
                Enrolment.objects.create(**here)
                Membership.objects.create(group=cast.groups["4B"], **here)
        query = asked(cast, seen_everywhere, date(2026, 12, key))
        with CaptureQueriesContext(connection) as captured:
            number = made(client, query, cle=f"00000000-0000-0000-0000-00000000000{key}")
        costs.append(len(captured))
    assert len(going(seen_everywhere, number)) == 202
    assert costs[0] == costs[1]
