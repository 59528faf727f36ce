"""The exit regimes of a school, and of the pupils of a class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.directory.models import Group
from preau.kernel import clock

_OF_SCHOOL = """
SELECT r.id, r.label, r.leaves_when_free, r.leaves_when_cancelled, r.leaves_at_lunch, r.needs_agreement, r.hue,
       (SELECT count(*) FROM pupil_regime p WHERE p.regime_id = r.id AND p.school_id = r.school_id
           AND p.begins_on <= %(day)s AND (p.ends_on IS NULL OR p.ends_on > %(day)s))
  FROM exit_regime r WHERE r.school_id = %(school)s ORDER BY r.label, r.id
"""

_OF_CLASS = """
SELECT p.id, p.last_name || ' ' || p.first_name, coalesce(r.label, ''), coalesce(r.hue, 0), t.begins_on,
       coalesce(t.has_agreement, false)
  FROM membership m
  JOIN person p ON p.id = m.pupil_id
  LEFT JOIN pupil_regime t ON t.pupil_id = m.pupil_id AND t.school_id = m.school_id
                          AND t.begins_on <= %(day)s AND (t.ends_on IS NULL OR t.ends_on > %(day)s)
  LEFT JOIN exit_regime r ON r.id = t.regime_id
 WHERE m.group_id = %(group)s AND m.school_id = %(school)s
   AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
 ORDER BY p.sorting_name, p.id
"""


@dataclass(frozen=True, slots=True)
class RegimeLine:
    """A regime, what it allows, and how many pupils have it today."""

    id: int
    label: str
    leaves_when_free: bool
    leaves_when_cancelled: bool
    leaves_at_lunch: bool
    needs_agreement: bool
    hue: int
    pupils: int


@dataclass(frozen=True, slots=True)
class RegimeOfPupil:
    """A pupil of the class and her regime of today (`label` empty: none)."""

    pupil_id: int
    name: str
    label: str
    hue: int
    begins_on: date | None
    has_agreement: bool


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class, ready to print."""

    id: int
    label: str


def regimes_of(school_id: int) -> tuple[RegimeLine, ...]:
    """Those of the school, by their names."""
    parameters: dict[str, Any] = {"school": school_id, "day": clock.today()}
    with connection.cursor() as cursor:
        return tuple(RegimeLine(*row) for row in cursor.execute(_OF_SCHOOL, parameters).fetchall())


def classes_of(school_id: int) -> tuple[ClassLine, ...]:
    """Those open, by their code."""
    open_ones = Group.objects.filter(school_id=school_id, kind=Group.Kind.DIVISION, closed_on=None)
    return tuple(ClassLine(pk, label or code) for pk, label, code in open_ones.values_list("pk", "label", "code"))


def regimes_in_class(school_id: int, group_id: int) -> tuple[RegimeOfPupil, ...]:
    """The pupils of the class today."""
    parameters: dict[str, Any] = {"school": school_id, "group": group_id, "day": clock.today()}
    with connection.cursor() as cursor:
        return tuple(RegimeOfPupil(*row) for row in cursor.execute(_OF_CLASS, parameters).fetchall())
