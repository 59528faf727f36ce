"""The pages measured by `preau bench`, and how: read once Django stands, as the owner of the tables."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.access.middleware import SESSION_COOKIE
from preau.access.models import Account, Session
from preau.foundation.tenancy.second_wall import APP_ROLE
from preau.kernel import clock
from preau.kernel.ids import new_key, new_token, token_digest

WARM_UP, ALONE, EIGHT = 40, 300, 8

# A parent of several children, and a lesson under way of one of them with its teacher, its CPE and its head.
_CHARACTERS = """
SELECT l.school_id, s.uai, l.id, t.person_id, m.pupil_id, g.guardian_id, l.starts_at,
       (SELECT p.person_id FROM post p WHERE p.school_id = l.school_id AND p.profile = 'vie_scolaire' LIMIT 1),
       (SELECT p.person_id FROM post p WHERE p.school_id = l.school_id AND p.profile = 'direction' LIMIT 1)
  FROM lesson l
  JOIN school s ON s.id = l.school_id
  JOIN lesson_teacher t ON t.lesson_id = l.id
  JOIN lesson_group lg ON lg.lesson_id = l.id
  JOIN membership m ON m.group_id = lg.group_id AND m.ends_on IS NULL
  JOIN guardianship g ON g.pupil_id = m.pupil_id AND g.may_consult AND g.guardian_id <> g.pupil_id
 WHERE l.starts_at <= %(now)s AND l.ends_at > %(now)s AND l.cancelled_at IS NULL
   AND EXISTS (SELECT FROM post p WHERE p.person_id = t.person_id AND p.school_id = l.school_id
                  AND p.profile = 'enseignant' AND p.ends_on IS NULL)
 ORDER BY (SELECT count(*) FROM guardianship h WHERE h.guardian_id = g.guardian_id AND h.may_consult) DESC,
          (SELECT count(*) FROM lesson_group o JOIN membership n ON n.group_id = o.group_id
            WHERE o.lesson_id = l.id) DESC, l.id, m.pupil_id
 LIMIT 1
