"""How presence is kept in a school, and its list of reasons."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.attendance.models import AbsencePeriod, AbsenceReason, AttendanceSettings
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

SETTINGS = "/0310001A/reglages/presence/"
CHOSEN = {
    "grace_minutes": "10", "correction_hours": "24", "counting": "proportionnel", "late_as_absence_from": "30",
    "alert_absences": "4", "alert_late": "2", "sms_a_month": "100",
}  # fmt: skip


def reason(cast: Cast, code: str, school: str = "college") -> AbsenceReason:
    return AbsenceReason.objects.get(school=cast.schools[school], code=code)


def test_the_choices_of_the_house_are_shown_then_those_of_the_school(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    assert 'value="5" id="id_grace_minutes"' in _read(visit("cpe"))
    assert visit("cpe").post(SETTINGS, CHOSEN).status_code == 302
    with seen_everywhere():
        kept = AttendanceSettings.objects.get(school=cast.schools["college"])
    assert (kept.grace_minutes, kept.correction_hours, kept.counting) == (10, 24, "proportionnel")
    assert (kept.late_as_absence_from, kept.splits_double_lessons, kept.alert_late) == (30, False, 2)
    assert 'value="30"' in _read(visit("chef"))


def _read(client: Client) -> str:
    return client.get(SETTINGS).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"grace_minutes": "61"}, "Choisissez un nombre de 0 à 60."),
        ({"correction_hours": "-1"}, "Choisissez un nombre de 0 à 72."),
        ({"late_as_absence_from": "0"}, "Choisissez un nombre de 1 à 240."),
        ({"alert_absences": "0"}, "Choisissez un nombre de 1 à 100."),
        ({"alert_late": "9" * 40}, "Choisissez un nombre de 1 à 100."),
        ({"grace_minutes": "dix"}, "Écrivez un nombre entier."),
        ({"counting": "au jugé"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_number_out_of_its_bounds_is_refused_in_place(
    visit: Visit, seen_everywhere: Look, wrong: dict[str, str], told: str
) -> None:
    response = visit("cpe").post(SETTINGS, {**CHOSEN, **wrong})
    assert response.status_code == 422
    assert told in response.content.decode()
    with seen_everywhere():
        assert not AttendanceSettings.objects.exists()


def test_a_school_adds_a_reason_of_its_own(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    said = {"label": "  Répétition de  chorale ", "kind": "absence", "needs_proof": "on", "is_health": "on"}
    assert visit("chef").post(f"{SETTINGS}motifs/ajouter/", said).status_code == 302
    with seen_everywhere():
        added = reason(cast, "repetition_de_chorale")
        last = AbsenceReason.objects.filter(school=cast.schools["college"]).order_by("position").last()
    assert added == last
    assert (added.label, added.needs_proof, added.is_health) == ("Répétition de chorale", True, True)
    assert (added.is_breach, added.is_shown_to_families) == (False, False)
    again = visit("chef").post(f"{SETTINGS}motifs/ajouter/", {**said, "label": "répétition de CHORALE"})
    assert again.status_code == 422
    assert "Un motif porte déjà ce nom" in again.content.decode()
    assert visit("chef").post(f"{SETTINGS}motifs/ajouter/", {**said, "kind": "retard"}).status_code == 302
    with seen_everywhere():
        assert reason(cast, "repetition_de_chorale_2").kind == "retard"


@pytest.mark.parametrize(
    ("label", "told"), [("", "obligatoire"), (" ?! ", "Donnez un nom"), ("x" * 81, "ne dépasse pas 80")]
)
def test_a_reason_has_a_name(visit: Visit, label: str, told: str) -> None:
    response = visit("cpe").post(f"{SETTINGS}motifs/ajouter/", {"label": label, "kind": "absence"})
    assert response.status_code == 422
    assert told in response.content.decode()


def test_renaming_says_that_history_changes(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        ill = reason(cast, "maladie")
    path = f"{SETTINGS}motifs/{ill.pk}/"
    assert "1 absence a ce motif" in visit("cpe").get(path).content.decode()
    assert visit("cpe").post(path, {"label": "Malade", "is_health": "on"}).status_code == 302
    with seen_everywhere():
        kept = reason(cast, "maladie")
    assert (kept.label, kept.is_health, kept.is_legitimate, kept.is_breach) == ("Malade", True, False, False)
    assert "Malade" in visit("cpe").get("/0310001A/absences/").content.decode()
    taken = visit("cpe").post(path, {"label": "Permis"}), visit("cpe").post(path, {"label": "Hospitalisation"})
    assert [response.status_code for response in taken] == [302, 422]


def test_a_used_reason_is_hidden_and_read_all_the_same(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        ill = reason(cast, "maladie")
    for answer, count in (("non", 0), ("non", 0), ("oui", 1)):
        visit("cpe").post(f"{SETTINGS}motifs/{ill.pk}/propose/", {"propose": answer})
        page = visit("cpe").get("/0310001A/absences/").content.decode()
        assert page.count(">Maladie</option>") == count
        assert "Maladie\u202f: " in page
    with seen_everywhere():
        assert AbsencePeriod.objects.filter(reason=ill).count() == 1


def test_reasons_change_places(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    def order() -> list[str]:
        with seen_everywhere():
            mine = AbsenceReason.objects.filter(school=cast.schools["college"], kind="retard")
            return list(mine.order_by("position").values_list("code", flat=True))

    first, second, *rest = order()
    with seen_everywhere():
        path = f"{SETTINGS}motifs/{reason(cast, second).pk}/place/"
    visit("cpe").post(path, {"sens": "haut"})
    assert order() == [second, first, *rest]
    visit("cpe").post(path, {"sens": "haut"})
    assert order() == [second, first, *rest]
    visit("cpe").post(path, {"sens": "bas"})
    assert order() == [first, second, *rest]


def test_the_reason_of_a_neighbour_is_not_found(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        theirs = reason(cast, "maladie", "twin").pk
    path = f"{SETTINGS}motifs/{theirs}/"
    assert visit("cpe").get(path).status_code == 404
    for gesture, said in (
        ("", {"label": "À nous"}),
        ("propose/", {"propose": "non"}),
        ("place/", {"sens": "bas"}),
    ):
        assert visit("cpe").post(f"{path}{gesture}", said).status_code == 404
