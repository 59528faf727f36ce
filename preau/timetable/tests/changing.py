"""Gestures on lessons, as the screens send them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Cast


def door(cast: Cast, gesture: str, lesson_id: int | None = None, **more: Any) -> str:
    """Where a gesture is made in the collège."""
    kwargs = {"uai": cast.schools["college"].uai, **({"lesson_id": lesson_id} if lesson_id else {}), **more}
    return reverse(f"timetable:{gesture}", kwargs=kwargs)


def send(client: Client, path: str, **fields: Any) -> HttpResponse:
    """Send the form of a gesture."""
    return client.post(path, {name: str(value) for name, value in fields.items()})  # type: ignore[return-value]


def said(response: HttpResponse) -> str:
    """The page of a form that refused."""
    assert response.status_code == 200
    return response.content.decode()