"""

_GUARDIAN = """
SELECT guardian_id FROM guardianship WHERE may_consult AND guardian_id <> pupil_id AND ends_on IS NULL
 GROUP BY guardian_id HAVING count(*) = %(children)s ORDER BY guardian_id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page to measure: who asks, how, its budget in CPU milliseconds (stack.md), how many times it is asked by
    one client, and twice as many by eight.
    """

    name: str
    person_id: int
    profile: str
    path: str
    budget_ms: float
    form: Callable[[int], dict[str, str]] | None = None
    turns: int = ALONE


def measure(
    port: int, supervisor: int, moment: datetime, pages_of: Callable[[], list[Asked]] | None = None
) -> list[dict[str, Any]]:
    """Measure every page (`pages_of`, else the usual ones) at this moment of the region; `supervisor` is the
    process whose children are the screens and the database.
    """
    with clock.at(moment):
        pages = (pages_of or _pages)()
        cookies = {(p.person_id, p.profile): open_measured_session(p.person_id, p.profile) for p in pages}
        return [_measure_page(port, page, cookies[page.person_id, page.profile], supervisor) for page in pages]


def _pages() -> list[Asked]:
    with connection.cursor() as cursor:
        row = cursor.execute(_CHARACTERS, {"now": clock.now()}).fetchone()
    if row is None:
        raise RuntimeError("no lesson under way in the measured region")
    _school, uai, lesson, teacher, pupil, guardian, _starts, cpe, head = row
    tap = f"/{uai}/appel/{lesson}/eleve/{pupil}/"
    return [
        Asked("parent de quatre enfants", guardian, "responsable", "/", 4),
        Asked("parent de deux enfants", _guardian_of(2), "responsable", "/", 4),
        Asked("accueil : un enfant", guardian, "responsable", f"/accueil/enfant/{pupil}/", 2.5),
        Asked("absences d’un élève", guardian, "responsable", f"/eleves/{pupil}/absences/", 4),
        Asked("accueil d’un enseignant", teacher, "enseignant", "/", 4),
        Asked("feuille d’appel", teacher, "enseignant", f"/{uai}/appel/{lesson}/", 4),
        Asked("geste de l’appel", teacher, "enseignant", tap, 4, _tap),
        Asked("accueil de la vie scolaire", cpe, "vie_scolaire", "/", 10),
        Asked("tableau : la minute", cpe, "vie_scolaire", f"/{uai}/vie-scolaire/maintenant/", 10),
        Asked("bureau des absences", cpe, "vie_scolaire", f"/{uai}/absences/", 10),
        Asked("alertes et absentéisme", cpe, "vie_scolaire", f"/{uai}/absences/alertes/", 10),
        Asked("statistiques du mois", cpe, "vie_scolaire", f"/{uai}/presence/statistiques/", 10),
        Asked("accueil de la direction", head, "direction", "/", 10),
        Asked("accueil d’un élève", pupil, "eleve", "/", 4),
        Asked("bureau des anomalies", head, "direction", f"/{uai}/anomalies/", 10),
        Asked("une sorte d’anomalie", head, "direction", f"/{uai}/anomalies/fiches-en-double/", 10),
    ]


def _guardian_of(children: int) -> int:
    """A parent of so many pupils."""
    with connection.cursor() as cursor:
        row = cursor.execute(_GUARDIAN, {"children": children}).fetchone()
    if row is None:
        raise RuntimeError(f"no parent of {children} children in the measured region")
    return int(row[0])


def _tap(turn: int) -> dict[str, str]:
    return {"etat": ("absent", "present")[turn % 2], "cle": str(new_key())}


def open_measured_session(person_id: int, profile: str) -> str:
    """A signed-in browser for this person; its cookie."""
    token = new_token()
    account, _new = Account.objects.get_or_create(person_id=person_id, defaults={"login": f"mesure.{person_id}"})
    Session.objects.create(
        digest=token_digest(token),
        account=account,
        profile=profile,
        device="mesure",
        started_at=clock.now(),
        seen_at=clock.now(),
        expires_at=clock.now() + timedelta(days=400),
    )
    return token


def _measure_page(port: int, page: Asked, token: str, supervisor: int) -> dict[str, Any]:
    csrf = "a" * 32
    ask = _asker(port, page, token, csrf)
    size = [ask(turn) for turn in range(min(WARM_UP, page.turns))][-1][1]
    # A worker opens its connection at its first request: its database process is there from now on.
    web, database = _processes(supervisor)
    before = _cpu(web), _cpu(database)
    alone = [ask(turn)[0] for turn in range(page.turns)]
    after = _cpu(web), _cpu(database)
    server, base = ((b - a) * 1000 / page.turns for a, b in zip(before, after, strict=True))
    spent = _cpu(web) + _cpu(database)
    together = _at_once(port, page, token, csrf)
    at_once = (_cpu(web) + _cpu(database) - spent) * 1000 / len(together)
    return {
        "page": page.name,
        "cpu_ms": round(server + base, 2),
        "cpu_server_ms": round(server, 2),
        "cpu_database_ms": round(base, 2),
        "cpu_ms_8": round(at_once, 2),
        "queries": _statements(page, token),
        "bytes": size,
        "p50_ms": _centile(alone, 50),
        "p99_ms": _centile(alone, 99),
        "p50_ms_8": _centile(together, 50),
        "p99_ms_8": _centile(together, 99),
        "budget_ms": page.budget_ms,
    }


def _asker(port: int, page: Asked, token: str, csrf: str) -> Callable[[int], tuple[float, int]]:
    """A kept connection that asks the page and returns (milliseconds, bytes on the wire)."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Cookie": f"{SESSION_COOKIE}={token}; preau_csrf={csrf}",
        "Accept-Encoding": "gzip",
        "Host": f"127.0.0.1:{port}",
    }
    if page.form:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true", "X-CSRFToken": csrf}

    def ask(turn: int) -> tuple[float, int]:
        body = urlencode(page.form(turn)) if page.form else None
        start = time.perf_counter()
        line.request("POST" if page.form else "GET", page.path, body=body, headers=headers)
        answer = line.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{page.name}: {answer.status}")
        return (time.perf_counter() - start) * 1000, len(content)

    return ask


def _at_once(port: int, page: Asked, token: str, csrf: str) -> list[float]:
    times: list[float] = []

    def work() -> None:
        ask = _asker(port, page, token, csrf)
        times.extend([ask(turn)[0] for turn in range(max(2, 2 * page.turns // EIGHT))])

    threads = [threading.Thread(target=work) for _n in range(EIGHT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _statements(page: Asked, token: str) -> int:
    """Statements of one request, the actor's and the scope's included, transaction words left out."""
    client = Client(headers={"HX-Request": "true"} if page.form else {})
    client.cookies[SESSION_COOKIE] = token
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {APP_ROLE}")
        with CaptureQueriesContext(connection) as captured:
            if page.form:
                client.post(page.path, page.form(0))
            else:
                client.get(page.path)
        transaction.set_rollback(True)
    words = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    return len([query for query in captured.captured_queries if not query["sql"].startswith(words)])


def _processes(supervisor: int) -> tuple[list[int], list[int]]:
    """The processes of the screens and those of PostgreSQL, among the descendants of the supervisor."""
    web, database = [], []
    for pid in _descendants(supervisor):
        command = (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ")
        if b"granian" in command:
            web.append(pid)
        elif b"postgres" in command:
            database.append(pid)
    return web, database


def _descendants(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found.extend(children)
        waiting.extend(children)
    return found


def _cpu(pids: Iterable[int]) -> float:
    """Seconds these processes' threads spent on a core so far, as the scheduler counts them, to the nanosecond."""
    spent = 0
    for pid in pids:
        for thread in (Path("/proc") / str(pid) / "task").glob("*/schedstat"):
            try:
                spent += int(thread.read_text().split()[0])
            except OSError:
                continue
    return spent / 1e9


def _centile(times: list[float], centile: int) -> float:
    return round(statistics.quantiles(times, n=100)[centile - 1], 2)
