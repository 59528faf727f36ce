"""Report cards of a class and of a thousand pupils: seconds and memory (`preau bench --bulletins --schools 2`).

On the region of the marks: for the first term, appreciations of 300 signs, two programme elements a subject and a
synthesis each are written, then everything is taken back.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from preau.bulletins.actions.make_class_cards import make_class_cards
from preau.bulletins.cards.printing import class_in_pdf
from preau.bulletins.models import ReportCardBatch
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import SYSTEM

PUPILS = 1000
TEXT = (
    "Des progrès réguliers, une participation active\u202f; il faut maintenant apprendre plus régulièrement. " * 3
)
_WORDS = (
    """
INSERT INTO appreciation (school_id, gradebook_id, pupil_id, term_id, text, version, written_at, written_by_id)
SELECT t.school_id, b.id, m.pupil_id, t.id, %(text)s || m.pupil_id, 1, now(), 1
  FROM term t
  JOIN membership d ON d.group_id = t.group_id AND d.school_id = t.school_id AND d.ends_on IS NULL
  JOIN membership m ON m.pupil_id = d.pupil_id AND m.school_id = t.school_id AND m.ends_on IS NULL
  JOIN gradebook b ON b.group_id = m.group_id AND b.school_id = t.school_id AND b.is_evaluable
 WHERE t.id = ANY(%(terms)s) ON CONFLICT DO NOTHING
""",
    """
INSERT INTO programme_element (school_id, gradebook_id, kind, number, text, position)
SELECT b.school_id, b.id, 'trimestre', 1, 'Un élément du programme travaillé, le numéro ' || n, n
  FROM gradebook b, generate_series(1, 2) n WHERE b.school_id = ANY(%(schools)s) ON CONFLICT DO NOTHING
""",
    """
INSERT INTO council_decision (school_id, pupil_id, term_id, synthesis, version, written_at, written_by_id)
SELECT DISTINCT t.school_id, d.pupil_id, t.id, %(text)s, 1, now(), 1
  FROM term t JOIN membership d ON d.group_id = t.group_id AND d.school_id = t.school_id AND d.ends_on IS NULL
 WHERE t.id = ANY(%(terms)s) ON CONFLICT DO NOTHING
""",
)
# Classes for their first term, those of the largest school first.
_CLASSES = """
SELECT t.school_id, t.id, count(*)
  FROM term t JOIN membership d ON d.group_id = t.group_id AND d.school_id = t.school_id AND d.ends_on IS NULL
 WHERE t.number = 1
 GROUP BY t.school_id, t.id
 ORDER BY (SELECT count(*) FROM enrolment e WHERE e.school_id = t.school_id AND e.ends_on IS NULL) DESC, 1, 3 DESC
"""
_SIZE = "SELECT count(*), avg(length(pdf))::int, avg(pg_column_size(content))::int FROM report_card"


def measure() -> Iterator[str]:
    """One class, a thousand pupils, the same again where nothing changed, a class to print; all taken back."""
    with connection.cursor() as cursor:
        classes = cursor.execute(_CLASSES).fetchall()
    schools = sorted({row[0] for row in classes})
    asked: dict[str, Any] = {"schools": schools, "terms": [row[1] for row in classes], "text": TEXT}
    with transaction.atomic(), scope_opened_by_hand(schools):
        with connection.cursor() as cursor:
            for statement in _WORDS:
                cursor.execute(statement, asked)
            cursor.execute("ANALYZE appreciation, programme_element, council_decision")
        for label, pupils in (("une classe", 1), ("mille élèves", PUPILS), ("rien n’a changé", PUPILS)):
            yield _measure(label, _first(classes, pupils))
        school_id, term_id, count = classes[0]
        with _timed("une classe à imprimer", count) as told:
            class_in_pdf(school_id, term_id, is_posted=False)
        yield told[0]
        with connection.cursor() as cursor:
            cards, pdf, content = cursor.execute(_SIZE).fetchone() or (0, 0, 0)
        yield f"{cards} versions gardées : {pdf} octets de PDF et {content} octets de contenu chacune"
        transaction.set_rollback(True)


def _measure(label: str, classes: Sequence[Any]) -> str:
    by_school: dict[int, list[int]] = {}
    for school_id, term_id, _count in classes:
        by_school.setdefault(school_id, []).append(term_id)
    count = sum(row[2] for row in classes)
    with _timed(label, count) as told:
        for school_id, term_ids in by_school.items():
            batch = ReportCardBatch.objects.create(
                school_id=school_id, term_ids=term_ids, why="Mesure", asked=count, asked_at=clock.now(),
                asked_by_id=1,
            )  # fmt: skip
            while make_class_cards(actor=SYSTEM, school_id=school_id, batch_id=batch.pk):
                pass
    return told[0]


def _first(classes: Sequence[Any], pupils: int) -> list[Any]:
    """The first classes that make so many pupils."""
    found: list[Any] = []
    for row in classes:
        if sum(one[2] for one in found) >= pupils:
            break
        found.append(row)
    return found


@contextmanager
def _timed(label: str, count: int) -> Iterator[list[str]]:
    """Seconds of the clock, CPU of this process for each card, its memory at the highest: a line, at the end."""
    told: list[str] = []
    cpu, wall = time.process_time(), time.perf_counter()
    yield told
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told.append(
        f"{label:<22} {count:5} bulletins {wall:7.2f} s {cpu * 1000 / count:6.1f} ms de processeur chacun, "
        f"mémoire au plus haut {peak} Mio"
    )
