"""What the session says of the top of every page: its version, and what the person put away."""

from __future__ import annotations

from django.db import connection

from preau.kernel.actor import Actor

#: So many things put away are remembered: the older ones have come down since.
_REMEMBERED = 30
_CHANGED = "UPDATE page_bands SET version = nextval('page_bands_versions')"
_PUT_AWAY = f"""
UPDATE account SET put_away = (array_append(array_remove(put_away, %(key)s), %(key)s))
                              [greatest(1, cardinality(array_remove(put_away, %(key)s)) + 2 - {_REMEMBERED}):]
 WHERE id = %(account)s AND NOT %(key)s = ANY(put_away)
"""  # noqa: S608 - our own number


def bands_changed() -> None:
    """In the transaction that changes what stands at the top of pages: every process asks again then."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED)


def put_away(actor: Actor, key: str) -> bool:
    """She does not want to see this any more. False when she already said so."""
    with connection.cursor() as cursor:
        return bool(cursor.execute(_PUT_AWAY, {"key": key, "account": actor.account_id}).rowcount)
