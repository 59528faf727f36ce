"""What every test stands on: the real database, the cast, the clock held, the role of screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.db import connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from preau.access.middleware import SESSION_COOKIE
from preau.kernel import clock
from tests.cast import NOW, Cast, build_cast, everywhere

APP_ROLE_OPTION = " -c role=preau_app"


@pytest.fixture(scope="session")
def cast_of_session(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast, written once as the owner; from then on tests speak to PostgreSQL as screens do."""
    connection = connections["default"]
    options = connection.settings_dict["OPTIONS"]
    as_owner = options["options"]
    with django_db_blocker.unblock():
        cast = build_cast()
        connection.close()
        options["options"] = as_owner + APP_ROLE_OPTION
    yield cast
    with django_db_blocker.unblock():
        connection.close()
        options["options"] = as_owner


@pytest.fixture
def cast(cast_of_session: Cast, db: None) -> Cast:
    """The cast, in a transaction that is rolled back after the test."""
    return cast_of_session


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """Every test lives at `NOW` unless it says otherwise."""
    with clock.at(NOW):
        yield


@pytest.fixture
def visit(cast: Cast) -> Callable[[str], Client]:
    """A browser signed in as somebody of the cast (`anonyme`: nobody)."""

    def browser(name: str) -> Client:
        client = Client()
        if name != "anonyme":
            client.cookies[SESSION_COOKIE] = cast.token(name)
        return client

    return browser


@pytest.fixture
def seen_everywhere(cast: Cast) -> Callable[[], AbstractContextManager[None]]:
    """A scope on all schools of the cast, to look at what an action wrote."""
    return lambda: everywhere(cast)
