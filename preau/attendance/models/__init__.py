"""Rolls, what they note, and what becomes of it."""

from preau.attendance.models.absence import Absence
from preau.attendance.models.alert_reset import AlertReset
from preau.attendance.models.assembly import AssemblyClass, AssemblyPoint
from preau.attendance.models.collective import CollectiveAbsence, CollectiveAbsenceVersion
from preau.attendance.models.exemption import Exemption
from preau.attendance.models.measures import AbsenteeismMeasures, MeasuresSignature, MeasuresVersion
from preau.attendance.models.notification import Notification
from preau.attendance.models.nudge import RollNudge
from preau.attendance.models.passage import Passage, SettledConflict
from preau.attendance.models.period import AbsencePeriod, AbsencePeriodVersion, FollowUp
from preau.attendance.models.proof import AbsenceProof
from preau.attendance.models.reason import AbsenceReason
from preau.attendance.models.regime import ExitRegime, PupilRegime
from preau.attendance.models.remark import SheetRemark
from preau.attendance.models.roll import Roll
from preau.attendance.models.settings import AttendanceSettings
from preau.attendance.models.year_end import PresencePurge, PresenceSummary

__all__ = [
    "Absence",
    "AbsencePeriod",
    "AbsencePeriodVersion",
    "AbsenceProof",
    "AbsenceReason",
    "AbsenteeismMeasures",
    "AlertReset",
    "AssemblyClass",
    "AssemblyPoint",
    "AttendanceSettings",
    "CollectiveAbsence",
    "CollectiveAbsenceVersion",
    "Exemption",
    "ExitRegime",
    "FollowUp",
    "MeasuresSignature",
    "MeasuresVersion",
    "Notification",
    "Passage",
    "PresencePurge",
    "PresenceSummary",
    "PupilRegime",
    "Roll",
    "RollNudge",
    "SettledConflict",
    "SheetRemark",
]
