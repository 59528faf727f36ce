"""The page of a trip: one more, one less, other hours, another name, cancelled; the list to take away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.test import Client

from preau.attendance.models import (
    Absence,
    AbsencePeriod,
    AbsencePeriodVersion,
    CollectiveAbsence,
    CollectiveAbsenceVersion,
)
from preau.attendance.tests.outing import asked, fresh, going, made, reason_of
from preau.attendance.tests.saying import deliver
from preau.attendance.tests.test_roll import sheet_url
from preau.kernel import clock
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def outing(cast: Cast, visit: Visit, seen_everywhere: Look) -> int:
    return made(visit("cpe"), asked(cast, seen_everywhere))


def page_url(number: int, more: str = "") -> str:
    return f"/0310001A/absences/collectives/{number}/{more}"


def text(client: Client, number: int, more: str = "", **query: str) -> str:
    return client.get(page_url(number, more), query).content.decode()


def changed(client: Client, cast: Cast, look: Look, number: int, **more: object) -> tuple[int, str]:
    said = asked(cast, look) | {"vue": fresh(look, number).version} | more
    response = client.post(page_url(number, "changer/"), said)
    return response.status_code, response.content.decode()


def hours(period: AbsencePeriod) -> tuple[str, str]:
    return f"{clock.local(period.starts_at):%d %H:%M}", f"{clock.local(period.ends_at):%d %H:%M}"


def test_one_is_taken_out_and_comes_back(cast: Cast, visit: Visit, seen_everywhere: Look, outing: int) -> None:
    client = visit("cpe")
    assert "Sortie au musée" in visit("marc").get("/").content.decode()
    leave = page_url(outing, f"eleves/{cast.lea.pk}/retirer/")
    assert client.post(leave, {"pourquoi": ""}).status_code == 422
    assert client.post(leave, {"pourquoi": "Restée chez elle"}).status_code == 302
    assert set(going(seen_everywhere, outing)) == {cast.noe.pk}
    html = text(client, outing)
    assert "Retirés" in html
    assert "Restée chez elle" in html
    assert "Sortie au musée" not in visit("marc").get("/").content.decode()
    for _twice in range(2):
        assert client.post(page_url(outing, "ajouter/"), {"eleve": cast.lea.pk}).status_code == 302
    assert set(going(seen_everywhere, outing)) == {cast.lea.pk, cast.noe.pk}
    assert "Retirés" not in text(client, outing)


def test_a_pupil_is_found_by_name_to_be_added(cast: Cast, visit: Visit, outing: int) -> None:
    assert "Déjà dans la liste" in text(visit("cpe"), outing, q="léa")
    assert "Aucun élève ne répond" in text(visit("cpe"), outing, q="jumelle")


def test_a_pupil_of_the_twin_school_is_not_added(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int
) -> None:
    answer = visit("cpe").post(page_url(outing, "ajouter/"), {"eleve": cast.jumelle.pk})
    assert answer.status_code == 404
    assert cast.jumelle.pk not in going(seen_everywhere, outing)


@pytest.mark.parametrize("who", ["durand", "lea", "jumeau_cpe"])
@pytest.mark.parametrize("door", ["", "changer/", "liste/", "tableur/"])
def test_nobody_else_comes_in(cast: Cast, visit: Visit, outing: int, who: str, door: str) -> None:
    assert visit(who).get(page_url(outing, door)).status_code == 404


def test_one_has_hours_of_her_own_and_keeps_them_when_all_change(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int
) -> None:
    client, hers = visit("cpe"), page_url(outing, f"eleves/{cast.lea.pk}/")
    day = {"debut": TODAY.isoformat(), "fin": TODAY.isoformat()}
    assert client.post(hers, {**day, "debut_heure": "09:00", "fin_heure": "11:00"}).status_code == 302
    assert "mardi 24 novembre, 9\u202fh" in text(client, outing)
    status, _html = changed(client, cast, seen_everywhere, outing, nom="Louvre", fin_heure="16:00")
    assert status == 302
    found = going(seen_everywhere, outing)
    assert hours(found[cast.lea.pk]) == ("24 09:00", "24 11:00")
    assert hours(found[cast.noe.pk]) == ("24 08:00", "24 16:00")
    with seen_everywhere():
        kept = AbsencePeriodVersion.objects.get(period=found[cast.noe.pk])
        assert kept.deed == "collectif"
    assert "Louvre" in visit("durand").get(sheet_url(cast)).content.decode()
    assert "est devenu" in text(client, outing)


def test_who_has_hours_outside_of_the_new_ones_follows_the_others(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int
) -> None:
    client, tomorrow = visit("cpe"), (TODAY + timedelta(days=1)).isoformat()
    day = {"debut": TODAY.isoformat(), "fin": TODAY.isoformat()}
    client.post(page_url(outing, f"eleves/{cast.lea.pk}/"), {**day, "debut_heure": "09:00", "fin_heure": "11:00"})
    assert changed(client, cast, seen_everywhere, outing, debut=tomorrow, fin=tomorrow)[0] == 302
    assert {hours(one) for one in going(seen_everywhere, outing).values()} == {("25 08:00", "25 12:00")}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"debut_heure": "12:00", "fin_heure": "11:00"}, "La fin doit venir après le début."),
        ({"debut": "2026-11-23", "debut_heure": ""}, "Restez dans les jours de l’absence collective"),
    ],
)
def test_impossible_hours_of_one_are_refused(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int, more: dict[str, str], sentence: str
) -> None:
    day = {"debut": TODAY.isoformat(), "fin": TODAY.isoformat(), **more}
    answer = visit("cpe").post(page_url(outing, f"eleves/{cast.lea.pk}/"), day)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert hours(going(seen_everywhere, outing)[cast.lea.pk]) == ("24 08:00", "24 12:00")


def test_two_people_do_not_undo_each_other(cast: Cast, visit: Visit, seen_everywhere: Look, outing: int) -> None:
    assert changed(visit("cpe"), cast, seen_everywhere, outing, nom="Louvre")[0] == 302
    status, html = changed(visit("chef"), cast, seen_everywhere, outing, nom="Orsay", vue=1)
    assert status == 422
    assert "Quelqu’un vient de changer" in html
    assert fresh(seen_everywhere, outing).label == "Louvre"


def test_another_reason_is_written_for_all(cast: Cast, visit: Visit, seen_everywhere: Look, outing: int) -> None:
    exam = reason_of(cast, seen_everywhere, "examen")
    assert changed(visit("cpe"), cast, seen_everywhere, outing, motif=exam)[0] == 302
    assert {one.reason_id for one in going(seen_everywhere, outing).values()} == {exam}
    assert "Motif choisi" in text(visit("cpe"), outing)


def test_cancelled_it_is_withdrawn_for_all_and_nothing_is_erased(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int
) -> None:
    visit("durand").post(f"{sheet_url(cast)}valider/")
    deliver()
    client = visit("cpe")
    assert "Changer</span>" in text(client, outing)
    assert client.post(page_url(outing, "annuler/"), {"pourquoi": ""}).status_code == 422
    for _twice in range(2):
        assert client.post(page_url(outing, "annuler/"), {"pourquoi": "Grève des cars"}).status_code == 302
    deliver()
    assert going(seen_everywhere, outing) == {}
    html = text(client, outing)
    assert "Grève des cars" in html
    assert "Martin-Ségala Léa" in html
    assert "Changer</span>" not in html
    with seen_everywhere():
        withdrawn = AbsencePeriod.objects.filter(collective_id=outing)
        assert {one.withdrawn_why for one in withdrawn} == {"Grève des cars"}
        assert AbsencePeriodVersion.objects.filter(period__in=withdrawn, deed="retrait").count() == 2
        assert CollectiveAbsenceVersion.objects.filter(collective_id=outing).count() == 1
        at = {"pupil_id": cast.lea.pk, "lesson": cast.lessons["maths"]}
        assert Absence.objects.filter(**at, period__origin="appel").exists()
    assert client.post(page_url(outing, "ajouter/"), {"eleve": cast.lea.pk}).status_code in {409, 422}


def test_a_change_of_day_gives_back_what_rolls_noted(
    cast: Cast, visit: Visit, seen_everywhere: Look, outing: int
) -> None:
    visit("durand").post(f"{sheet_url(cast)}valider/")
    deliver()
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert changed(visit("cpe"), cast, seen_everywhere, outing, debut=tomorrow, fin=tomorrow)[0] == 302
    deliver()
    with seen_everywhere():
        at = {"pupil_id": cast.lea.pk, "lesson": cast.lessons["maths"]}
        assert Absence.objects.filter(**at, period__origin="appel").exists()


def test_the_list_is_printed_and_opens_in_a_spreadsheet(cast: Cast, visit: Visit, outing: int) -> None:
    assert "Bœuf Noé" in text(visit("secretaire"), outing, "liste/")
    answer = visit("secretaire").get(page_url(outing, "tableur/"))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Élève;Classe;Du;À partir de;Au;Jusqu’à"
    assert [line.split(";")[0] for line in lines[1:]] == ["Bœuf Noé", "Martin-Ségala Léa"]
    assert lines[2].split(";")[2:] == ["2026-11-24", "08:00", "2026-11-24", "12:00"]
    assert "sortie-au-musee-2026-11-24.csv" in answer["Content-Disposition"]


def test_the_list_of_the_school_is_by_moment(cast: Cast, visit: Visit, seen_everywhere: Look, outing: int) -> None:
    listed = "/0310001A/absences/collectives/"
    with seen_everywhere():
        CollectiveAbsence.objects.filter(pk=cast.outings["musee"].pk).update(label="Demain au théâtre")
    now = visit("cpe").get(listed).content.decode()
    assert "Sortie au musée" in now
    assert "Demain au théâtre" not in now
    to_come = visit("cpe").get(listed, {"quand": "a_venir"}).content.decode()
    assert "Demain au théâtre" in to_come
    assert "Aucune absence collective passée." in visit("cpe").get(listed, {"quand": "passees"}).content.decode()


def test_midnight_is_no_hour(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    number = made(visit("cpe"), asked(cast, seen_everywhere) | {"debut_heure": "", "fin_heure": ""})
    (period, *_rest) = going(seen_everywhere, number).values()
    assert period.ends_at == clock.instant(TODAY + timedelta(days=1), time())
    assert "mardi 24 novembre, toute la journée" in text(visit("cpe"), number).lower()
    assert 'value="2026-11-24"' in text(visit("cpe"), number, "changer/")
