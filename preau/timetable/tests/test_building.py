"""Bells and rooms, written by the office."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pytest
from django.http import HttpResponse
from django.test import Client

from preau.directory.models import Group
from preau.timetable.models import BellGrid, BellGridGroup, BellSlot, Room
from preau.timetable.settings_copied import SETTINGS
from preau.timetable.tests.changing import door, said, send
from preau.timetable.tests.door import MINE, at, shown
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


def written(cast: Cast, client: Client, label: str, slots: str, *groups: str, site: str = "") -> HttpResponse:
    fields = {"label": label, "site": site, "slots": slots, "groups": [cast.groups[name].pk for name in groups]}
    return client.post(door(cast, "bells"), fields)  # type: ignore[return-value]


def test_each_class_hears_its_own_bells(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    """4e B has its grid; its group of Spanish follows it; the others hear the grid that names nobody."""
    chef = visit("chef")
    assert written(cast, chef, "Quatrièmes", "M1 8h20-9h15", "4B").status_code == 302
    assert written(cast, chef, "Tous", "M1 8h-8h55").status_code == 302
    assert "4e B – M1 8\u202fh\u202f20" in chef.get(door(cast, "bells")).content.decode()
    for group, hour in (("4B", "8\u202fh\u202f20"), ("4B-ESP", "8\u202fh\u202f20"), ("5A", "8\u202fh")):
        html = chef.get(f"{door(cast, 'add-lesson')}?groupe={cast.groups[group].pk}").content.decode()
        assert f"Sonneries\u202f: {hour}." in html, group
    asked = chef.get(door(cast, "add-lesson")).content.decode()
    assert "Sonneries\u202f: 8\u202fh." in asked


def test_a_class_follows_one_grid_and_the_last_one_wins(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    written(cast, visit("chef"), "Un", "M1 8h-9h", "4B", "5A")
    written(cast, visit("chef"), "Deux", "M1 8h30-9h30", "5A")
    with seen_everywhere():
        found = BellGridGroup.objects.order_by("grid__label").values_list("grid__label", "group__code")
        assert list(found) == [("Deux", "5e A"), ("Un", "4e B")]
    written(cast, visit("chef"), "Deux", "")
    with seen_everywhere():
        assert list(BellGridGroup.objects.values_list("group__code", flat=True)) == ["4e B"]


def test_a_site_rings_for_its_rooms(cast: Cast, visit: Visit) -> None:
    chef = visit("chef")
    written(cast, chef, "Nord", "M1 8h-9h", site="Nord")
    written(cast, chef, "Sud", "M1 8h40-9h40", site="Sud")
    send(chef, door(cast, "rooms"), name="B12", site="Sud", seats=0)
    html = chef.get(door(cast, "move-lesson", cast.lessons["espagnol"].pk)).content.decode()
    assert "Sonneries\u202f: 8\u202fh\u202f40." in html


@pytest.mark.parametrize("label", ["Récré", "RÉCRÉATION", "Pause2", "recre1"])
def test_a_break_is_never_a_slot(cast: Cast, visit: Visit, seen_everywhere: Look, label: str) -> None:
    html = said(written(cast, visit("chef"), "Collège", f"M1 8h-9h\n{label} 9h-9h15"))
    assert "n’est pas un créneau" in html
    with seen_everywhere():
        assert not BellSlot.objects.exists()


def test_a_lesson_that_begins_in_a_break_is_told(cast: Cast, visit: Visit) -> None:
    chef = visit("chef")
    written(cast, chef, "Collège", "M1 15h-16h\nM2 16h15-17h15\nM2 mer 16h-17h")
    path = door(cast, "move-lesson", cast.lessons["espagnol"].pk)
    moment = {"starts_at": "16:05", "minutes": 55, "room": ""}
    html = said(send(chef, path, on="2026-11-26", **moment))
    assert "de 16\u202fh à 16\u202fh\u202f15, c’est une récréation (grille Collège)" in html
    assert send(chef, path, on="2026-11-26", **moment, confirmed="on").status_code == 302
    assert send(chef, path, on="2026-12-02", **moment).status_code == 302


def test_the_groups_of_a_neighbour_are_not_there(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert written(cast, visit("chef"), "Un", "M1 8h-9h", "4J").status_code == 200
    with seen_everywhere():
        assert not BellGrid.objects.exists()


def test_the_week_is_ruled_by_the_bells_of_whom_it_is(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    """The hours of the clock where there is no grid; else the slots, and no band where there is a break."""
    today = f"{MINE}?vue=semaine"
    assert "week-ruled" not in shown(visit("lea"), today)
    written(cast, visit("chef"), "Quatrièmes", "M1 8h20-9h15\nM2 9h30-10h25\nS1 mer 18h-19h", "4B")
    written(cast, visit("chef"), "Tous", "M1 8h-8h55")
    html = shown(visit("lea"), today)
    bells = re.search(r'<div class="week-hours"[^>]*>(.*?)</div>', html, re.DOTALL)
    assert bells is not None
    assert re.findall(r"<span[^>]*>(.*?)</span>", bells[1]) == ["8\u202fh\u202f20", "9\u202fh\u202f30"]
    columns = re.findall(r'<section class="week-column.*?</section>', html, re.DOTALL)
    assert [column.count("week-slot") for column in columns] == [2, 2, 3, 2, 2]
    assert 'class="week-slot" data-th="0" data-tm="4" data-lh="0" data-lm="11"' in columns[0]
    asked = at(cast, groupe=cast.groups["4B-ESP"].pk, vue="semaine")
    assert "8\u202fh\u202f20</span>" in shown(visit("cpe"), asked)
    assert "8\u202fh</span>" in shown(visit("cpe"), at(cast, classe=cast.groups["5A"].pk, vue="semaine"))
    assert "week-ruled" not in shown(visit("durand"), today)


def test_bells_copied_to_a_school_leave_its_classes_where_a_grid_stays(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    """A grid that goes lets its classes go; one of the same name keeps them."""
    written(cast, visit("chef"), "Tous", "M1 8h-9h")
    twin = cast.schools["twin"]
    with seen_everywhere():
        for label, name in (("Tous", "4J"), ("Ancienne", "4J-2")):
            group = Group(school=twin, kind=Group.Kind.DIVISION, code=name, label=name)
            Group.objects.bulk_create([group])
            grid = BellGrid.objects.create(school=twin, label=label)
            BellGridGroup.objects.create(school=twin, grid=grid, group=group)
        SETTINGS[0].write(cast.schools["college"].pk, [twin.pk])
        kept = BellGridGroup.objects.filter(school=twin).values_list("grid__label", "group__code")
        assert list(kept) == [("Tous", "4J")]
        assert [one.label for one in BellSlot.objects.filter(school=twin)] == ["M1"]
