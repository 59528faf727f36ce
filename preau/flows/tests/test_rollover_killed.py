"""`preau rollover --apply` in a process of its own, ended outright at points drawn at random, then run again: the
state is the one of a run that nobody stopped, to the row (C20).

`PREAU_KILLS` sets how many times (4, over as many schools); `make test` plays the short one. The points are drawn
from a seed: after so many schools, plus a part of the time that a school takes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import transaction
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from preau.directory.models import Group, Membership, School, SchoolYear, Term
from preau.exchange.region.calendar import OPENS_AT
from preau.exchange.region.generate import CALENDAR_FILE, OPEN_DATA_FOLDER, generate
from preau.flows.tests.august import FIRST, MOMENT, days_from_now, write_august, write_next_calendar
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from tests.browser.running import fresh_database, models_write_to

KILLS = int(os.environ.get("PREAU_KILLS", "4"))
ROOT = Path(__file__).resolve().parents[3]
DATABASE = "preau_rentree"

#: Everything a « rentrée » may write, without the moments at which it was written.
_STATE = {
    "enrolment": "SELECT school_id, pupil_id, begins_on, ends_on FROM enrolment ORDER BY 1, 2, 3, 4",
    "membership": "SELECT school_id, group_id, pupil_id, begins_on, ends_on FROM membership"
    " ORDER BY 1, 2, 3, 4, 5",
    "term": "SELECT year_id, group_id, number, kind, starts_on, ends_on FROM term ORDER BY 1, 2, 3",
    "pupil_group": "SELECT id, school_id, kind, code, closed_on FROM pupil_group ORDER BY 1",
    "year_preparation": "SELECT school_id, year_id, pupils_before, staying, arriving, pupils_after"
    " FROM year_preparation ORDER BY 1, 2",
    "ledger_event": "SELECT name, school_id, payload::text FROM ledger_event WHERE name LIKE 'directory.%%'"
    " ORDER BY school_id, id",
    "person": "SELECT count(*) FROM person",
    "person_key": "SELECT count(*) FROM person_key",
    "guardianship": "SELECT count(*), count(*) FILTER (WHERE ends_on IS NULL) FROM guardianship",
}

#: Pupils of a day, and those among them whom the deliveries of August were the first to name.
_HELD = """
SELECT count(DISTINCT e.pupil_id), count(DISTINCT e.pupil_id) FILTER (WHERE k.key LIKE '88%%')
  FROM enrolment e JOIN person_key k ON k.person_id = e.pupil_id AND k.kind = 'aaf'
 WHERE e.begins_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
"""

State = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Paces:
    """How long a run that nobody stops takes until its first school, and for each of the next, in seconds."""

    first: float
    school: float


def environment(url: str) -> dict[str, str]:
    moved = days_from_now(MOMENT).total_seconds()
    return os.environ | {"PREAU_DATABASE_URL": url, "PREAU_CLOCK_OFFSET": f"{moved:.3f}"}


def started(url: str, *words: str) -> subprocess.Popen[str]:
    """The real command, in its own process."""
    return subprocess.Popen(
        [sys.executable, "-m", "preau", *words], env=environment(url), cwd=ROOT, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def run(url: str, *words: str, summer: bool = True) -> None:
    told = environment(url)
    if not summer:
        told["PREAU_CLOCK_OFFSET"] = f"{days_from_now(OPENS_AT).total_seconds():.3f}"
    done = subprocess.run(
        [sys.executable, "-m", "preau", *words], env=told, cwd=ROOT, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def state(url: str) -> State:
    with psycopg.connect(url) as owner:
        return {name: owner.execute(sql.SQL(asked)).fetchall() for name, asked in _STATE.items()}


@contextmanager
def copied(url: str, name: str) -> Iterator[str]:
    """A copy of this database, for the block."""
    server = urlsplit(url)._replace(path="/postgres").geturl()
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(drop)
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(urlsplit(url).path.lstrip("/"))
            )
        )
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            owner.execute(drop)


def live_a_year() -> None:
    """Each school has trimesters, a choir made by hand, and a group that it keeps from year to year."""
    year = SchoolYear.objects.get(label="2026-2027")
    with (
        clock.at(OPENS_AT),
        transaction.atomic(),
        scope_opened_by_hand(School.objects.values_list("id", flat=True)),
    ):
        divisions = Group.objects.filter(kind=Group.Kind.DIVISION).values_list("school_id", "id")
        days = (date(2026, 9, 1), date(2026, 11, 30), date(2027, 3, 8), date(2027, 7, 3))
        Term.objects.bulk_create(
            Term(
                school_id=school, group_id=group, year=year, kind=Term.Kind.TRIMESTER, number=number,
                starts_on=first, ends_on=date.fromordinal(after.toordinal() - 1),
            )
            for school, group in divisions
            for number, (first, after) in enumerate(pairwise(days), 1)
        )  # fmt: skip
        for school in School.objects.order_by("id"):
            for code, is_locked in (("Chorale", False), ("Club journal", True)):
                group = Group(
                    school=school, kind=Group.Kind.MANUAL, code=code, label=code, is_locked=is_locked
                )  # fmt: skip
                Group.objects.bulk_create([group])
                pupils = Membership.objects.filter(school=school, ends_on=None).order_by("pupil_id")
                Membership.objects.bulk_create(
                    Membership(school=school, group=group, pupil_id=pupil, begins_on=date(2026, 9, 15))
                    for pupil in sorted(set(pupils.values_list("pupil_id", flat=True)))[:12]
                )


@pytest.fixture(scope="module")
def august(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A region that lived a year, and to which the deliveries of August came; its URL."""
    folder = tmp_path_factory.mktemp("rentree")
    generate(folder / "region", schools=KILLS, seed=2026)
    write_august(folder / "aout", of=folder / "region")
    write_next_calendar(folder / "calendrier.csv")
    with fresh_database(os.environ["PREAU_DATABASE_URL"], DATABASE) as url:
        run(url, "migrate", summer=False)
        calendar = str(folder / "region" / OPEN_DATA_FOLDER / CALENDAR_FILE)
        run(url, "import", "calendar", calendar, "--apply", summer=False)
        run(url, "import", "aaf", str(folder / "region"), "--apply", summer=False)
        with django_db_blocker.unblock(), models_write_to(DATABASE):
            live_a_year()
        run(url, "import", "calendar", str(folder / "calendrier.csv"), "--apply")
        run(url, "import", "aaf", str(folder / "aout"), "--apply", "--confirm")
        yield url


