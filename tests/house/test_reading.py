"""What house.md says of pages that are read: they cannot write, and no template prints a row of the database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from preau.attendance.models import Absence
from tests.cast import NOW, TODAY, Cast, everywhere
from tests.house.test_matrix import screens
from tests.matrix import EXPECTED
from tests.together import elsewhere

Visit = Callable[[str], Client]

READ = sorted(name for name, answer in EXPECTED.items() if answer.post is None and answer.opens_to)


def reader(name: str) -> str:
    return min(EXPECTED[name].opens_to)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("method", ["get", "head"])
def test_postgres_refuses_writes_to_a_page_that_is_read(name: str, method: str, cast: Cast, visit: Visit) -> None:
    path = reverse(name, kwargs=EXPECTED[name].args(cast) or None)
    client = visit(reader(name))
    with CaptureQueriesContext(connection) as captured:
        assert getattr(client, method)(path).status_code in EXPECTED[name].status
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert "open_session" in asked[0]
    assert "transaction_read_only" in asked[1]
    assert not [sql for sql in asked if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_statements_of_a_page_stay_prepared_for_the_next_one(cast: Cast, visit: Visit) -> None:
    client = visit("sofia")

    def read_thrice() -> list[str]:
        for _turn in range(3):
            assert client.get("/").status_code == 200
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time, name")
            return [row[0] for row in cursor.fetchall()]

    prepared = " ".join(elsewhere(read_thrice))
    assert "open_session" in prepared
    assert "lesson_group" in prepared


@pytest.mark.parametrize("name", READ)
def test_no_template_prints_a_row_of_the_database(
    name: str, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with everywhere(cast):
        Absence.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, lesson=cast.lessons["maths"], held_on=TODAY,
            noted_at=NOW, noted_by_id=cast.durand.pk,
        )  # fmt: skip

    def printed(row: object) -> str:
        raise AssertionError(f"{type(row).__name__} printed: a template receives lines ready to print")

    for model in apps.get_models():
        if model.__module__.startswith("preau."):
            monkeypatch.setattr(model, "__str__", printed)
    path = reverse(name, kwargs=EXPECTED[name].args(cast) or None)
    for person in sorted(EXPECTED[name].opens_to & {"marc", "lea", "durand", "cpe", "chef", "agent"}):
        assert visit(person).get(path).status_code in EXPECTED[name].status


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_everywhere(method: str, cast: Cast, visit: Visit) -> None:
    answered = {}
    for name, answer in EXPECTED.items():
        path = reverse(name, kwargs=answer.args(cast) or None)
        for person in ("anonyme", "chef"):
            response = getattr(visit(person), method)(path)
            rule = screens()[name]
            allowed = [
                *(("GET", "HEAD") if rule and rule.reads else ()),
                *(("POST",) if rule and rule.writes else ()),
            ]
            if (response.status_code, response["Allow"]) != (405, ", ".join(allowed)):
                answered[name, person] = response.status_code
    assert answered == {}


def test_models_and_migrations_say_the_same() -> None:
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    assert {label: missing for label, missing in changes.items() if label != "procrastinate"} == {}
