"""Quiet hours, as an administrator copies them from a school to others (capability C127)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from preau.foundation.rooms.manifest import SettingsGroup
from preau.kernel import words
from preau.outreach.models import OutreachSettings


def _read(school_ids: Sequence[int]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    kept = {one.school_id: one for one in OutreachSettings.objects.filter(school_id__in=school_ids)}
    return {school_id: _said(kept.get(school_id) or OutreachSettings()) for school_id in school_ids}


def _said(one: OutreachSettings) -> tuple[tuple[str, str], ...]:
    return (
        ("Le soir, à partir de", words.hour(one.quiet_from)),
        ("Jusqu’au matin, à", words.hour(one.quiet_until)),
        ("Fins de semaine", "calmes" if one.quiet_weekends else "comme les autres jours"),
    )


def _write(source_id: int, school_ids: Sequence[int]) -> None:
    source = OutreachSettings.objects.filter(school_id=source_id).first() or OutreachSettings()
    OutreachSettings.objects.filter(school_id__in=school_ids).delete()
    OutreachSettings.objects.bulk_create(
        OutreachSettings(
            school_id=school_id,
            quiet_from=source.quiet_from,
            quiet_until=source.quiet_until,
            quiet_weekends=source.quiet_weekends,
        )
        for school_id in school_ids
    )


SETTINGS = (SettingsGroup("heures-calmes", "Heures calmes", _read, _write, order=65),)
