"""Whose account is about to close, because nothing will tie her to a school any more (capability C19)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

from preau.access.rules import CLOSING_TOLD_WITHIN
from preau.kernel import clock

_ENDS = "SELECT person_id, ends_on FROM account_ends(%s::bigint[], %s, %s)"


def closing_among(people: Iterable[int] | None = None) -> dict[int, date]:
    """Of these persons, or of everybody: the first day on which the account opens no more, when it is known and
    near (`rules.CLOSING_TOLD_WITHIN`).
    """
    today = clock.today()
    asked = None if people is None else sorted(people)
    with connection.cursor() as cursor:
        return dict(cursor.execute(_ENDS, [asked, today, today + CLOSING_TOLD_WITHIN]).fetchall())
