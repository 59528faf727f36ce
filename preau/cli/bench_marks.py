"""Marks after a whole year: `preau bench --marks`, beside a bare page of one prepared statement."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.db import connection

from preau.cli.bench_copies import copy_schools
from preau.cli.demonstration import make_region
from preau.cli.measured_page import Asked, measure_page, measure_pages, open_measured_session
from preau.cli.migrate import run_migrations
from preau.cli.region import DEFAULT_SEED
from preau.cli.surroundings import ROOT
from preau.cli.terminal import step
from preau.exchange.region.living.year_of_marks import MARKED_A_YEAR, mark_a_year, open_school
from preau.kernel import clock
from preau.serve.demo_clock import DemoClock

BARE_PORT = 8795
_PATIENCE = 30.0
_REST = 300.0
#: Of the largest collège: a pupil, a parent of hers, a gradebook of her class and its teacher.
_SUBJECT = """
SELECT s.uai, s.id, d.pupil_id, d.group_id,
       (SELECT min(w.guardian_id) FROM guardianship w WHERE w.pupil_id = d.pupil_id AND w.may_consult
           AND w.guardian_id <> d.pupil_id),
       b.id, w.person_id, t.id
  FROM school s
  JOIN membership d ON d.school_id = s.id AND d.ends_on IS NULL
  JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division'
  JOIN term t ON t.group_id = g.id AND t.number = 3
  JOIN gradebook b ON b.group_id = g.id AND b.closed_at IS NULL
  JOIN gradebook_teacher w ON w.gradebook_id = b.id
 WHERE s.id = (SELECT c.id FROM enrolment e JOIN school c ON c.id = e.school_id WHERE c.kind = 'college'
                GROUP BY c.id ORDER BY count(*) DESC, c.id LIMIT 1)
   AND EXISTS (SELECT FROM guardianship x WHERE x.pupil_id = d.pupil_id AND x.may_consult
                  AND x.guardian_id <> d.pupil_id)
 ORDER BY d.pupil_id, b.id LIMIT 1
"""

_CELLS = """
SELECT e.id, m.pupil_id, m.version FROM evaluation e JOIN mark m ON m.evaluation_id = e.id
 WHERE e.gradebook_id = %s AND e.out_of = 20 AND e.counts_on > %s ORDER BY e.id, m.pupil_id
"""

# Anybody, from anywhere in the region, in no order: 947 is prime to the steps of identifiers.
_FAMILIES = """
SELECT w.pupil_id, min(w.guardian_id)
  FROM guardianship w JOIN membership d ON d.pupil_id = w.pupil_id AND d.ends_on IS NULL
  JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division'
 WHERE w.may_consult AND w.ends_on IS NULL AND w.guardian_id <> w.pupil_id
 GROUP BY w.pupil_id ORDER BY w.pupil_id * 947 % 1000003, w.pupil_id LIMIT 1000
"""

_WAITING = """
SELECT (SELECT count(*) FROM ledger_event WHERE delivered_at IS NULL AND attempts = 0)
     + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL)
"""

_SIZE = "SELECT count(*), (SELECT count(*) FROM enrolment WHERE ends_on IS NULL) FROM mark"


def prepare(var: Path, schools: int, copies: int = 0) -> None:
    """Make the region, its year of marks and its copies in this folder, once. Needs Django, as the owner."""
    shown = DemoClock(var).last_shown()
    if shown is None or shown < MARKED_A_YEAR:
        _mark_a_region(var, schools)
    if copies:
        with step(f"{copies} copies de ces établissements"):
            copy_schools(var, copies)


def _mark_a_region(var: Path, schools: int) -> None:
    run_migrations()
    make_region(var, schools=schools, seed=DEFAULT_SEED)
    with step("Une année de notes dans chaque carnet"):
        mark_a_year()
    school = _subject()[1]
    with step("Repères et cours de l’établissement mesuré"):
        open_school(school)
    DemoClock(var).start_at(MARKED_A_YEAR)


def measure(port: int, supervisor: int, moment: datetime) -> list[dict[str, Any]]:
    """The pages, then the bare one, in one run, once the worker has nothing left of a former one."""
    _rest()
    uai, school, pupil, _group, guardian, book, teacher, term = _subject()
    with clock.at(moment):
        results = measure_pages(port, supervisor, [
            Asked("relevé d’un trimestre, parent", guardian, "responsable", f"/eleves/{pupil}/notes/", 4),
            Asked("relevé, une autre famille chaque fois", guardian, "responsable", f"/eleves/{pupil}/notes/", 4,
                  visitors=_families()),
            Asked("relevé d’un trimestre, élève", pupil, "eleve", f"/eleves/{pupil}/notes/", 4),
            Asked("d’où vient une moyenne", guardian, "responsable", f"/eleves/{pupil}/notes/{book}/", 4),
            Asked("carnet d’un groupe", teacher, "enseignant", f"/{uai}/notes/{book}/", 10),
            Asked("une case enregistrée", teacher, "enseignant", f"/{uai}/notes/{book}/cases/", 4, _cells(book),
                  accepts="application/json"),
        ])  # fmt: skip
    return [*results, _measure_bare(supervisor, f"/{school}/{pupil}/{term}/")]


def size() -> str:
    """« 3 780 000 notes de 17 500 élèves »."""
    with connection.cursor() as cursor:
        marks, pupils = cursor.execute(_SIZE).fetchone() or (0, 0)
    return f"{marks} notes de {pupils} élèves"


def _subject() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        row = cursor.execute(_SUBJECT).fetchone()
    if row is None:
        raise RuntimeError("no gradebook of a class of collège in the measured region")
    return tuple(row)


def _cells(book: int) -> Callable[[int], dict[str, str]]:
    """Each time another cell of the third term: what was read is what is said to have been seen."""
    with connection.cursor() as cursor:
        cells = cursor.execute(_CELLS, [book, "2027-03-20"]).fetchall()
    asked = iter(range(10**9))

    def typed(_turn: int) -> dict[str, str]:
        turn = next(asked)
        evaluation, pupil, version = cells[turn % len(cells)]
        lap = turn // len(cells)
        return {f"n-{evaluation}-{pupil}-{version + lap}": str(5 + (turn + lap) % 15)}

    return typed


def _rest() -> None:
    """Wait until the worker is at rest: what it asks of the database would be counted with the pages."""
    deadline = time.monotonic() + _REST
    with connection.cursor() as cursor:
        while (cursor.execute(_WAITING).fetchone() or (0,))[0] and time.monotonic() < deadline:
            time.sleep(1)


def _families() -> Callable[[], tuple[str, str]]:
    """Each time another pupil's statement, read by one of her parents."""
    with connection.cursor() as cursor:
        found = cursor.execute(_FAMILIES).fetchall()
    signed_in = [
        (f"/eleves/{pupil}/notes/", open_measured_session(guardian, "responsable")) for pupil, guardian in found
    ]
    turns = cycle(signed_in)
    return lambda: next(turns)


def _measure_bare(supervisor: int, path: str) -> dict[str, Any]:
    """Served by the same server, with the same options."""
    command = (
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--http",
            "1",
            "--no-ws",
            "--log-level",
            "warning",
        ),
        *("--host", "127.0.0.1", "--port", str(BARE_PORT), "--workers", "1", "--blocking-threads", "1"),
        "preau.cli.bench_bare:application",
    )
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait(path)
        asked = Asked("page nue, une instruction préparée", 0, "", path, 0)
        return measure_page(BARE_PORT, asked, "", supervisor, server=process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(path: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{BARE_PORT}{path}", timeout=2):
                return
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
