"""What the tests of merging share: the gestures, and every row that names a person."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from preau.access.actors import actor_under, attachments_of
from preau.directory.actions.merge_persons import merge_persons
from preau.directory.actions.unmerge_persons import unmerge_persons
from preau.directory.merging import columns_of_persons
from preau.directory.models import Guardianship, Person
from preau.kernel.actor import Actor
from tests.cast import YEAR_START, Cast

Rows = dict[str, list[str]]

_WHOLE = "SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1"
_NAMING = "SELECT FROM {table} WHERE {column} = %s"


def acting(cast: Cast, name: str) -> Actor:
    someone = cast.people[name]
    held = attachments_of(someone.pk)
    return actor_under(cast.profiles[name], held, person_id=someone.pk, first_name="", last_name="")


def tie(cast: Cast, pupil: Person, guardian: Person, **more: Any) -> Guardianship:
    rights = {"is_informed": True, "may_consult": True, "may_decide": True, "begins_on": YEAR_START}
    return Guardianship.objects.create(pupil_id=pupil.pk, guardian=guardian, level=1, **{**rights, **more})


def snapshot() -> Rows:
    """Every row of every table that names a person, as text."""
    tables = sorted({column.table for column in columns_of_persons()} | {"person", "pupil"})
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            rows[table] = [row for (row,) in cursor.execute(_WHOLE.format(table=table)).fetchall()]
    return rows


def naming(someone: int) -> set[str]:
    """The tables that still name this person in a column of persons."""
    columns = columns_of_persons()
    with connection.cursor() as cursor:
        return {
            each.table
            for each in columns
            if cursor.execute(_NAMING.format(table=each.table, column=each.column), [someone]).fetchone()
        }


class Merging:
    """The gestures of these tests, at the collège, with every school in scope: an action decides alone."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.school = cast, cast.schools["college"].pk

    def merge(self, kept: Person, gone: Person, by: str = "chef") -> int:
        with transaction.atomic():
            return merge_persons(
                actor=acting(self.cast, by), school_id=self.school, kept_id=kept.pk, gone_id=gone.pk
            )

    def part(self, merge: int, by: str = "chef") -> None:
        with transaction.atomic():
            unmerge_persons(actor=acting(self.cast, by), school_id=self.school, merge_id=merge)
