"""Families announce absences: known to the sheet, to both parents, decided by vie scolaire."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.test import Client

from preau.attendance.models import (
    Absence,
    AbsencePeriod,
)
from preau.attendance.tests.saying import PDF, announce, decide, page_of, reason, told
from preau.attendance.tests.test_roll import sheet_url
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Fresh = Callable[[AbsencePeriod], AbsencePeriod]


def test_an_announced_absence_is_known_to_the_sheet_and_to_both_parents(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "rendez_vous_medical")
    said = {"du": TODAY, "du_heure": "10:00", "au_heure": "12:00", "motif": why, "mots": "dentiste à Albi"}
    assert announce(visit("marc"), cast, ("mot.pdf", PDF), **said)[0] == 302
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
    assert (period.origin, period.admissibility) == ("famille", "en_attente")
    assert period.starts_at == clock.instant(TODAY, time(10))
    assert period.proof_received_at == NOW
    sheet = visit("durand").get(sheet_url(cast)).content.decode()
    assert "Absence justifiée" in sheet
    assert "dentiste" not in sheet
    other = visit("sofia").get(page_of(cast)).content.decode()
    assert "Rendez-vous médical" in other
    assert "Albi" not in other


def test_the_same_announced_twice_is_one_and_another_on_that_time_is_refused(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "maladie")
    later = TODAY + timedelta(days=3)
    said = {"du": later, "au": later + timedelta(days=1), "motif": why}
    assert announce(visit("marc"), cast, **said)[0] == 302
    assert announce(visit("sofia"), cast, **said)[0] == 302
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
        assert (period.first_on, period.last_on) == (later, later + timedelta(days=1))
    status, html = announce(visit("sofia"), cast, du=later, motif=why)
    assert status == 422
    assert "déjà connue sur ce temps" in html


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"du": "2026-11-23"}, "Ce jour est passé"),
        ({"du": "2026-11-25", "au": "2026-11-24"}, "La fin doit venir après le début"),
        ({"du": "2026-11-25", "du_heure": "11:00", "au_heure": "10:00"}, "La fin doit venir après le début"),
        ({"du": "2028-11-25"}, "trop lointaine"),
        ({"du": "2026-11-25", "au": "2027-09-25"}, "200 jours"),
        ({"du": "jeudi"}, "Écrivez le jour ainsi"),
        ({"du": "2026-11-25", "du_heure": "25:00"}, "Écrivez l’heure ainsi"),
        ({"du": ""}, "Dites quel jour"),
        ({"du": "2026-11-25", "mots": "x" * 1001}, "1\u202f000 caractères"),
    ],
)
def test_an_announcement_that_cannot_be_is_refused_with_its_reason(
    cast: Cast, visit: Visit, seen_everywhere: Look, said: dict[str, object], why: str
) -> None:
    status, html = announce(visit("marc"), cast, motif=reason(cast, seen_everywhere, "maladie"), **said)
    assert status == 422
    assert why in html
    with seen_everywhere():
        assert not AbsencePeriod.objects.filter(pupil_id=cast.lea.pk).exists()


def test_what_the_roll_noted_that_morning_belongs_to_what_the_family_announces(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    announce(visit("sofia"), cast, du=TODAY, motif=reason(cast, seen_everywhere, "maladie"))
    with seen_everywhere():
        announced = AbsencePeriod.objects.get(pupil_id=cast.lea.pk, origin="famille")
        assert {*Absence.objects.values_list("period_id", flat=True)} == {announced.pk}
    assert fresh(absent).withdrawn_at == NOW
    assert "À justifier" not in visit("marc").get(page_of(cast)).content.decode()


def test_an_announcement_is_cancelled_by_who_made_it_until_it_is_decided(
    cast: Cast, visit: Visit, fresh: Fresh, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "reunion_famille")
    announce(visit("marc"), cast, du=TODAY + timedelta(days=2), motif=why)
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
    cancel = f"{page_of(cast)}{period.pk}/annuler/"
    assert visit("sofia").post(cancel).status_code == 404
    assert visit("marc").post(cancel).status_code == 302
    assert fresh(period).withdrawn_why == "Annulée par la famille"
    announce(visit("marc"), cast, du=TODAY + timedelta(days=2), motif=why)
    with seen_everywhere():
        again = AbsencePeriod.objects.get(pupil_id=cast.lea.pk, withdrawn_at=None)
    decide(cast, again, "acceptee")
    assert told(cast, "sofia") == ["Léa\u202f: motif accepté"]
    assert visit("marc").post(f"{page_of(cast)}{again.pk}/annuler/").status_code == 409
