"""What PostgreSQL believes of its tables, learnt anew after a mass import: it plans by these figures, and would
learn them by itself a minute too late for the first pages (a study hall: 7 ms with them, 77 without).
"""

from __future__ import annotations

from django.db import connection


def learn_sizes() -> tuple[str, ...]:
    """Take the figures of the tables of which a tenth has changed since they were last taken; returns their names.

    To be called once what was written is committed: inside a transaction it does nothing, and a figure is never
    taken within the transaction of an import, which holds its locks. Killed before it, the import is whole, and
    PostgreSQL learns by itself.
    """
    if connection.in_atomic_block:
        return ()
    with connection.cursor() as cursor:
        # What this connection wrote is counted at once, not within a second.
        cursor.execute("SELECT pg_stat_force_next_flush()")
        return tuple(name for (name,) in cursor.execute("SELECT learn_sizes()").fetchall())
