"""Settings copied to a list of schools, through the door of who administers them (capability C127)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from django.apps import apps
from django.test import Client

from preau.access.models import Mandate
from preau.attendance.models import AttendanceSettings
from preau.directory.models import Group, School, SchoolSettings, SettingsCopy, Term
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.rooms.registry import settings_groups
from preau.timetable.models import BellGrid, BellSlot
from tests.cast import NOW, Cast

DOOR = "/reglages/copier/"
ALL = [group.name for group in settings_groups()]
Everywhere = Callable[[], AbstractContextManager[None]]
Visit = Callable[[str], Client]
#: The portal is on the same floor: the console knows its settings by its manifest alone.
ServiceBinding = apps.get_model("portal", "ServiceBinding")


@pytest.fixture
def model(cast: Cast, seen_everywhere: Everywhere) -> School:
    """The collège chose everything that may be copied."""
    college = cast.schools["college"]
    with seen_everywhere():
        SchoolSettings.objects.create(school=college, midday=time(12, 30), zone="A", has_saturday_class=True)
        AttendanceSettings.objects.create(school=college, grace_minutes=25, alert_late=9)
        ServiceBinding.objects.create(school=college, service="appel", state="ferme")
        grid = BellGrid.objects.create(school=college, label="Jour")
        BellSlot.objects.create(school=college, grid=grid, label="M1", starts_at=time(8), ends_at=time(8, 55))
        Term.objects.bulk_create(
            Term(
                school=college, group=cast.groups["5A"], year_id=term.year_id, kind=term.kind, number=term.number,
                starts_on=term.starts_on, ends_on=term.ends_on,
            )
            for term in Term.objects.filter(group=cast.groups["4B"])
        )  # fmt: skip
    return college


def key_in(html: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', html)
    assert found
    return found[1]


def preview(client: Client, targets: str, groups: list[str] | None = None, source: str = "0310001A") -> str:
    sent = {"source": source, "groups": ALL if groups is None else groups, "targets": targets, "geste": "voir"}
    return client.post(DOOR, sent).content.decode()


def copy(client: Client, targets: str, groups: list[str] | None = None) -> SettingsCopy:
    groups = ALL if groups is None else groups
    key = key_in(preview(client, targets, groups))
    sent = {"source": "0310001A", "groups": groups, "targets": targets, "geste": "copier", "key": key}
    assert client.post(DOOR, sent).status_code == 302
    assert client.post(DOOR, sent).status_code == 302
    return SettingsCopy.objects.get(key=key)


def test_the_preview_tells_what_changes_and_writes_nothing(
    cast: Cast, visit: Visit, model: School, seen_everywhere: Everywhere
) -> None:
    html = preview(visit("agent"), "0340002b\n0320003C")
    assert "11\u202fh\u202f50 → 12\u202fh\u202f30" in html
    assert "Collège Frédéric-Mistral (0340002B)" in html
    assert "→ fermé." in html
    with seen_everywhere():
        assert SchoolSettings.objects.count() == 1
        assert not SettingsCopy.objects.exists()


def test_a_copy_gives_every_setting_once_and_says_it_per_school(
    cast: Cast, visit: Visit, model: School, seen_everywhere: Everywhere
) -> None:
    made = copy(visit("agent"), "0340002B\n0320003C\n")
    assert [line["state"] for line in made.report] == ["copie", "copie"]
    with seen_everywhere():
        for name in ("twin", "agricole"):
            school = cast.schools[name]
            kept = SchoolSettings.objects.get(school=school)
            assert (kept.midday, kept.zone, kept.has_saturday_class) == (time(12, 30), "A", True)
            presence = AttendanceSettings.objects.get(school=school)
            assert (presence.grace_minutes, presence.alert_late) == (25, 9)
            assert ServiceBinding.objects.get(school=school).state == "ferme"
            assert BellSlot.objects.get(school=school, grid__label="Jour").starts_at == time(8)
            assert Term.objects.filter(school=school).count() == 3
        told = LedgerEvent.objects.filter(name="console.SettingsCopied")
        assert {event.payload["school_id"] for event in told} == {
            cast.schools[name].pk for name in ("twin", "agricole")
        }
        assert told.count() == 2


def test_the_same_copy_again_finds_nothing_to_change(
    cast: Cast, visit: Visit, model: School, seen_everywhere: Everywhere
) -> None:
    agent = visit("agent")
    copy(agent, "0340002B")
    assert [line["state"] for line in copy(agent, "0340002B").report] == ["identique"]
    with seen_everywhere():
        assert LedgerEvent.objects.filter(name="console.SettingsCopied").count() == 1


def test_what_is_not_ticked_stays(cast: Cast, visit: Visit, model: School, seen_everywhere: Everywhere) -> None:
    twin = cast.schools["twin"]
    with seen_everywhere():
        SchoolSettings.objects.create(school=twin, midday=time(11), zone="B", has_saturday_class=True)
        AttendanceSettings.objects.create(school=twin, grace_minutes=5, alert_late=2)
    copy(visit("agent"), "0340002B", ["demi-journees", "delais-presence"])
    with seen_everywhere():
        presence = AttendanceSettings.objects.get(school=twin)
        assert (presence.grace_minutes, presence.alert_late) == (25, 2)
        kept = SchoolSettings.objects.get(school=twin)
        assert (kept.midday, kept.zone, kept.has_saturday_class) == (time(12, 30), "B", True)
        assert not ServiceBinding.objects.filter(school=twin).exists()


def test_each_line_refused_says_why_and_the_others_go_through(
    cast: Cast, visit: Visit, model: School, seen_everywhere: Everywhere
) -> None:
    made = copy(visit("agent"), "0310001A; 031000\n0319999Z\n\n0340002B 0340002B", ["demi-journees"])
    assert [(line["line"], line["state"]) for line in made.report] == [
        (1, "refuse"), (1, "refuse"), (2, "refuse"), (4, "copie"), (4, "refuse"),
    ]  # fmt: skip
    said = [line["sentence"] for line in made.report]
    assert said[0] == "c’est l’établissement modèle."
    assert said[1].startswith("ce n’est pas un UAI")
    assert said[2] == "aucun établissement de Préau n’a cet UAI."
    assert said[4] == "il est déjà à la ligne 4."
    with seen_everywhere():
        assert SchoolSettings.objects.get(school=cast.schools["twin"]).midday == time(12, 30)


@pytest.mark.parametrize(
    ("over", "code", "opens"),
    [("academie", "016", False), ("academie", "011", False), ("departement", "31", False), ("region", "", True)],
)
def test_nothing_is_copied_outside_the_perimeter(
    over: str, code: str, opens: bool, cast: Cast, visit: Visit, model: School, seen_everywhere: Everywhere
) -> None:
    School.objects.filter(pk=model.pk).update(departement="31")
    Mandate.objects.filter(person=cast.agent).update(over=over, code=code)
    html = preview(visit("agent"), "0340002B")
    assert ("12\u202fh\u202f30" in html) is opens
    if not opens:
        inside = "Aucun établissement que vous administrez" in html
        assert inside or "cet établissement n’est pas dans votre périmètre." in html


def test_a_published_term_keeps_its_dates(
    cast: Cast, visit: Visit, model: School, seen_everywhere: Everywhere
) -> None:
    twin = cast.schools["twin"]
    with seen_everywhere():
        year = Term.objects.filter(school=model).values_list("year_id", flat=True)[0]
        Term.objects.create(
            school=twin, group=cast.groups["4J"], year_id=year, kind="semestre", number=1,
            starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 31), published_at=NOW,
        )  # fmt: skip
    made = copy(visit("agent"), "0340002B", ["periodes"])
    assert made.report[0]["state"] == "refuse"
    assert "une période de 4e J est publiée" in made.report[0]["sentence"]
    with seen_everywhere():
        assert Term.objects.filter(school=twin).count() == 1


def test_terms_that_differ_in_the_model_are_not_copied(
    cast: Cast, visit: Visit, model: School, seen_everywhere: Everywhere
) -> None:
    with seen_everywhere():
        Group.objects.bulk_create([Group(school=model, kind="division", code="3e A", label="3e A")])
    html = preview(visit("agent"), "0340002B", ["periodes"])
    assert "ses classes n’ont pas toutes les mêmes périodes" in html


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"source": ""}, "Donnez l’UAI de l’établissement modèle."),
        ({"source": "0319999Z"}, "Aucun établissement que vous administrez n’a cet UAI"),
        ({"targets": ""}, "Donnez au moins un UAI."),
        ({"targets": ";;"}, "Donnez au moins un UAI."),
        ({"targets": "0310001A " * 2001}, "2000 au plus"),
        ({"groups": []}, "Cochez au moins un réglage à copier."),
    ],
)
def test_what_is_missing_is_told(sent: dict[str, object], said: str, visit: Visit, model: School) -> None:
    asked = {"source": "0310001A", "groups": ALL, "targets": "0340002B", "geste": "voir"} | sent
    response = visit("agent").post(DOOR, asked)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_the_report_is_for_who_made_it(cast: Cast, visit: Visit, model: School) -> None:
    agent = visit("agent")
    made = copy(agent, "0340002B\n0319999Z", ["demi-journees"])
    page = agent.get(f"/reglages/copies/{made.pk}/").content.decode()
    assert "Collège Frédéric-Mistral (0340002B)" in page
    table = agent.get(f"/reglages/copies/{made.pk}/compte-rendu.csv").content.decode("utf-8-sig")
    assert "1;0340002B;Collège Frédéric-Mistral;Copié;" in table
    assert "2;0319999Z;;Refusé;;;;;aucun établissement de Préau n’a cet UAI." in table
    SettingsCopy.objects.update(made_by_id=cast.chef.pk)
    assert agent.get(f"/reglages/copies/{made.pk}/").status_code == 404
    assert agent.get(f"/reglages/copies/{made.pk}/compte-rendu.csv").status_code == 404
