"""What a sheet knows of a pupil besides its own roll: an absence told before, where she is instead, remarks.

Four pieces of SQL, shared by the sheet, the tap and the validation, and their words. Teachers read the category
of a reason; one of health is « justifiée » to them (rule B1).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from preau.attendance.exempting import exemption_of
from preau.attendance.models import AbsencePeriod, Passage, SheetRemark
from preau.kernel import words

#: A jsonb array [label, is of health, origin] of the told period that covers the start of the lesson, or null. One
#: under the responsibility of the school holds over what a family told; a trip or an exam gives its own name.
#: Parameters: school, held_on, starts_at; `p` is the pupil's row.
TOLD = """
(SELECT jsonb_build_array(coalesce(c.label, m.label), m.is_health AND c.id IS NULL, t.origin)
   FROM absence_period t
   LEFT JOIN absence_reason m ON m.id = t.reason_id
   LEFT JOIN collective_absence c ON c.id = t.collective_id
  WHERE t.pupil_id = p.id AND t.school_id = %(school)s AND t.withdrawn_at IS NULL AND t.origin <> 'appel'
    AND t.kind = 'absence' AND t.admissibility <> 'refusee'
    AND t.first_on <= %(held_on)s AND t.last_on >= %(held_on)s
    AND t.starts_at <= %(starts_at)s AND t.ends_at > %(starts_at)s
  ORDER BY coalesce(m.is_under_responsibility, false) DESC, t.made_at, t.id LIMIT 1)
"""

#: A jsonb array of [kind, words, minutes] of the remarks that stand, or null. Parameters: school, lesson.
REMARKS = """
(SELECT jsonb_agg(jsonb_build_array(k.kind, k.words, k.minutes) ORDER BY k.id)
   FROM sheet_remark k
  WHERE k.lesson_id = %(lesson)s AND k.pupil_id = p.id AND k.school_id = %(school)s AND k.withdrawn_at IS NULL)
"""

#: A jsonb array [place, arrived_at, left_at, left_to, is away, was seen since] of the latest passage that touches
#: the lesson, or null. Study hall ends when a lesson begins: only who went there during this one is still there.
#: Parameters: school, lesson, held_on, starts_at, ends_at.
ELSEWHERE = """
(SELECT jsonb_build_array(e.place, e.arrived_at, e.left_at, e.left_to,
            e.left_at IS NULL OR e.left_to = 'maison' OR e.left_at >= %(ends_at)s,
            EXISTS (SELECT FROM sheet_remark k
                     WHERE k.lesson_id = %(lesson)s AND k.pupil_id = p.id AND k.kind = 'presence'
                       AND k.withdrawn_at IS NULL AND k.noted_at >= coalesce(e.left_at, e.arrived_at)))
   FROM passage e
  WHERE e.pupil_id = p.id AND e.school_id = %(school)s AND e.held_on = %(held_on)s AND e.withdrawn_at IS NULL
    AND e.arrived_at < %(ends_at)s AND (e.place <> 'etude' OR e.arrived_at >= %(starts_at)s)
    AND (e.left_at IS NULL OR e.left_at > %(starts_at)s OR e.left_to = 'maison')
  ORDER BY e.arrived_at DESC, e.id DESC LIMIT 1)
"""


#: A jsonb array [must attend, subject, note] of the exemption that holds for the lesson, or null; of `lesson`.
EXEMPTED = f"""
(SELECT jsonb_build_array(e.must_attend, e.label, e.note)
   FROM lesson l
  CROSS JOIN LATERAL (SELECT x.must_attend, coalesce(s.label, '') AS label, x.note
                        FROM (SELECT x.* {exemption_of(lesson="l", pupil="p.id")}) x
                        LEFT JOIN subject s ON s.id = x.subject_id
                       ORDER BY x.must_attend, x.id LIMIT 1) e
  WHERE l.id = %(lesson)s)
"""  # noqa: S608 - our own piece

#: True when the pupil is expected at the lesson at its date. Parameters: school, lesson, held_on, pupil.
IS_EXPECTED = """
EXISTS (SELECT FROM lesson_group lg
          JOIN membership m ON m.group_id = lg.group_id AND m.school_id = lg.school_id
         WHERE lg.lesson_id = %(lesson)s AND lg.school_id = %(school)s AND m.pupil_id = %(pupil)s
           AND m.begins_on <= %(held_on)s AND (m.ends_on IS NULL OR m.ends_on > %(held_on)s))
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What was told of a pupil for this lesson (empty when nothing was), and what the sheet remarks.

    A pupil who is elsewhere is told so before anything else.
    """

    told: str = ""
    remarks: tuple[str, ...] = ()
    is_here_all_the_same: bool = False
    #: Nobody expects her: an exemption, and no teacher said that she came.
    is_exempt: bool = False


def known(told: str | None, remarks: str | None, elsewhere: str | None, exempted: str | None) -> Known:
    """From the four columns above, as PostgreSQL hands JSON over."""
    if told is None and remarks is None and elsewhere is None and exempted is None:
        return NOTHING
    said = json.loads(remarks) if remarks else []
    lines = [_remark(*one) for one in said if one[0] != SheetRemark.Kind.PRESENT]
    sentence = _told(*json.loads(told)) if told else ""
    is_here = any(one[0] == SheetRemark.Kind.PRESENT for one in said)
    if elsewhere:
        *passage, is_away, was_seen = json.loads(elsewhere)
        if is_away:
            sentence, is_here = passage_told(*passage), was_seen
        else:
            lines.append(passage_told(*passage))
    is_exempt = False
    if exempted:
        must_attend, subject, note = json.loads(exempted)
        said_of_it = _exempted(must_attend, subject, note)
        is_exempt = not must_attend and not is_here
        if is_exempt and not sentence:
            sentence = said_of_it
        else:
            lines.append(said_of_it)
    return Known(sentence, tuple(lines), is_here, is_exempt)


NOTHING = Known()


def passage_told(place: str, arrived_at: str, left_at: str | None, left_to: str) -> str:
    """A passage in words: « À l’infirmerie depuis 10 h 02 »; nothing of why."""
    where = Passage.Place(place).label
    since = words.hour(datetime.fromisoformat(arrived_at))
    if left_at is None:
        return _("%(place)s depuis %(since)s") % {"place": where, "since": since}
    until = words.hour(datetime.fromisoformat(left_at))
    if left_to == Passage.Next.HOME:
        return _("Rentré à la maison à %(until)s") % {"until": until}
    return _("%(place)s de %(since)s à %(until)s") % {"place": where, "since": since, "until": until}


def _told(label: str | None, is_health: bool | None, origin: str) -> str:
    if is_health:
        return _("Absence justifiée")
    if label:
        return label
    if origin == AbsencePeriod.Origin.FAMILY:
        return _("Absence annoncée par la famille")
    return _("Absence annoncée")


def _exempted(must_attend: bool, subject: str, note: str) -> str:
    what = _("Dispense de pratique") if must_attend else _("Dispense de cours")
    said = f"{what} ({subject})" if subject else what
    return f"{said}\u202f: {note}" if note else said


def _remark(kind: str, said: str, minutes: int | None) -> str:
    if kind == SheetRemark.Kind.LEFT_EARLY:
        return _("Parti %(minutes)s min avant la fin") % {"minutes": minutes}
    if kind == SheetRemark.Kind.REMARK:
        return f"«\u202f{said}\u202f»"
    return SheetRemark.Kind(kind).label
