"""What an administrator copies of the presence of a school to others (`SettingsGroup`, capability C127)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from preau.attendance.models import AttendanceSettings
from preau.foundation.rooms.manifest import SettingsGroup

Lines = tuple[tuple[str, str], ...]

_DELAYS = {
    "grace_minutes": "Minutes avant de prévenir les familles",
    "correction_hours": "Heures pour corriger un appel",
}
_COUNTING = {
    "counting": "Ce que compte le bulletin",
    "late_as_absence_from": "Minutes de retard qui valent une absence",
    "splits_double_lessons": "Une feuille d’appel par heure",
    "alert_absences": "Absences qui alertent",
    "alert_late": "Retards qui alertent",
    "sms_a_month": "Courriers par SMS chaque mois",
}


def _reader(labels: Mapping[str, str]) -> Callable[[Sequence[int]], Mapping[int, Lines]]:
    def read(school_ids: Sequence[int]) -> Mapping[int, Lines]:
        kept = {row.school_id: row for row in AttendanceSettings.objects.filter(school_id__in=school_ids)}
        usual = AttendanceSettings()
        return {
            pk: tuple((label, _said(kept.get(pk, usual), name)) for name, label in labels.items())
            for pk in school_ids
        }

    return read


def _writer(names: Sequence[str]) -> Callable[[int, Sequence[int]], None]:
    def write(source_id: int, school_ids: Sequence[int]) -> None:
        source = AttendanceSettings.objects.filter(school_id=source_id).first() or AttendanceSettings()
        chosen = {name: getattr(source, name) for name in names}
        AttendanceSettings.objects.bulk_create(
            [AttendanceSettings(school_id=pk, **chosen) for pk in school_ids],
            update_conflicts=True,
            unique_fields=["school"],
            update_fields=list(names),
        )

    return write


def _said(kept: AttendanceSettings, name: str) -> str:
    value: Any = getattr(kept, name)
    if name == "counting":
        return str(AttendanceSettings.Counting(value).label)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "jamais" if value is None else str(value)


SETTINGS = (
    SettingsGroup(
        "delais-presence", "Délais de la présence", _reader(_DELAYS), _writer(tuple(_DELAYS)),
        order=60,
    ),
    SettingsGroup(
        "comptes-presence", "Comptes et alertes de la présence", _reader(_COUNTING), _writer(tuple(_COUNTING)),
        order=61,
    ),
)  # fmt: skip
