"""From a teacher's tap to the open pages of the parents, measured by `preau bench` on the served region.

Every page is a real one: a session, the home page asked over HTTP, its stream open on the live process. When a
message names one of its topics the page waits the 150 ms of `live.js` and asks its fragment again: it has seen
the change once the fragment is there and differs from the one before.
"""

from __future__ import annotations

import asyncio
import html
import re
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.db import connection

from preau.access.middleware import SESSION_COOKIE
from preau.cli.measured_page import open_measured_session
from preau.kernel import clock
from preau.kernel.ids import new_key

PAGES, TAPS = 200, 60
#: What `live.js` waits before it asks again, so that several touches make one request.
COALESCING = 0.15
_PATIENCE = 15.0
_CSRF = "a" * 32

# The lesson under way with most pupils, its teacher, its pupils.
_LESSON = """
SELECT l.id, s.uai, l.school_id, t.person_id, array_agg(DISTINCT m.pupil_id)
  FROM lesson l
  JOIN school s ON s.id = l.school_id
  JOIN lesson_teacher t ON t.lesson_id = l.id
  JOIN lesson_group lg ON lg.lesson_id = l.id
  JOIN membership m ON m.group_id = lg.group_id AND m.ends_on IS NULL
 WHERE l.starts_at <= %(now)s AND l.ends_at > %(now)s AND l.cancelled_at IS NULL
   AND EXISTS (SELECT FROM post p WHERE p.person_id = t.person_id AND p.school_id = l.school_id
                  AND p.profile = 'enseignant' AND p.ends_on IS NULL)
 GROUP BY l.id, s.uai, l.school_id, t.person_id
 ORDER BY count(DISTINCT m.pupil_id) DESC, l.id
 LIMIT 1
"""

# Guardians of the class first, then those of the same school.
_GUARDIANS = """
SELECT g.guardian_id, min(g.pupil_id)
  FROM guardianship g
  JOIN enrolment e ON e.pupil_id = g.pupil_id AND e.school_id = %(school)s AND e.ends_on IS NULL
 WHERE g.may_consult AND g.is_informed AND g.guardian_id <> g.pupil_id AND g.ends_on IS NULL
 GROUP BY g.guardian_id
 ORDER BY bool_or(g.pupil_id = ANY(%(pupils)s)) DESC, g.guardian_id
 LIMIT %(pages)s
"""


@dataclass
class OpenPage:
    """A parent's home page, open; `fragments` are its children's blocks by topic, with what they last said."""

    token: str
    live_url: str
    live_token: str
    since: str
    fragments: dict[str, str]
    said: dict[str, str] = field(default_factory=dict)
    seen: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    seen_at: dict[str, float] = field(default_factory=dict)


def measure_live(port: int, moment: datetime) -> dict[str, Any]:
    """Tap `TAPS` times with `PAGES` pages open; milliseconds from the tap sent to the page redrawn."""
    with clock.at(moment), connection.cursor() as cursor:
        row = cursor.execute(_LESSON, {"now": moment}).fetchone()
        if row is None:
            raise RuntimeError("no lesson under way in the measured region")
        lesson, uai, school, teacher, pupils = row
        asked = {"school": school, "pupils": pupils, "pages": PAGES}
        guardians = cursor.execute(_GUARDIANS, asked).fetchall()
        tokens = [open_measured_session(guardian, "responsable") for guardian, _pupil in guardians]
        teacher_token = open_measured_session(teacher, "enseignant")
    return asyncio.run(_measure(port, tokens, teacher_token, f"/{uai}/appel/{lesson}/eleve/", pupils))


async def _measure(port: int, tokens: list[str], teacher: str, path: str, pupils: list[int]) -> dict[str, Any]:
    pages = [await open_page(port, token) for token in tokens]
    listening = [asyncio.create_task(listen(port, page)) for page in pages]
    await asyncio.sleep(2)
    by_topic: dict[str, list[OpenPage]] = defaultdict(list)
    for page in pages:
        for topic in page.fragments:
            by_topic[topic].append(page)
    watched = [pupil for pupil in pupils if by_topic.get(f"eleve:{pupil}")]
    delays: list[float] = []
    saves: list[float] = []
    for turn in range(TAPS):
        pupil = watched[turn // 2 % len(watched)]
        topic = f"eleve:{pupil}"
        for page in by_topic[topic]:
            page.seen[topic].clear()
        began = time.perf_counter()
        state = ("absent", "present")[turn % 2]
        await post(port, f"{path}{pupil}/", teacher, {"etat": state, "cle": str(new_key())})
        saves.append((time.perf_counter() - began) * 1000)
        for page in by_topic[topic]:
            await asyncio.wait_for(page.seen[topic].wait(), _PATIENCE)
            delays.append((page.seen_at[topic] - began) * 1000)
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    return {"open_pages": len(pages), "taps": TAPS, "seen": len(delays)} | {
        f"{name}_p{centile}_ms": round(statistics.quantiles(times, n=100)[centile - 1], 1)
        for name, times in (("tap_saved", saves), ("tap_to_page", delays))
        for centile in (50, 95, 99)
    }


async def open_page(port: int, token: str) -> OpenPage:
    """The home page, as a browser opens it, and what its blocks say."""
    page = (await get(port, "/", token)).decode()
    body = {name: html.unescape(value) for name, value in re.findall(r' data-live-(\w+)="([^"]*)"', page)}
    blocks = re.findall(r'hx-get="(/accueil/enfant/[^"]*)"[^>]*data-live="([^"]*)"', page)
    fragments = {topic: url for url, topics in blocks for topic in topics.split() if topic.startswith("eleve:")}
    opened = OpenPage(token, body["url"], body["token"], body["since"], fragments)
    for topic, url in fragments.items():
        opened.said[topic] = _words(await get(port, url, token))
    return opened


async def listen(port: int, page: OpenPage) -> None:
    """The page's stream, as `live.js` reads it."""
    address = urlsplit(page.live_url)
    reader, writer = await asyncio.open_connection("127.0.0.1", address.port)
    path = f"{address.path}?jeton={quote(page.live_token)}&depuis={page.since}"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
    try:
        event = ""
        while line := await reader.readline():
            name, _, value = line.decode().strip().partition(": ")
            if name == "event":
                event = value
            elif name == "data" and event == "touche" and value in page.fragments:
                await _ask_again(port, page, value)
    finally:
        writer.close()


async def _ask_again(port: int, page: OpenPage, topic: str) -> None:
    await asyncio.sleep(COALESCING)
    said = _words(await get(port, page.fragments[topic], page.token))
    if said != page.said[topic]:
        page.said[topic] = said
        page.seen_at[topic] = time.perf_counter()
        page.seen[topic].set()


def _words(answer: bytes) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.decode()).split())


async def get(port: int, path: str, token: str) -> bytes:
    """A page, as this person gets it."""
    return await _ask(port, "GET", path, token, b"")


async def post(port: int, path: str, token: str, form: dict[str, str]) -> bytes:
    """A form, sent as htmx sends it."""
    return await _ask(port, "POST", path, token, urlencode(form).encode())


async def _ask(port: int, method: str, path: str, token: str, body: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: {SESSION_COOKIE}={token}; preau_csrf={_CSRF}",
        "Connection: close",
    ]
    if body:
        head += [
            "HX-Request: true",
            f"X-CSRFToken: {_CSRF}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    answer = await reader.read()
    writer.close()
    status = answer[9:12]
    if status != b"200":
        raise RuntimeError(f"{path}: {status.decode()}")
    return answer.partition(b"\r\n\r\n")[2]
