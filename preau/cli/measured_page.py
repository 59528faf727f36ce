"""How a page is measured by `preau bench`: its cost on a core, screens and database apart, alone and by eight."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
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
from preau.kernel.ids import new_token, token_digest

WARM_UP, ALONE, EIGHT = 40, 300, 8
#: Rows that the present transaction wrote.
_WRITTEN = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"


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
    accepts: str = ""
    #: Each time somebody else: her page and her cookie.
    visitors: Callable[[], tuple[str, str]] | None = None


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


def measure_pages(port: int, supervisor: int, pages: Iterable[Asked]) -> list[dict[str, Any]]:
    """Each of these, one after the other, each person signed in once."""
    asked = list(pages)
    cookies = {(p.person_id, p.profile): open_measured_session(p.person_id, p.profile) for p in asked}
    return [measure_page(port, page, cookies[page.person_id, page.profile], supervisor) for page in asked]


def measure_page(
    port: int, page: Asked, token: str, supervisor: int, *, server: int | None = None
) -> dict[str, Any]:
    """What this page costs. `supervisor`: the process whose children are the screens and the database; `server`:
    the one that serves this page, when it is none of them.
    """
    csrf = "a" * 32
    ask = asker(port, page, token, csrf)
    size = [ask(turn) for turn in range(min(WARM_UP, page.turns))][-1][1]
    # A worker opens its connection at its first request: its database process is there from now on.
    web, database = processes_of(supervisor)
    if server is not None:
        web = [server, *_descendants(server)]
    before = cpu_of(web), cpu_of(database)
    alone = [ask(turn)[0] for turn in range(page.turns)]
    after = cpu_of(web), cpu_of(database)
    screens, base = ((b - a) * 1000 / page.turns for a, b in zip(before, after, strict=True))
    spent = cpu_of(web) + cpu_of(database)
    together = _at_once(port, page, token, csrf)
    at_once = (cpu_of(web) + cpu_of(database) - spent) * 1000 / len(together)
    statements, rows = _statements(page, token) if server is None else (1, 0)
    return {
        "page": page.name,
        "cpu_ms": round(screens + base, 2),
        "cpu_server_ms": round(screens, 2),
        "cpu_database_ms": round(base, 2),
        "cpu_ms_8": round(at_once, 2),
        "queries": statements,
        "rows": rows,
        "bytes": size,
        "p50_ms": centile_of(alone, 50),
        "p99_ms": centile_of(alone, 99),
        "p50_ms_8": centile_of(together, 50),
        "p99_ms_8": centile_of(together, 99),
        "budget_ms": page.budget_ms,
    }


def asker(port: int, page: Asked, token: str, csrf: str) -> Callable[[int], tuple[float, int]]:
    """A kept connection that asks the page and returns (milliseconds, bytes on the wire)."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Accept-Encoding": "gzip",
        "Host": f"127.0.0.1:{port}",
    }
    if page.form:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true", "X-CSRFToken": csrf}
    if page.accepts:
        headers = {name: value for name, value in headers.items() if name != "HX-Request"}
        headers["Accept"] = page.accepts

    def ask(turn: int) -> tuple[float, int]:
        body = urlencode(page.form(turn)) if page.form else None
        path, cookie = page.visitors() if page.visitors else (page.path, token)
        headers["Cookie"] = f"{SESSION_COOKIE}={cookie}; preau_csrf={csrf}"
        start = time.perf_counter()
        line.request("POST" if page.form else "GET", path, body=body, headers=headers)
        answer = line.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{page.name}: {answer.status}")
        return (time.perf_counter() - start) * 1000, len(content)

    return ask


def _at_once(port: int, page: Asked, token: str, csrf: str) -> list[float]:
    times: list[float] = []

    def work() -> None:
        ask = asker(port, page, token, csrf)
        times.extend([ask(turn)[0] for turn in range(max(2, 2 * page.turns // EIGHT))])

    threads = [threading.Thread(target=work) for _n in range(EIGHT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _statements(page: Asked, token: str) -> tuple[int, int]:
    """Statements of one request, the actor's and the scope's included, transaction words left out; and the rows it
    writes.
    """
    told = {"HX-Request": "true"} if page.form and not page.accepts else {}
    client = Client(headers={**told, "Accept": page.accepts} if page.accepts else told)
    client.cookies[SESSION_COOKIE] = token
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {APP_ROLE}")
            before = cursor.execute(_WRITTEN).fetchone()
        with CaptureQueriesContext(connection) as captured:
            if page.form:
                client.post(page.path, page.form(0))
            else:
                client.get(page.path)
        with connection.cursor() as cursor:
            after = cursor.execute(_WRITTEN).fetchone()
        transaction.set_rollback(True)
    words = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    asked = [query for query in captured.captured_queries if not query["sql"].startswith(words)]
    return len(asked), int(after[0]) - int(before[0])


def processes_of(supervisor: int) -> tuple[list[int], list[int]]:
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


def cpu_of(pids: Iterable[int]) -> float:
    """Seconds these processes' threads spent on a core so far, as the scheduler counts them, to the nanosecond."""
    spent = 0
    for pid in pids:
        for thread in (Path("/proc") / str(pid) / "task").glob("*/schedstat"):
            try:
                spent += int(thread.read_text().split()[0])
            except OSError:
                continue
    return spent / 1e9


def centile_of(times: list[float], centile: int) -> float:
    return round(statistics.quantiles(times, n=100)[centile - 1], 2)
