"""All teachers call the roll in the same five minutes, families have their page open: `preau bench --presence`.

The measure keeps the pace of the whole (`TEACHERS` sheets in `RUSH` seconds) for as long as it is told, so that a
short run loads the service as the long one would: a sheet opened, three pupils tapped absent a second apart.
Requests leave at their hour, whatever the answers: a slow service does not slow the teachers down. At the end the
rows are counted: each tap answered must be there, once.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from preau.cli.bench_live import OpenPage, get, listen, open_page, post
from preau.cli.measured_page import open_measured_session
from preau.kernel import clock
from preau.kernel.ids import new_key

TEACHERS, RUSH = 500, 300.0
TAPS_A_SHEET = 3
#: Pages opened at once, before the rush.
_OPENING = 16
#: Seconds that a page may take to say what was tapped, at most; beyond, it is counted as unseen.
_PATIENCE = 20.0

# Lessons under way with their pupils of whom nothing stands noted, in an order that mixes the schools.
_LESSONS = """
SELECT l.id, s.uai, l.school_id, min(t.person_id), array_agg(DISTINCT m.pupil_id)
  FROM lesson l
  JOIN school s ON s.id = l.school_id
  JOIN lesson_teacher t ON t.lesson_id = l.id
  JOIN lesson_group lg ON lg.lesson_id = l.id
  JOIN membership m ON m.group_id = lg.group_id AND m.ends_on IS NULL
 WHERE l.starts_at <= %(now)s AND l.ends_at > %(now)s AND l.cancelled_at IS NULL
   AND EXISTS (SELECT FROM post p WHERE p.person_id = t.person_id AND p.school_id = l.school_id
                  AND p.profile = 'enseignant' AND p.ends_on IS NULL)
   AND NOT EXISTS (SELECT FROM absence a WHERE a.pupil_id = m.pupil_id AND a.lesson_id = l.id)
 GROUP BY l.id, s.uai, l.school_id
HAVING count(DISTINCT m.pupil_id) >= %(taps)s
 ORDER BY md5(l.id::text)
 LIMIT %(lessons)s
"""

# Guardians of the pupils who will be tapped come first.
_GUARDIANS = """
SELECT g.guardian_id
  FROM guardianship g
  JOIN enrolment e ON e.pupil_id = g.pupil_id AND e.ends_on IS NULL
 WHERE g.may_consult AND g.is_informed AND g.guardian_id <> g.pupil_id AND g.ends_on IS NULL
 GROUP BY g.guardian_id
 ORDER BY bool_or(g.pupil_id = ANY(%(pupils)s)) DESC, g.guardian_id
 LIMIT %(pages)s
"""

_NOTED = """
SELECT count(*) FROM absence
 WHERE withdrawn_at IS NULL
   AND (lesson_id, pupil_id) IN (SELECT * FROM unnest(%(lessons)s::bigint[], %(pupils)s::bigint[]))
"""


@dataclass(frozen=True, slots=True)
class _Sheet:
    path: str
    lesson_id: int
    token: str
    pupils: tuple[int, ...]


@dataclass(slots=True)
class _Told:
    """What was measured, in milliseconds, and what was tapped."""

    saves: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    taps: list[tuple[int, int]] = field(default_factory=list)
    failed: int = 0
    unseen: int = 0


def measure_rush(port: int, moment: datetime, *, pages: int, seconds: float) -> dict[str, Any]:
    """Call rolls at that pace for so long, with so many pages open."""
    asked: dict[str, Any] = {
        "now": moment,
        "taps": TAPS_A_SHEET,
        "lessons": max(1, round(TEACHERS * seconds / RUSH)),
    }
    with clock.at(moment), connection.cursor() as cursor:
        rows = cursor.execute(_LESSONS, asked).fetchall()
        if not rows:
            raise RuntimeError("no lesson under way in the measured region")
        sheets = [
            _Sheet(
                f"/{uai}/appel/{lesson}/", lesson, open_measured_session(teacher, "enseignant"),
                tuple(pupils[:TAPS_A_SHEET]),
            )
            for lesson, uai, _school, teacher, pupils in rows
        ]  # fmt: skip
        tapped = sorted({pupil for sheet in sheets for pupil in sheet.pupils})
        guardians = cursor.execute(_GUARDIANS, {"pupils": tapped, "pages": pages}).fetchall()
        tokens = [open_measured_session(guardian, "responsable") for (guardian,) in guardians]
    told, opened = asyncio.run(_measure(port, sheets, tokens, seconds))
    lessons, pupils = [one[0] for one in told.taps], [one[1] for one in told.taps]
    with connection.cursor() as cursor:
        (noted,) = cursor.execute(_NOTED, {"lessons": lessons, "pupils": pupils}).fetchone() or (0,)
    return {
        "open_pages": opened, "sheets": len(sheets), "seconds": seconds, "taps": len(told.taps), "noted": noted,
        "failed": told.failed, "seen": len(told.delays), "unseen": told.unseen,
    } | {
        f"{name}_p{centile}_ms": _centile(times, centile)
        for name, times in (("tap_saved", told.saves), ("tap_to_page", told.delays))
        for centile in (50, 95, 99)
    }  # fmt: skip


async def _measure(port: int, sheets: list[_Sheet], tokens: list[str], seconds: float) -> tuple[_Told, int]:
    gate = asyncio.Semaphore(_OPENING)

    async def opened(token: str) -> OpenPage:
        async with gate:
            return await open_page(port, token)

    pages = await asyncio.gather(*(opened(token) for token in tokens))
    listening = [asyncio.create_task(listen(port, page)) for page in pages]
    await asyncio.sleep(2 + len(pages) / 500)
    by_topic: dict[str, list[OpenPage]] = defaultdict(list)
    for page in pages:
        for topic in page.fragments:
            by_topic[topic].append(page)
    told = _Told()
    chance = random.Random(len(sheets))
    starts = sorted(chance.uniform(0, seconds) for _sheet in sheets)
    await asyncio.gather(
        *(_call(port, sheet, start, by_topic, told) for sheet, start in zip(sheets, starts, strict=True))
    )
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    return told, len(pages)


async def _call(port: int, sheet: _Sheet, start: float, by_topic: dict[str, list[OpenPage]], told: _Told) -> None:
    """One teacher: her sheet opens, she taps."""
    await asyncio.sleep(start)
    watching = []
    try:
        await get(port, sheet.path, sheet.token)
        for pupil in sheet.pupils:
            await asyncio.sleep(1)
            pages = by_topic[f"eleve:{pupil}"]
            for page in pages:
                page.seen[f"eleve:{pupil}"].clear()
            began = time.perf_counter()
            form = {"etat": "absent", "cle": str(new_key())}
            await post(port, f"{sheet.path}eleve/{pupil}/", sheet.token, form)
            told.saves.append((time.perf_counter() - began) * 1000)
            told.taps.append((sheet.lesson_id, pupil))
            watching += [asyncio.create_task(_watch(page, f"eleve:{pupil}", began, told)) for page in pages]
    except (RuntimeError, OSError):
        told.failed += 1
    await asyncio.gather(*watching)


async def _watch(page: OpenPage, topic: str, began: float, told: _Told) -> None:
    try:
        await asyncio.wait_for(page.seen[topic].wait(), _PATIENCE)
    except TimeoutError:
        told.unseen += 1
    else:
        told.delays.append((page.seen_at[topic] - began) * 1000)


def _centile(times: Iterable[float], centile: int) -> float | None:
    kept = list(times)
    return round(statistics.quantiles(kept, n=100)[centile - 1], 1) if len(kept) > 1 else None
