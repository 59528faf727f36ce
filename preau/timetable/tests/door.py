"""The doors of the timetable, as tests use them: where they are, and what a page shows."""

from __future__ import annotations

import re
from datetime import date, time

from django.test import Client
from django.urls import reverse

from tests.cast import Cast, lesson

MINE = "/emploi-du-temps/"


def of(cast: Cast, pupil: str) -> str:
    """The door of a pupil's day."""
    return reverse("timetable:pupil", kwargs={"pupil_id": cast.people[pupil].pk})


def at(cast: Cast, school: str = "college", /, **asked: object) -> str:
    """The door of a school's timetables, with what is asked there."""
    path = reverse("timetable:school", kwargs={"uai": cast.schools[school].uai})
    return path + ("?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked else "")


def shown(client: Client, path: str) -> str:
    """The page, which opens."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    """The titles of the lessons shown, in order."""
    return re.findall(r'<p class="lesson-title">(?:<a [^>]*>)?<span>(.*?)</span>', html)


def step(html: str, rel: str) -> str:
    """Where a step leads (`prev` or `next`); '' when there is none."""
    found = re.search(rf'<a href="([^"]*)" rel="{rel}">', html)
    return found[1].replace("&amp;", "&") if found else ""


def maths_on(cast: Cast, day: date, start: time = time(9)) -> None:
    """The class of Léa has maths that day too. The scope must be open."""
    lesson(cast, f"maths-{day}", "college", "4B", "durand", "Mathématiques", start, time(start.hour + 1), on=day)
