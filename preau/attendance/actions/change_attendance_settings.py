"""Choose how presence is kept in a school."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from preau.attendance.models import AttendanceSettings
from preau.attendance.policies import may_set_attendance
from preau.attendance.rules import LATE_MOST, SMS_A_MONTH
from preau.attendance.settings_events import AttendanceSettingsChanged
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_LONGEST_GRACE = 60
_LONGEST_CORRECTION = 72
_MOST_ALERT = 100
_MOST_SMS = 20_000


@dataclass(frozen=True, slots=True)
class Choices:
    """What `AttendanceSettings` holds, by the same names."""

    grace_minutes: int
    correction_hours: int
    counting: str
    late_as_absence_from: int | None
    splits_double_lessons: bool
    alert_absences: int
    alert_late: int
    sms_a_month: int = SMS_A_MONTH


@action
def change_attendance_settings(*, actor: Actor, school_id: int, choices: Choices) -> None:
    """Write them all together.

    Errors: `NotAllowed` for who does not set presence here, or a way of counting that does not exist;
    `NotPossible` for a number out of its bounds, with its field.
    """
    if not may_set_attendance(actor, school_id) or choices.counting not in AttendanceSettings.Counting.values:
        raise NotAllowed
    _is_between("grace_minutes", choices.grace_minutes, 0, _LONGEST_GRACE)
    _is_between("correction_hours", choices.correction_hours, 0, _LONGEST_CORRECTION)
    _is_between("alert_absences", choices.alert_absences, 1, _MOST_ALERT)
    _is_between("alert_late", choices.alert_late, 1, _MOST_ALERT)
    _is_between("sms_a_month", choices.sms_a_month, 0, _MOST_SMS)
    if choices.late_as_absence_from is not None:
        _is_between("late_as_absence_from", choices.late_as_absence_from, 1, LATE_MOST)
    AttendanceSettings.objects.update_or_create(school_id=school_id, defaults=asdict(choices))
    record(AttendanceSettingsChanged(school_id), actor=actor)


def _is_between(field: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise NotPossible(
            _("Choisissez un nombre de %(least)s à %(most)s.") % {"least": least, "most": most}, field=field
        )
