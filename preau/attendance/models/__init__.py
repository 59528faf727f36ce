"""Rolls, what they note, and what becomes of it."""

from preau.attendance.models.absence import Absence
from preau.attendance.models.period import AbsencePeriod, AbsencePeriodVersion, FollowUp
from preau.attendance.models.reason import AbsenceReason
from preau.attendance.models.roll import Roll
from preau.attendance.models.settings import AttendanceSettings

__all__ = [
    "Absence",
    "AbsencePeriod",
    "AbsencePeriodVersion",
    "AbsenceReason",
    "AttendanceSettings",
    "FollowUp",
    "Roll",
]
