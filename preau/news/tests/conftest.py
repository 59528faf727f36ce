"""What several tests of news start from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.news.models import NewsItem
from tests.cast import Cast, everywhere


@pytest.fixture
def desk(cast: Cast, visit: Callable[[str], Client]) -> Desk:
    return Desk(cast, visit)


class Desk:
    """The gestures of those who write, through the forms they fill."""

    def __init__(self, cast: Cast, visit: Callable[[str], Client]) -> None:
        self.cast, self.visit = cast, visit

    def write(self, name: str, **said: object) -> tuple[int, str]:
        """Sent; the status and the page, or where it leads."""
        given = {
            "thread_id": self.cast.news["thread"], "title": "Cross du collège", "html": "Vendredi à 14 h.",
            "who": ["eleves", "responsables"], **said,
        }  # fmt: skip
        answer = self.visit(name).post("/0310001A/actualites/ecrire/", given)
        return answer.status_code, answer.headers.get("Location", "") or answer.content.decode()

    def gesture(self, name: str, item_id: int, asked: str, **more: str) -> int:
        path = f"/0310001A/actualites/{item_id}/"
        return self.visit(name).post(path, {"geste": asked, **more}).status_code

    def titled(self, title: str = "Cross du collège") -> list[NewsItem]:
        with everywhere(self.cast):
            return list(NewsItem.objects.filter(title=title))

    def listed(self, name: str, query: str = "") -> str:
        """The list of news of somebody."""
        return self.visit(name).get(f"/actualites/{query}").content.decode()
