"""A late arrival has reasons of its own: for who notes, who treats, and for a family."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from preau.attendance.models import AbsencePeriod, AbsenceReason
from preau.attendance.tests.saying import announce, justify, reason
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
NOTING = "/0310001A/absences/noter/"


def of_kind(cast: Cast, look: Look, kind: str) -> AbsenceReason:
    """A reason of this kind that families are offered."""
    with look():
        found = AbsenceReason.objects.filter(
            school=cast.schools["college"], kind=kind, is_for_families=True, hidden_at=None
        ).first()
    assert found is not None
    return found


def arrived_late(cast: Cast, look: Look, kind: str = "retard") -> AbsencePeriod:
    with look():
        return AbsencePeriod.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, origin="appel", kind=kind, starts_at=NOW,
            ends_at=NOW + timedelta(minutes=10), first_on=TODAY, last_on=TODAY, made_at=NOW,
        )  # fmt: skip


def test_an_absence_is_not_noted_with_a_reason_of_lateness(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    late = of_kind(cast, seen_everywhere, "retard")
    said = {"debut": "2026-11-24", "fin": "2026-11-24", "motif": late.pk}
    answer = visit("cpe").post(f"{NOTING}?eleve={cast.lea.pk}", said)
    assert answer.status_code == 422
    assert f"«\u202f{late.label}\u202f» est un motif de retard" in answer.content.decode()
    with seen_everywhere():
        assert not AbsencePeriod.objects.filter(pupil_id=cast.lea.pk).exists()


def test_a_hidden_reason_is_said_so(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    why = of_kind(cast, seen_everywhere, "absence")
    with seen_everywhere():
        AbsenceReason.objects.filter(pk=why.pk).update(hidden_at=NOW)
    said = {"debut": "2026-11-24", "fin": "2026-11-24", "motif": why.pk}
    answer = visit("cpe").post(f"{NOTING}?eleve={cast.lea.pk}", said)
    assert (answer.status_code, "Ce motif n’est plus proposé" in answer.content.decode()) == (422, True)


def test_a_reason_of_another_school_stays_unknown(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        theirs = AbsenceReason.objects.filter(school=cast.schools["twin"], kind="absence").first()
    assert theirs is not None
    said = {"debut": "2026-11-24", "fin": "2026-11-24", "motif": theirs.pk}
    answer = visit("cpe").post(f"{NOTING}?eleve={cast.lea.pk}", said)
    assert answer.status_code in {404, 422}
    assert theirs.label not in answer.content.decode().split("<select")[0]
    with seen_everywhere():
        assert not AbsencePeriod.objects.filter(pupil_id=cast.lea.pk).exists()


@pytest.mark.parametrize("kind", ["retard", "absence", "depart"])
def test_the_page_of_a_period_offers_its_own_reasons_only(
    cast: Cast, visit: Visit, seen_everywhere: Look, kind: str
) -> None:
    period = arrived_late(cast, seen_everywhere, kind)
    page = visit("cpe").get(f"/0310001A/absences/{period.pk}/").content.decode()
    assert ("Motifs de retard" in page) is (kind == "retard")
    assert ("Motifs d’absence" in page) is (kind != "retard")


@pytest.mark.parametrize("kind", ["retard", "absence"])
def test_the_other_kind_is_refused_there_in_a_sentence(
    cast: Cast, visit: Visit, seen_everywhere: Look, kind: str
) -> None:
    period = arrived_late(cast, seen_everywhere, kind)
    wrong = of_kind(cast, seen_everywhere, "absence" if kind == "retard" else "retard")
    said = {"vue": f"{period.pk}-{period.version}", "motif": wrong.pk}
    answer = visit("cpe").post(f"/0310001A/absences/{period.pk}/", said)
    assert answer.status_code == 422
    assert f"«\u202f{wrong.label}\u202f» est un motif" in answer.content.decode()


@pytest.mark.parametrize("kind", ["retard", "absence"])
def test_a_family_that_sends_the_other_kind_reads_a_sentence(
    cast: Cast, visit: Visit, seen_everywhere: Look, kind: str
) -> None:
    period = arrived_late(cast, seen_everywhere, kind)
    wrong = of_kind(cast, seen_everywhere, "absence" if kind == "retard" else "retard")
    status, page = justify(visit("marc"), cast, period, motif=wrong.pk)
    assert (status, f"«\u202f{wrong.label}\u202f» est un motif" in page) == (422, True)


def test_a_family_that_announces_with_a_reason_of_lateness_reads_a_sentence(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    late = of_kind(cast, seen_everywhere, "retard")
    status, page = announce(visit("marc"), cast, du=TODAY, motif=late.pk)
    assert (status, "est un motif de retard" in page) == (422, True)


def test_a_reason_families_are_not_offered_is_not_named_to_them(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "maladie")
    with seen_everywhere():
        AbsenceReason.objects.filter(pk=why).update(is_for_families=False, label="Motif réservé")
    status, page = announce(visit("marc"), cast, du=TODAY, motif=why)
    assert status == 422
    assert "Motif réservé" not in page
    assert "Ce motif n’est plus proposé" in page
