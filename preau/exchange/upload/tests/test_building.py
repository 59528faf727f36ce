"""Bells and rooms that a timetable tells: written when the school ticks it, beside those it wrote itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import time

import pytest
from django.test import Client

from preau.access.actors import actor_under, attachments_of
from preau.directory.models import School
from preau.exchange.udt.read import read_udt
from preau.exchange.udt.tests import feed as udt
from preau.exchange.upload.actions.import_timetable import import_timetable
from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.tests.conftest import Lay
from preau.exchange.upload.tests.test_wizard import page, started
from preau.exchange.upload.timetables.plan import Mode
from preau.exchange.weekly.records import Timetable
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel.refusals import NotAllowed
from preau.timetable.models import BellGrid, BellSlot, Room
from tests.cast import Cast

Visit = Callable[[str], Client]
Everywhere = Callable[[], AbstractContextManager[None]]
#: The class of the export is 4e B.
HERE = {"08": udt.one("div", code="6C", code_gep="4e B", libelle="Quatrième B")}
TICKED = {"writes_building": "on", "appliquer": "1"}


def told(**changes: str) -> Timetable:
    """What the export says. `bells`: its half-slots."""
    files = {"07": changes["bells"]} if changes else {}
    return read_udt(udt.export({**HERE, **files}), "export.zip", uai="0310001A")


def test_bells_and_rooms_are_announced_then_written_when_ticked(
    visit: Visit, cast: Cast, seen_everywhere: Everywhere
) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("export.zip", udt.export(HERE)))
    assert "Dans le fichier : 1 grille de sonneries, 1 salle nouvelle" in page(secretary, f"{at}effet/")
    assert secretary.post(f"{at}effet/", TICKED)["Location"] == f"{at}rapport/"
    with seen_everywhere():
        grid = BellGrid.objects.get(school=cast.schools["college"], label="UDT")
        slots = BellSlot.objects.filter(grid=grid, weekday=2).values_list("label", "starts_at", "ends_at")
        assert list(slots)[:2] == [("1", time(8), time(8, 30)), ("2", time(8, 30), time(9))]
        assert Room.objects.filter(school=cast.schools["college"], name="12 BIS").count() == 1
    assert LedgerEvent.objects.filter(name="timetable.BellGridWritten", actor_id=cast.secretaire.pk).exists()
    again = started(secretary, ("export.zip", udt.export(HERE)))
    assert "Dans le fichier" not in page(secretary, f"{again}effet/")


def test_nothing_is_written_of_them_when_it_is_not_ticked(lay: Lay, college: School) -> None:
    before = BellGrid.objects.count(), Room.objects.count()
    assert lay(told()).building
    assert (BellGrid.objects.count(), Room.objects.count()) == before


def test_groups_alone_bring_no_bells(lay: Lay) -> None:
    assert not lay(told(), mode=Mode.GROUPS).building


def test_what_the_school_wrote_itself_stays(visit: Visit, cast: Cast, seen_everywhere: Everywhere) -> None:
    with seen_everywhere():
        college = cast.schools["college"]
        Room.objects.create(school=college, name="12 BIS", site="Annexe", seats=24)
        own = BellGrid.objects.create(school=college, label="Grille de la maison")
    secretary = visit("secretaire")
    at = started(secretary, ("export.zip", udt.export(HERE)))
    secretary.post(f"{at}effet/", TICKED)
    with seen_everywhere():
        room = Room.objects.get(school=college, name="12 BIS")
        assert (room.site, room.seats) == ("Annexe", 24)
        assert BellGrid.objects.filter(pk=own.pk).exists()


def test_two_sites_are_two_grids_and_one_that_overlaps_is_left_aside_and_told(lay: Lay) -> None:
    two = udt.FILES["07"] + udt.half_slot(2, 1, "08h10", "08h40", site="2")
    plan = lay(told(bells=two))
    assert [(grid.label, grid.site) for grid in plan.building.grids] == [
        ("UDT, site 1", "1"),
        ("UDT, site 2", "2"),
    ]
    plan = lay(told(bells=two + udt.half_slot(2, 2, "08h20", "08h50", site="2")))
    assert [grid.label for grid in plan.building.grids] == ["UDT, site 1"]
    assert any("site 2" in one.reason and "se chevauchent" in one.reason for one in plan.anomalies)


def test_who_imports_without_writing_the_bells_of_the_school_writes_none_by_a_file(
    college: School, cast: Cast
) -> None:
    who = cast.secretaire
    office = actor_under(
        cast.profiles["secretaire"], attachments_of(who.pk),
        person_id=who.pk, first_name=who.first_name, last_name=who.last_name,
    )  # fmt: skip
    actor = replace(office, capabilities=frozenset({IMPORT_FILES}))
    with pytest.raises(NotAllowed):
        import_timetable(
            actor=actor, school_id=college.pk, timetable=told(), mode=Mode.BOTH, answers={}, writes_building=True
        )
    assert not BellGrid.objects.filter(school=college, label="UDT").exists()
