"""What a delivery left behind it, for tests of the desk: notes, and somebody to recognise."""

from __future__ import annotations

from typing import Any

from preau.directory.models import School
from preau.exchange.aaf.models import DeliveryNote, Reattachment, SourceDelivery
from tests.cast import NOW, TODAY, Cast, everywhere


def delivery() -> SourceDelivery:
    """The full delivery of the source 016, applied."""
    return SourceDelivery.objects.get_or_create(
        source="016", kind=SourceDelivery.Kind.FULL, dated_on=TODAY, fingerprint="f",
        defaults={"state": SourceDelivery.State.APPLIED, "tried_at": NOW, "applied_at": NOW},
    )[0]  # fmt: skip


def note(cast: Cast, school: School | None, **more: Any) -> None:
    """An entry left out for the school to mend, unless told otherwise."""
    said: dict[str, Any] = {
        "file": "ENT_Complet_Eleve_0001.xml", "line": 12, "category": "Eleve", "key": "77",
        "shape": "personne sans nom ou sans prénom : laissée de côté", "severity": DeliveryNote.Severity.LEFT_OUT,
        "owner": DeliveryNote.Owner.SCHOOL,
    } | more  # fmt: skip
    with everywhere(cast):
        DeliveryNote.objects.create(delivery=delivery(), school=school, **({"reason": said["shape"]} | said))


def to_recognise(cast: Cast) -> int:
    """The id of a word that is awaited on Noé and on Léa, who looks like him; made once."""
    return Reattachment.objects.get_or_create(
        person_id=cast.noe.pk, newcomer_id=cast.lea.pk,
        defaults={"source": "016", "key": "9", "reason": "une date de naissance manque", "proposed_at": NOW},
    )[0].pk  # fmt: skip
