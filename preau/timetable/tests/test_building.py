"""Bells and rooms, written by the office."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pytest
from django.test import Client

from preau.timetable.models import BellGrid, BellSlot, Room
from preau.timetable.tests.changing import door, said, send
from preau.timetable.tests.week import alternation, weekly, weeks
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
DAY = "M1 8h05-9h00\nM2 9h00 à 9h55\n\nM3 10:10-11:05\nS1 mer 13h-14h"


@pytest.mark.parametrize("name", ["chef", "secretaire"])
def test_the_office_writes_a_grid_and_forms_remind_of_it(
    cast: Cast, visit: Visit, seen_everywhere: Look, name: str
) -> None:
    sent = send(visit(name), door(cast, "bells"), label="Collège", site="", slots=DAY)
    assert sent.status_code == 302
    with seen_everywhere():
        slots = [(one.label, one.weekday, one.starts_at, one.ends_at) for one in BellSlot.objects.all()]
    assert slots == [
        ("M1", 0, time(8, 5), time(9)), ("M2", 0, time(9), time(9, 55)), ("M3", 0, time(10, 10), time(11, 5)),
        ("S1", 3, time(13), time(14)),
    ]  # fmt: skip
    html = visit("chef").get(door(cast, "move-lesson", cast.lessons["espagnol"].pk)).content.decode()
    assert "Sonneries\u202f: 8\u202fh\u202f05, 9\u202fh, 10\u202fh\u202f10." in html


def test_a_grid_is_written_again_kept_by_site_and_removed(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    chef, path = visit("chef"), door(cast, "bells")
    send(chef, path, label="Collège", site="Nord", slots=DAY)
    send(chef, path, label="Lycée", site="Sud", slots="M1 8h-9h")
    with seen_everywhere():
        grid = BellGrid.objects.get(label="Collège")
    asked = chef.get(f"{path}?grille={grid.pk}").content.decode()
    assert "M1 08h05-09h00\nM2 09h00-09h55\nM3 10h10-11h05\nS1 mer 13h00-14h00" in asked
    send(chef, path, label="Collège", site="Nord", slots="")
    with seen_everywhere():
        assert [(one.label, one.site) for one in BellGrid.objects.all()] == [("Lycée", "Sud")]


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ("M1 8h-9h\nrécréation", "Ligne 2\u202f: «\u202frécréation\u202f» ne se lit pas"),
        ("M1 8h-25h", "Ligne 1"),
        ("M1 9h-8h", "Le créneau M1 finit avant d’avoir commencé"),
        ("M1 8h-9h\nM2 8h55-10h", "Les créneaux M1 et M2 se chevauchent"),
    ],
)
def test_a_wrong_line_is_named(cast: Cast, visit: Visit, slots: str, sentence: str) -> None:
    html = said(send(visit("chef"), door(cast, "bells"), label="Collège", site="", slots=slots))
    assert sentence in html


def test_rooms_come_with_the_timetable_and_are_described(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        weekly(cast, alternation(cast, weeks(1)), 5, time(9), room="Labo 2")
    chef, path = visit("chef"), door(cast, "rooms")
    assert "Labo 2" in chef.get(path).content.decode()
    assert send(chef, path, name="Labo 2", site="Nord", seats=24).status_code == 302
    with seen_everywhere():
        assert [(one.name, one.site, one.seats) for one in Room.objects.all()] == [("Labo 2", "Nord", 24)]
    assert "Ce champ est obligatoire" in said(send(chef, path, name="", site="", seats=0))


def test_a_neighbour_sees_nothing_of_it(cast: Cast, visit: Visit) -> None:
    send(visit("chef"), door(cast, "bells"), label="Collège", site="", slots=DAY)
    path = door(cast, "bells").replace(cast.schools["college"].uai, cast.schools["twin"].uai)
    assert "Collège</" not in visit("jumeau_chef").get(path).content.decode().split("<main")[1]
    assert visit("jumeau_chef").get(door(cast, "bells")).status_code == 404
