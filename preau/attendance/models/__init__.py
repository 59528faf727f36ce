"""Rolls and what they note."""

from preau.attendance.models.absence import Absence
from preau.attendance.models.roll import Roll

__all__ = ["Absence", "Roll"]
