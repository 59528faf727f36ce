"""What must never happen: a school emptied by a bad file, half a delivery, two imports at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from preau.exchange.aaf import import_delivery as module
from preau.exchange.aaf.cli import bring_in
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.removals import Removal
from preau.exchange.aaf.tests.college import (
    KEY,
    OTHER_KEY,
    OTHER_UAI,
    UAI,
    bring,
    college,
    everything,
    groups_of,
    guardians_of,
    import_folder,
    many,
    members_of,
    posts_of,
    pupil,
    pupils_of,
    rows,
    school,
    staff,
)
from preau.exchange.aaf.tests.feed import Feed, file_name, person
from preau.exchange.brake import DIRECTORY_LOCK, FEWEST, MOST_PERCENT, is_too_much
from preau.kernel.refusals import NotPossible


@pytest.fixture(autouse=True)
def _as_owner(owner: None) -> None:
    """Every test here."""


@pytest.mark.parametrize(
    ("leaving", "of", "expected"),
    [
        (4, 10, False),
        (5, 10, True),
        (5, 100, False),
        (6, 100, True),
        (30, 600, False),
        (31, 600, True),
        (0, 0, False),
    ],
)
def test_more_than_five_percent_and_at_least_five_people_is_too_much(
    leaving: int, of: int, expected: bool
) -> None:
    assert (FEWEST, MOST_PERCENT) == (5, 5)
    assert is_too_much(leaving, of) is expected


@pytest.fixture
def full(tmp_path: Path) -> Feed:
    """A collège of 53 pupils, 3 staff and 3 guardians, brought in."""
    feed = many(college(), 50)
    bring(feed, tmp_path)
    return feed


def take_away(feed: Feed, number: int) -> None:
    for n in range(number):
        del feed.pupils[str(1000 + n)]


def test_a_delivery_that_removes_too_many_pupils_stops_and_changes_nothing(full: Feed, tmp_path: Path) -> None:
    take_away(full, 5)
    before = everything()
    outcome = import_folder(full.write(tmp_path / "016-TOULOUSE"), apply=True)
    assert not outcome.is_applied
    assert outcome.plan.removals == (Removal(UAI, "Collège Paul Riquet", "élèves", 5, 53),)
    assert everything() == before


def test_a_confirmed_one_is_applied(full: Feed, tmp_path: Path) -> None:
    take_away(full, 5)
    assert bring(full, tmp_path, confirmed=True).removals
    assert len(pupils_of()) == 48


def test_four_departures_never_stop_a_delivery(full: Feed, tmp_path: Path) -> None:
    take_away(full, 4)
    assert bring(full, tmp_path).removals == ()
    assert len(pupils_of()) == 49


def test_pupils_and_staff_together_stop_it_too(tmp_path: Path) -> None:
    feed = many(college(), 50)
    feed.staff |= {str(50 + n): staff("EN NOMBRE", f"Adulte{n}", "ADF$ADMINISTRATION$$") for n in range(10)}
    bring(feed, tmp_path)
    take_away(feed, 3)
    for n in range(3):
        del feed.staff[str(50 + n)]
    assert [(one.population, one.leaving, one.of) for one in bring(feed, tmp_path).removals] == [
        ("élèves et personnels", 6, 66)
    ]


def test_staff_alone_stop_it(tmp_path: Path) -> None:
    feed = many(college(), 200)
    feed.staff |= {str(50 + n): staff("EN NOMBRE", f"Adulte{n}", "ADF$ADMINISTRATION$$") for n in range(10)}
    bring(feed, tmp_path)
    for n in range(5):
        del feed.staff[str(50 + n)]
    assert [(one.population, one.leaving, one.of) for one in bring(feed, tmp_path).removals] == [
        ("personnels", 5, 13)
    ]


def test_guardians_who_lose_every_child_stop_it(tmp_path: Path) -> None:
    feed = many(college(), 10)
    for n in range(10):
        feed.pupils[str(1000 + n)]["ENTElevePersRelEleve"] = f"{2000 + n}$10$1$1$1$0"
        feed.relatives[str(2000 + n)] = person("PARENT", f"Adulte{n}")
    bring(feed, tmp_path)
    for n in range(5):
        del feed.pupils[str(1000 + n)]["ENTElevePersRelEleve"]
    assert [(one.population, one.leaving, one.of) for one in bring(feed, tmp_path).removals] == [
        ("responsables", 5, 13)
    ]


def test_pupils_who_lose_their_class_stop_it(full: Feed, tmp_path: Path) -> None:
    for values in full.pupils.values():
        del values["ENTEleveClasses"]
    assert [(one.population, one.leaving, one.of) for one in bring(full, tmp_path).removals] == [
        ("élèves sans classe", 53, 53)
    ]
    assert members_of("6A") == {"Léa", "Noé"}


def test_a_school_that_its_source_no_longer_describes_is_left_alone_and_told(full: Feed, tmp_path: Path) -> None:
    full.structures = {OTHER_KEY: school(OTHER_UAI)}
    full.pupils = {"5": pupil("SEULE", "Ana", "3A", OTHER_KEY)}
    full.staff = {}
    outcome = import_folder(full.write(tmp_path / "016-TOULOUSE"), apply=True)
    assert outcome.is_applied
    assert (UAI, "Collège Paul Riquet") in outcome.plan.absent
    assert len(pupils_of()) == 53
    assert len(posts_of("DURAND")) == 1


def only(folder: Path, *categories: Category) -> Path:
    """The delivery without its other files."""
    for category in Category:
        if category not in categories:
            (folder / file_name(category)).unlink()
    return folder


@pytest.mark.parametrize("category", list(Category))
def test_a_category_alone_leaves_the_other_people_alone(full: Feed, tmp_path: Path, category: Category) -> None:
    before = everything()
    folder = only(full.write(tmp_path / "016-TOULOUSE"), category)
    assert import_folder(folder, apply=True).plan.is_empty
    assert everything() == before


def test_without_structures_pupils_still_arrive_and_leave(full: Feed, tmp_path: Path) -> None:
    del full.pupils["2"]
    full.pupils["6"] = pupil("NOUVELLE", "Ana", "6C")
    folder = only(full.write(tmp_path / "016-TOULOUSE"), Category.PUPIL)
    assert import_folder(folder, apply=True).is_applied
    assert {"Ana"} < pupils_of()
    assert "Noé" not in pupils_of()
    assert members_of("6C") == {"Ana"}
    assert groups_of() >= {"6A", "6B", "6 LAT"}
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}


def test_people_whom_no_feed_brought_are_left_alone(full: Feed, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM person_key WHERE source = '016' AND key IN ('2', '22')")
        full.pupils.pop("2"), full.staff.pop("22")
    bring(full, tmp_path)
    assert "Noé" in pupils_of()
    assert rows("SELECT count(*) FROM post t JOIN person p ON p.id = t.person_id WHERE p.last_name = 'COSTA'"
                " AND p.first_name = 'Maëlle' AND t.ends_on IS NULL AND t.function = 'EDU'"
                " AND t.school_id = (SELECT id FROM school WHERE uai = %s)", UAI) == [(1,)]  # fmt: skip


@pytest.mark.parametrize("after", [1, len(module.APPLY) // 2, len(module.APPLY) - 1])
def test_an_import_that_dies_midway_leaves_the_base_as_it_was(
    full: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    full.pupils["7"] = pupil("NOUVELLE", "Ana")
    before = everything()
    monkeypatch.setattr(module, "APPLY", (*module.APPLY[:after], "SELECT 1 / 0"))
    with pytest.raises(Exception, match="division by zero"):
        import_folder(full.write(tmp_path / "016-TOULOUSE"), apply=True)
    assert everything() == before


def test_a_truncated_file_changes_nothing_even_when_it_is_read_last(full: Feed, tmp_path: Path) -> None:
    full.pupils["7"] = pupil("NOUVELLE", "Ana")
    folder = full.write(tmp_path / "016-TOULOUSE")
    last = folder / file_name(Category.STAFF)
    last.write_bytes(last.read_bytes()[:-200])
    before = everything()
    with pytest.raises(NotPossible, match="PersEducNat"):
        import_folder(folder, apply=True)
    assert everything() == before


@pytest.fixture
def elsewhere() -> Iterator[psycopg.Connection]:
    """Another connection to the same base."""
    settings = connection.get_connection_params()
    with psycopg.connect(
        host=settings["host"], port=settings["port"], user=settings["user"], password=settings.get("password"),
        dbname=settings["dbname"], autocommit=True,
    ) as other:  # fmt: skip
        yield other


def test_two_imports_never_run_at_once(elsewhere: psycopg.Connection, tmp_path: Path) -> None:
    folder = college().write(tmp_path)
    elsewhere.execute("SELECT pg_advisory_lock(%s)", [DIRECTORY_LOCK])
    with pytest.raises(NotPossible, match="Un autre import"):
        import_folder(folder, apply=True)
    elsewhere.execute("SELECT pg_advisory_unlock(%s)", [DIRECTORY_LOCK])
    assert import_folder(folder, apply=True).is_applied


def test_the_role_of_screens_cannot_import(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE preau_app")
    with pytest.raises(NotPossible, match="jamais d’un écran"):
        import_folder(college().write(tmp_path), apply=True)


def test_bring_in_applies_or_refuses(full: Feed, tmp_path: Path) -> None:
    folder = tmp_path / "016-TOULOUSE"
    full.pupils["7"] = pupil("NOUVELLE", "Ana")
    full.write(folder)
    assert not bring_in(folder).is_empty
    take_away(full, 6)
    full.write(folder)
    with pytest.raises(NotPossible, match="6 élèves sur 54"):
        bring_in(folder)
    assert len(pupils_of()) == 54


def test_one_fact_with_ids_and_counts_per_delivery_that_changed_something(full: Feed, tmp_path: Path) -> None:
    facts = "SELECT payload::text, actor_id, actor_profile FROM ledger_event WHERE name = 'aaf.DeliveryApplied'"
    assert len(rows(facts)) == 1
    bring(full, tmp_path)
    assert len(rows(facts)) == 1
    take_away(full, 2)
    bring(full, tmp_path)
    payload, actor, profile = rows(facts + " ORDER BY id DESC")[0]
    assert (actor, profile) == (None, "agent")
    assert '"pupils_out": 2' in payload
    assert "NOMBREUX" not in payload


def test_no_key_of_a_class_is_ever_cut_short(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTEleveGroupes"] = f"{KEY}$4B ESP\\GR'1"
    bring(feed, tmp_path)
    assert members_of("4B ESP\\GR'1") == {"Léa"}


@pytest.mark.parametrize("letter", ["\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}", "\U00010400", "\\", "'"])
def test_a_name_or_a_code_of_any_length_and_script_comes_in(tmp_path: Path, letter: str) -> None:
    feed = college()
    feed.pupils["4"] = pupil(letter * 400, letter * 400, letter * 300)
    feed.staff["44"] = staff(letter * 400, letter * 400, f"{letter * 90}$X$Y${letter * 90}")
    bring(feed, tmp_path)
    assert len(pupils_of()) == 4
    assert bring(feed, tmp_path).is_empty
