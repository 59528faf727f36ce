"""The two walls: no school-owned table was forgotten, and each wall holds alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from preau.attendance.models import Absence
from preau.directory.models import Enrolment, Group
from preau.foundation.tenancy.models import SchoolOwned
from preau.foundation.tenancy.scope import NoScope, school_scope
from tests.cast import Cast


def school_owned_tables() -> set[str]:
    return {model._meta.db_table for model in apps.get_models() if issubclass(model, SchoolOwned)}


def test_every_table_with_a_school_is_school_owned(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'school_id' "
            "AND table_schema = 'public' ORDER BY 1"
        )
        with_school = {row[0] for row in cursor.fetchall()}
    assert with_school - school_owned_tables() == {"ledger_event", "notice"}


def test_every_school_owned_table_stands_behind_the_second_wall(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'school_scope' ORDER BY 1")
        walled = {row[0] for row in cursor.fetchall()}
    assert school_owned_tables() - walled == set()


def test_screens_speak_as_a_role_that_owns_nothing(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, row_security_active('enrolment')")
        assert cursor.fetchone() == ("preau_app", True)


def test_reading_with_no_scope_open_raises(cast: Cast) -> None:
    with pytest.raises(NoScope):
        Enrolment.objects.count()


def test_the_second_wall_hides_a_neighbour_from_raw_sql(cast: Cast) -> None:
    college, twin = cast.schools["college"], cast.schools["twin"]
    with transaction.atomic(), school_scope([college.pk]), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT school_id FROM enrolment")
        assert cursor.fetchall() == [(college.pk,)]
        cursor.execute("SELECT count(*) FROM enrolment WHERE school_id = %s", [twin.pk])
        assert cursor.fetchone() == (0,)


def test_the_second_wall_refuses_to_write_at_a_neighbour(cast: Cast) -> None:
    twin = cast.schools["twin"]
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        school_scope([cast.schools["college"].pk]),
    ):
        Group.objects.create(school=twin, kind=Group.Kind.MANUAL, code="intrus")


def test_with_no_scope_told_to_postgres_nothing_is_seen(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM enrolment")
        assert cursor.fetchone() == (0,)


def test_a_get_cannot_write(cast: Cast) -> None:
    with (
        pytest.raises(Exception, match="read-only transaction"),
        transaction.atomic(),
        school_scope([cast.schools["college"].pk], read_only=True),
    ):
        Group.objects.create(school=cast.schools["college"], kind=Group.Kind.MANUAL, code="lecture")


def test_the_scope_ends_with_its_block(
    cast: Cast, seen_everywhere: Callable[[], AbstractContextManager[None]]
) -> None:
    with seen_everywhere():
        assert Absence.objects.count() == 0
    with pytest.raises(NoScope):
        Absence.objects.count()
