"""The register of a class: what its cells say, who reads it, what opens under a cell, its file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from django.test import Client

from preau.attendance.models import AttendanceSettings
from preau.attendance.tests.test_thresholds import away, mornings
from preau.directory.models import FormTeacher, Membership
from tests.cast import NOW, YEAR_START, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def path(cast: Cast, month: str = "2026-11", group: str = "4B", more: str = "") -> str:
    return f"/0310001A/registre/{cast.groups[group].pk}/{month}/{more}"


@pytest.fixture
def month(cast: Cast, seen_everywhere: Look) -> list[date]:
    """Four mornings of Léa: without a reason, accepted, to look into, late. Without a lesson, a fifth."""
    with seen_everywhere():
        days = mornings(cast, 4)
        away(cast, days[0])
        away(cast, days[1], code="maladie", admissibility="acceptee", decided_at=NOW)
        away(cast, days[2], words="Elle tousse")
        away(cast, days[3], kind="retard", end=9)
        away(cast, days[0], 14, 16)
    return days


def cells(html: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = re.findall(r"([AEJR]+)<span class=\"hidden-text\"> (.*?)</span>", html)
    return found


def line_of(client: Client, cast: Cast) -> dict[str, str]:
    response = client.get(path(cast, more="tableur/"))
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    return dict(zip(rows[0], next(row for row in rows if row[0].startswith("Martin")), strict=True))


def test_a_letter_for_each_half_day_and_totals(cast: Cast, visit: Visit, month: list[date]) -> None:
    html = visit("cpe").get(path(cast)).content.decode()
    assert cells(html) == [
        ("E", "vendredi 20 novembre, matin, absence à examiner"),  # Noé, of whom his mother called
        ("R", "mercredi 18 novembre, matin, retard"),
        ("E", "jeudi 19 novembre, matin, absence à examiner"),
        ("J", "vendredi 20 novembre, matin, absence justifiée"),
        ("A", "lundi 23 novembre, matin, absence sans motif légitime"),
    ]
    assert re.findall(r'<td class="register-total">(.*?)</td>', html)[-3:] == ["3", "1", "1"]


def test_the_file_for_a_spreadsheet_says_the_same(cast: Cast, visit: Visit, month: list[date]) -> None:
    line = line_of(visit("secretaire"), cast)
    assert line["23/11/2026 matin"] == "A"
    assert line["18/11/2026 matin"] == "R"
    assert line["23/11/2026 après-midi"] == ""
    assert "11/11/2026 matin" not in line
    assert "14/11/2026 matin" not in line
    assert (line["Demi-journées d’absence"], line["Retards"]) == ("3", "1")


def test_register_file_and_family_say_the_same_number(cast: Cast, visit: Visit, month: list[date]) -> None:
    """November holds all of Léa's year so far."""
    file = visit("cpe").get(f"/0310001A/absences/eleves/{cast.lea.pk}/").content.decode()
    said = re.search(r"demi-journées d’absence</dt><dd>(\d+)", file)
    assert said
    family = visit("marc").get(f"/eleves/{cast.lea.pk}/absences/annee/").content.decode()
    heard = re.search(r"demi-journées manquées</dt><dd>(\d+)", family)
    assert heard
    assert said[1] == heard[1] == line_of(visit("cpe"), cast)["Demi-journées d’absence"] == "3"


def test_a_cell_opens_on_its_lessons_and_its_rule(cast: Cast, visit: Visit, month: list[date]) -> None:
    html = visit("chef").get(path(cast, more=f"eleves/{cast.lea.pk}/")).content.decode()
    assert 'id="matin-2026-11-23"' in html
    for said in (
        "Mathématiques, 8\u202fh – 8\u202fh\u202f55 – Mathématiques, 9\u202fh – 9\u202fh\u202f55",
        "Motif\u202f: Maladie", "Injustifiée\u202f: aucun motif n’a été donné.",
        "Justifiée\u202f: le motif a été accepté.",
        "Toute absence à un cours de la demi-journée compte pour une demi-journée.",
        "L’élève n’avait pas cours à ce moment.",
    ):  # fmt: skip
        assert said in html


def test_where_the_school_counts_hours_totals_are_hours(
    cast: Cast, visit: Visit, month: list[date], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        AttendanceSettings.objects.create(school=cast.schools["college"], counting="heures")
    assert line_of(visit("cpe"), cast)["Heures d’absence"] == "5\u202fh\u202f30"


def test_a_form_teacher_reads_categories_of_her_class_only(
    cast: Cast, visit: Visit, month: list[date], seen_everywhere: Look
) -> None:
    detail = path(cast, more=f"eleves/{cast.lea.pk}/")
    assert visit("double").get(path(cast)).status_code == 404
    assert visit("double").get("/0310001A/registre/").status_code == 404
    with seen_everywhere():
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.double, begins_on=YEAR_START
        )
    html = visit("double").get(detail).content.decode()
    assert "Motif\u202f: justifiée" in html
    assert "Maladie" not in html
    assert "Elle tousse" not in html
    assert "/absences/" not in html
    assert visit("double").get(path(cast, more="tableur/")).status_code == 200
    assert visit("double").get(path(cast, group="5A")).status_code == 404
    assert "5e A" not in visit("double").get("/0310001A/registre/").content.decode()


@pytest.mark.parametrize("wrong", ["2026-12", "2026-13", "2026-1", "novembre", "1999-11"])
def test_a_month_that_is_none_or_has_not_come_is_not_found(cast: Cast, visit: Visit, wrong: str) -> None:
    assert visit("cpe").get(path(cast, wrong)).status_code == 404


def test_neither_another_group_nor_a_pupil_of_another_class(cast: Cast, visit: Visit, month: list[date]) -> None:
    for group in ("CHORALE", "4J", "2GT"):
        assert visit("cpe").get(path(cast, group=group)).status_code == 404
    assert visit("cpe").get(path(cast, more=f"eleves/{cast.tom.pk}/")).status_code == 404


def test_whoever_left_in_the_month_is_still_in_its_register(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Membership.objects.filter(pupil_id=cast.lea.pk, group=cast.groups["4B"]).update(ends_on=date(2026, 11, 3))
    assert "Martin-Ségala Léa" in visit("cpe").get(path(cast)).content.decode()
    with seen_everywhere():
        Membership.objects.filter(pupil_id=cast.lea.pk, group=cast.groups["4B"]).update(ends_on=date(2026, 11, 1))
    assert "Martin-Ségala Léa" not in visit("cpe").get(path(cast)).content.decode()


def test_a_saturday_with_a_missed_lesson_shows_it(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        saturday = date(2026, 11, 14)
        lesson(cast, "sam", "college", "4B", "durand", "Mathématiques", time(8), time(9), saturday)
        away(cast, saturday)
    assert cells(visit("cpe").get(path(cast)).content.decode()) == [
        ("A", "samedi 14 novembre, matin, absence sans motif légitime")
    ]
