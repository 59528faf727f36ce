"""What must hold on the oldest PostgreSQL that Préau accepts; also played on Debian's own (`preau check`)."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.postgres15]

_OLDEST = 150_000


def test_this_postgresql_is_recent_enough() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= _OLDEST


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_screens_may_read_every_table(model: type) -> None:
    table = connection.ops.quote_name(model._meta.db_table)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE preau_app")
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 (a table name of ours)
        assert cursor.fetchone() is not None
