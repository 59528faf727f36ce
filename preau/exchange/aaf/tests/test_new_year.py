"""A delivery of August prepares the new year beside the old one: nothing moves before the first day (C20)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from preau.directory.models import SchoolYear
from preau.exchange.aaf.tests.college import KEY, TEACHES, bring, college, everything, person_of, rows, staff
from preau.kernel import clock

pytestmark = pytest.mark.usefixtures("owner")

FIRST = date(2027, 9, 1)
AUGUST = datetime(2027, 8, 24, 8, 0, tzinfo=UTC)


def classes_of(key: str) -> list[tuple[str, date, date | None]]:
    return rows(
        "SELECT g.code, m.begins_on, m.ends_on FROM membership m JOIN pupil_group g ON g.id = m.group_id"
        " WHERE m.pupil_id = %s AND g.kind = 'division' ORDER BY m.begins_on, m.id",
        person_of(key)["id"],
    )


def test_the_year_that_ends_stays_as_it_was_and_the_new_one_stands_beside_it(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    SchoolYear.objects.create(label="2027-2028", starts_on=FIRST, ends_on=date(2028, 7, 5))
    noe, lea, durand = (person_of(key)["id"] for key in ("2", "1", "21"))
    feed.pupils["1"]["ENTEleveClasses"] = f"{KEY}$5A"
    feed.pupils["1"]["ENTEleveDateEntreeClasses"] = f"{KEY}$01/09/2027$5A"
    del feed.pupils["2"]
    feed.staff["21"] = staff("DURAND", "Claire", TEACHES, ENTAuxEnsClassesMatieres=f"{KEY}$5A$061300")
    feed.pupils["4"] = {
        **feed.pupils["3"],
        "givenName": "Ana",
        "ENTEleveDateEntreeClasses": f"{KEY}$01/09/2027$6B",
    }
    with clock.at(AUGUST):
        bring(feed, tmp_path, day="20270824", confirmed=True)
    assert classes_of("1") == [("6A", date(2026, 9, 1), FIRST), ("5A", FIRST, None)]
    assert rows("SELECT begins_on, ends_on FROM enrolment WHERE pupil_id = %s", noe) == [(date(2026, 9, 1), FIRST)]
    assert rows("SELECT begins_on, ends_on FROM enrolment WHERE pupil_id = %s", person_of("4")["id"]) == [
        (FIRST, None)
    ]
    assert rows("SELECT ends_on FROM guardianship WHERE pupil_id = %s", lea) == [(None,), (None,)]
    taught = rows(
        "SELECT g.code, c.ends_on FROM course c JOIN pupil_group g ON g.id = c.group_id WHERE c.teacher_id = %s"
        " ORDER BY c.begins_on, g.code",
        durand,
    )
    assert taught == [("6A", FIRST), ("6B", FIRST), ("5A", None)]


def test_the_same_delivery_of_august_twice_changes_nothing(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    SchoolYear.objects.create(label="2027-2028", starts_on=FIRST, ends_on=date(2028, 7, 5))
    feed.pupils["1"]["ENTEleveClasses"] = f"{KEY}$5A"
    with clock.at(AUGUST):
        bring(feed, tmp_path, day="20270824", confirmed=True)
        before = everything()
        bring(feed, tmp_path / "encore", day="20270824", confirmed=True)
        assert everything() == before
