"""The least a statement of marks can cost: a WSGI page of one prepared statement, without session, rights, rules
nor dress. What `preau bench --marks` compares to; nobody serves it.
"""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

_MARKS = """
SELECT s.label, e.title, m.value, e.out_of
  FROM mark m
  JOIN evaluation e ON e.id = m.evaluation_id
  JOIN gradebook b ON b.id = e.gradebook_id
  JOIN subject s ON s.id = b.subject_id
  JOIN term t ON t.id = %s AND e.counts_on BETWEEN t.starts_on AND t.ends_on
 WHERE m.pupil_id = %s AND m.school_id = %s AND e.released_at <= now() + interval '10 years'
 ORDER BY b.position, b.id, e.held_on DESC
"""
_open: list[psycopg.Connection] = []


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """`/<school>/<pupil>/<term>/`."""
    if not _open:
        _open.append(psycopg.connect(os.environ["PREAU_DATABASE_URL"], autocommit=True))
    school, pupil, term = (int(part) for part in environ["PATH_INFO"].strip("/").split("/"))
    rows = _open[0].execute(_MARKS, (term, pupil, school), prepare=True).fetchall()
    lines = "".join(
        f"<tr><td>{html.escape(subject)}<td>{html.escape(title)}<td>{value}/{out_of}"
        for subject, title, value, out_of in rows
    )
    start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [f"<!doctype html><title>Notes</title><table>{lines}</table>".encode()]
