"""The report cards of a class on paper: the last version of each, for the office that prints and posts them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from preau.bulletins.cards.content import content_of
from preau.bulletins.cards.pdf import Printed, cards_in_pdf
from preau.directory.models import SchoolLogo

_LAST = """
SELECT DISTINCT ON (p.sorting_name, p.id) c.content, c.number, c.made_at, c.digest
  FROM report_card c JOIN person p ON p.id = c.pupil_id
 WHERE c.term_id = %(term)s AND c.school_id = %(school)s
 ORDER BY p.sorting_name, p.id, c.number DESC
"""


def class_in_pdf(school_id: int, term_id: int, *, is_posted: bool) -> bytes | None:
    """All of them in one document; None when none was made. `is_posted`: one for each person with an address. The
    caller has decided.
    """
    with connection.cursor() as cursor:
        rows = cursor.execute(_LAST, {"term": term_id, "school": school_id}).fetchall()
    several = [copy for row in rows for copy in _copies(row, is_posted=is_posted)]
    return cards_in_pdf(several, logo=logo_of(school_id)) if several else None


def logo_of(school_id: int) -> bytes | None:
    """The logo of the school, as it is today."""
    kept = SchoolLogo.objects.filter(school_id=school_id).first()
    return bytes(kept.content) if kept else None


def _copies(row: Any, *, is_posted: bool) -> Iterator[Printed]:
    said, number, made_at, digest = row
    content = content_of(json.loads(said))
    if not is_posted:
        yield Printed(content, number, made_at, digest)
        return
    for person in content.responsibles:
        if person.address.strip():
            yield Printed(content, number, made_at, digest, person)
