"""Chance in SQL: the same number for the same thing, so that the same region lives the same weeks."""

from __future__ import annotations

from typing import Any

#: `pg_temp.chance(what, salt)`: between 0 and 1, evenly. It lasts as long as the connection.
_CHANCE = """
CREATE OR REPLACE FUNCTION pg_temp.chance(what bigint, salt bigint) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended(what, salt) & 2147483647) / 2147483648.0::float8 $$
"""


def create_chance(cursor: Any) -> None:
    """Make `pg_temp.chance` for this connection."""
    cursor.execute(_CHANCE)


def fresh_table(cursor: Any, name: str, query: str, parameters: dict[str, Any]) -> None:
    """A temporary table of this transaction, made from a query; `name` is one of ours."""
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
    cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {query}", parameters)
    cursor.execute(f"ANALYZE {name}")
