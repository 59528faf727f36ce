"""A region at its size: `preau bench --marks --copies N` fills the tables with N copies of its schools.

Ten schools live as everywhere else; their copies are set-based, with every index, constraint and policy in place.
What no measured page reads is not copied: lessons, absences, the ledger.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg.sql import SQL, Composable, Composed, Identifier

from preau.embedded.secrets_file import DATABASE, read_secrets

#: What a sign-in, a statement, a gradebook and a saved cell read, owners first.
_COPIED = (
    "school",
    "person",
    "pupil",
    "account",
    "post",
    "guardianship",
    "enrolment",
    "pupil_group",
    "membership",
    "term",
    "form_teacher",
    "course",
    "grading_settings",
    "term_lock",
    "evaluation_kind",
    "skill",
    "skill_level",
    "gradebook",
    "gradebook_teacher",
    "gradebook_figures",
    "sub_subject",
    "evaluation",
    "mark",
    "evaluation_skill",
    "skill_mark",
)
#: Between the identifiers of a copy and those of the next: more than any table of the few schools holds.
_STRIDE = 100_000_000
#: What is unique in the region and no identifier. The numbers of schools that begin with 9 are nobody's.
_REWRITTEN = {
    ("school", "uai"): SQL("(9000000 + %(copy)s::int * 1000 + id)::text || 'Z'"),
    ("school", "source_key"): SQL("''"),
    ("account", "login"): SQL("login || '.' || %(copy)s::int"),
}
_STANDING = "SELECT coalesce(max(id), 0) / %s FROM school"
_LARGEST = "SELECT coalesce(max(id), 0) FROM mark WHERE id < %s"
_COLUMNS = """
SELECT a.attname, (
    a.attname = 'id' OR a.attname LIKE '%%\\_by\\_id' OR EXISTS (
        SELECT FROM pg_constraint k
         WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]
           AND k.confrelid = ANY (%(copied)s::regclass[])
    )) AS moves
  FROM pg_attribute a
 WHERE a.attrelid = %(table)s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 ORDER BY a.attnum
"""


def copy_schools(var: Path, copies: int) -> None:
    """Add the copies that are missing, each in a transaction of its own, in the database of this folder
    (it runs).
    Foreign keys are not checked: only its superuser may leave them out. Then PostgreSQL learns the tables anew.
    """
    with psycopg.connect(read_secrets(var / "postgres").superuser_url, dbname=DATABASE, autocommit=True) as line:
        standing = (line.execute(_STANDING, [_STRIDE]).fetchone() or (0,))[0]
        if standing >= copies:
            return
        statements = [_copying(line, table) for table in _COPIED]
        for copy in range(standing + 1, copies + 1):
            with line.transaction():
                line.execute("SET LOCAL session_replication_role = replica")
                line.execute("SET LOCAL synchronous_commit = off")
                for statement in statements:
                    line.execute(statement, {"copy": copy, "shift": copy * _STRIDE, "first": _STRIDE})
        for table in _COPIED:
            line.execute(SQL("VACUUM (ANALYZE) {}").format(Identifier(table)))


def _copying(line: psycopg.Connection, table: str) -> Composed:
    """The statement that copies the rows of the real schools in this table: every identifier is shifted, save
    those of what the whole region shares (subjects, the school year).
    """
    columns = line.execute(_COLUMNS, {"table": table, "copied": list(_COPIED)}).fetchall()
    names = [name for name, _moves in columns]
    return SQL(
        "INSERT INTO {table} ({names}) SELECT {drawn} FROM {table} WHERE {key} < %(first)s::bigint ORDER BY {key}"
    ).format(
        table=Identifier(table),
        names=SQL(", ").join(map(Identifier, names)),
        drawn=SQL(", ").join(_drawn(table, name, moves) for name, moves in columns),
        key=Identifier("id" if "id" in names else names[0]),
    )


def _drawn(table: str, column: str, moves: bool) -> Composable:
    rewritten = _REWRITTEN.get((table, column))
    if rewritten is not None:
        return rewritten
    return SQL("{} + %(shift)s::bigint").format(Identifier(column)) if moves else Identifier(column)