@pytest.fixture(scope="module")
def whole(august: str) -> tuple[State, Paces]:
    """What a run that nobody stops leaves, and its paces."""
    with copied(august, f"{DATABASE}_entiere") as url:
        began = time.perf_counter()
        with started(url, "rollover", "--apply") as process:
            assert process.stderr is not None
            moments = [time.perf_counter() - began for line in process.stderr if "préparé" in line]
        assert process.returncode == 0
        assert len(moments) == KILLS
        return state(url), Paces(moments[0], (moments[-1] - moments[0]) / max(1, KILLS - 1))


def killed(url: str, rng: Random, paces: Paces) -> tuple[int, int]:
    """Start it, end it outright at a point drawn at random; (schools it told, its exit code)."""
    schools = rng.randrange(KILLS)
    told = 0
    with started(url, "rollover", "--apply") as process:
        assert process.stderr is not None
        while told < schools:
            told += "préparé" in process.stderr.readline()
        try:
            process.wait(rng.random() * (paces.school if told else paces.first))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        told += sum("préparé" in line for line in process.stderr)
    return told, process.returncode


def test_the_deliveries_of_august_leave_the_year_that_ends_as_it_was(august: str) -> None:
    with psycopg.connect(august) as owner:
        (eve,), (first,) = (
            owner.execute(_HELD, {"day": day}).fetchall() for day in (FIRST - timedelta(days=1), FIRST)
        )
    assert eve[0] == first[0] > 0
    assert eve[1] == 0
    assert first[1] > 0


@pytest.mark.slow
def test_killed_anywhere_and_run_again_nobody_is_lost_nor_doubled(august: str, whole: tuple[State, Paces]) -> None:
    expected, paces = whole
    rng = Random("rentrée")
    points = []
    for number in range(KILLS):
        with copied(august, f"{DATABASE}_{number}") as url:
            before = state(url)
            told, code = killed(url, rng, paces)
            prepared = len(state(url)["year_preparation"])
            # What was told is kept, whatever came after.
            assert told <= prepared <= KILLS
            run(url, "rollover", "--apply")
            after = state(url)
            assert after == expected
            for table in ("enrolment", "person", "person_key", "guardianship", "pupil_group"):
                assert after[table] == before[table]
            points.append((prepared, code))
    sys.stdout.write(f"{KILLS} écoles, arrêts (écoles préparées, code) : {points}\n")
    assert any(code == -signal.SIGKILL for _prepared, code in points)
    assert {one[0] for one in expected["year_preparation"]} == {one[1] for one in expected["ledger_event"]}
    assert len(expected["ledger_event"]) == len(expected["year_preparation"]) == KILLS
