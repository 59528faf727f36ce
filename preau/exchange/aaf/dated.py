"""Dated attachments: what is wanted compared with what stands. One way for enrolments, memberships, posts…

For a table `x`, `aaf_x` says what the delivery wants. The comparison fills `aaf_x_open` (rows to insert),
`aaf_x_end` (rows that end today) and `aaf_x_alter` (rows whose other columns change): the plan is counted from
them, and applying writes them, nothing else. Nothing is ever deleted, and a past row never changes.

All statements take `%(today)s`, and `%(is_delta)s` where an authority asks for it.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from dataclasses import dataclass, field

#: A row `t` that holds today or later.
CURRENT = "(t.ends_on IS NULL OR t.ends_on > %(today)s)"


@dataclass(frozen=True, slots=True)
class Dated:
    """A table of dated attachments.

    - `key`: with an open end, unique. `carried`: written when opening. `altered`: kept as the feed says.
      All three map a column to its SQL type.
    - `authority`: SQL condition on `t`, the rows that this delivery may end.
    - `may_alter`: SQL condition on `t`, the rows whose `altered` columns it may change.
    - `constants`: columns of a new row that no feed tells, as SQL.
    """

    table: str
    key: dict[str, str]
    carried: dict[str, str] = field(default_factory=dict)
    altered: dict[str, str] = field(default_factory=dict)
    authority: str = "false"
    may_alter: str = "true"
    constants: dict[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> str:
        return f"aaf_{self.table}"

    @property
    def tables(self) -> dict[str, str]:
        """The temporary tables, with their columns."""
        columns = {**self.key, **self.carried, **self.altered, "begins_on": "date"}
        described = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        return {
            self.wanted: described,
            f"{self.wanted}_open": described,
            f"{self.wanted}_end": "id bigint",
            f"{self.wanted}_alter": "id bigint",
        }

    @property
    def plan(self) -> tuple[str, ...]:
        """Statements that compare. What reopens begins where the past one ended, at the earliest."""
        columns = [*self.key, *self.carried, *self.altered]
        statements = [
            f"ANALYZE {self.wanted}",
            f"""
            INSERT INTO {self.wanted}_open
            SELECT {_of("w", columns)}, greatest(w.begins_on, (SELECT max(t.ends_on) FROM {self._same_past}))
              FROM {self.wanted} w
             WHERE NOT EXISTS (SELECT FROM {self.table} t WHERE {self._same} AND {CURRENT})""",
            f"""
            INSERT INTO {self.wanted}_end
            SELECT t.id FROM {self.table} t
             WHERE t.ends_on IS NULL AND {self.authority}
               AND NOT EXISTS (SELECT FROM {self.wanted} w WHERE {self._same})""",
        ]
        if self.altered:
            statements.append(f"""
            INSERT INTO {self.wanted}_alter
            SELECT t.id FROM {self.table} t JOIN {self.wanted} w ON {self._same}
             WHERE {CURRENT} AND {self.may_alter}
               AND ROW({_of("t", self.altered)}) IS DISTINCT FROM ROW({_of("w", self.altered)})""")
        return (*statements, f"ANALYZE {self.wanted}_open", f"ANALYZE {self.wanted}_end")

    @property
    def apply(self) -> tuple[str, ...]:
        """Statements that write what the comparison found: ends, then changes, then beginnings.

        What somebody opened by hand since the comparison is left as it is.
        """
        told = [*self.key, *self.carried, *self.altered, "begins_on"]
        statements = [
            f"""
            UPDATE {self.table} t SET ends_on = greatest(t.begins_on, %(today)s::date)
              FROM {self.wanted}_end e WHERE e.id = t.id"""
        ]
        if self.altered:
            statements.append(f"""
            UPDATE {self.table} t SET {", ".join(f"{name} = w.{name}" for name in self.altered)}
              FROM {self.wanted}_alter a, {self.wanted} w WHERE a.id = t.id AND {self._same}""")
        constants = "".join(f", {value}" for value in self.constants.values())
        statements.append(f"""
            INSERT INTO {self.table} ({", ".join([*told, *self.constants])})
            SELECT {", ".join(told)}{constants} FROM {self.wanted}_open
            ON CONFLICT DO NOTHING""")
        return tuple(statements)

    @property
    def _same(self) -> str:
        return " AND ".join(f"t.{name} = w.{name}" for name in self.key)

    @property
    def _same_past(self) -> str:
        return f"{self.table} t WHERE {self._same}"


def next_id(table: str) -> str:
    """SQL: a new id of this table. The sub-select finds the sequence once, not once per row."""
    return f"nextval((SELECT pg_get_serial_sequence('{table}', 'id'))::regclass)"


def _of(alias: str, columns: list[str] | dict[str, str]) -> str:
    return ", ".join(f"{alias}.{name}" for name in columns)


def named(person: str) -> str:
    """SQL condition: the delivery says all there is to say of this person; a delta does of those it names only."""
    return f"(NOT %(is_delta)s OR {person} IN (SELECT person_id FROM aaf_named))"


def brought_by(source: str, person: str) -> str:
    """SQL condition: the directory feed brought this person, for she has a key of this source."""
    key = f"k.person_id = {person} AND k.source = {source} AND k.kind = 'aaf'"
    return f"EXISTS (SELECT FROM person_key k WHERE {key})"
