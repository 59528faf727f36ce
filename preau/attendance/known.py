"""What a sheet knows of a pupil besides its own roll: an absence told before, and remarks.

Two pieces of SQL, shared by the sheet and the tap, and their words. Teachers read the category of a reason; one of
health is « justifiée » to them (rule B1).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.attendance.models import AbsencePeriod, SheetRemark

#: A jsonb array [label, is of health, origin] of the told period that covers the start of the lesson, or null.
#: Parameters: school, held_on, starts_at; `p` is the pupil's row.
TOLD = """
(SELECT jsonb_build_array(m.label, m.is_health, t.origin)
   FROM absence_period t LEFT JOIN absence_reason m ON m.id = t.reason_id
  WHERE t.pupil_id = p.id AND t.school_id = %(school)s AND t.withdrawn_at IS NULL AND t.origin <> 'appel'
    AND t.kind = 'absence' AND t.admissibility <> 'refusee'
    AND t.first_on <= %(held_on)s AND t.last_on >= %(held_on)s
    AND t.starts_at <= %(starts_at)s AND t.ends_at > %(starts_at)s
  ORDER BY t.made_at, t.id LIMIT 1)
"""

#: A jsonb array of [kind, words, minutes] of the remarks that stand, or null. Parameters: school, lesson.
REMARKS = """
(SELECT jsonb_agg(jsonb_build_array(k.kind, k.words, k.minutes) ORDER BY k.id)
   FROM sheet_remark k
  WHERE k.lesson_id = %(lesson)s AND k.pupil_id = p.id AND k.school_id = %(school)s AND k.withdrawn_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What was told of a pupil for this lesson (empty when nothing was), and what the sheet remarks."""

    told: str = ""
    remarks: tuple[str, ...] = ()
    is_here_all_the_same: bool = False


def known(told: str | None, remarks: str | None) -> Known:
    """From the two columns above, as PostgreSQL hands JSON over."""
    if told is None and remarks is None:
        return NOTHING
    said = json.loads(remarks) if remarks else []
    return Known(
        told=_told(*json.loads(told)) if told else "",
        remarks=tuple(_remark(*one) for one in said if one[0] != SheetRemark.Kind.PRESENT),
        is_here_all_the_same=any(one[0] == SheetRemark.Kind.PRESENT for one in said),
    )


NOTHING = Known()


def _told(label: str | None, is_health: bool | None, origin: str) -> str:
    if is_health:
        return _("Absence justifiée")
    if label:
        return label
    if origin == AbsencePeriod.Origin.FAMILY:
        return _("Absence annoncée par la famille")
    return _("Absence annoncée")


def _remark(kind: str, words: str, minutes: int | None) -> str:
    if kind == SheetRemark.Kind.LEFT_EARLY:
        return _("Parti %(minutes)s min avant la fin") % {"minutes": minutes}
    if kind == SheetRemark.Kind.REMARK:
        return f"«\u202f{words}\u202f»"
    return SheetRemark.Kind(kind).label
