"""Reads of the directory shared by the rooms above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from preau.directory.adults import is_opposed
from preau.directory.models import Guardianship
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed

_HEADS = """
SELECT p.id, p.first_name, p.last_name, d.label, d.school
  FROM person p
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label, s.name AS school
         FROM membership m
         JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
         JOIN school s ON s.id = m.school_id
        WHERE m.pupil_id = p.id AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
 WHERE p.id = ANY(%(pupils)s)
 ORDER BY p.born_on, p.id
"""


@dataclass(frozen=True, slots=True)
class PupilHead:
    """A pupil as a page names her: names, division and school of today (empty when there is none)."""

    id: int
    first_name: str
    last_name: str
    division: str
    school: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def pupil_heads(pupil_ids: tuple[int, ...]) -> tuple[PupilHead, ...]:
    """These pupils, eldest first, in the scope open now. The caller has decided that the actor may see them."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_HEADS, {"pupils": list(pupil_ids), "day": clock.today()}).fetchall()
    return tuple(
        PupilHead(pk, first, last, division or "", school or "") for pk, first, last, division, school in rows
    )


def pupil_head(pupil_id: int) -> PupilHead:
    """One pupil; `NotAllowed` when there is none."""
    heads = pupil_heads((pupil_id,))
    if not heads:
        raise NotAllowed
    return heads[0]


def followed_pupils(actor: Actor) -> tuple[int, ...]:
    """The pupils whose schooling this actor follows: her wards, or herself."""
    if actor.is_a(Profile.GUARDIAN):
        return tuple(ward.pupil_id for ward in actor.wards)
    return (actor.person_id,) if actor.is_a(Profile.PUPIL) else ()


def guardians_to_inform(pupil_id: int, on: date) -> list[int]:
    """Persons to tell of what concerns this pupil on that day (rule B8): those informed, never the pupil; nobody
    when she came of age and opposes it.
    """
    return [] if is_opposed(pupil_id, on) else guardians_of_disturbance(pupil_id, on)


def guardians_of_disturbance(pupil_id: int, on: date) -> list[int]:
    """Persons to tell of a serious disturbance of her schooling (absenteeism, dropping out), which no opposition
    hides. A standing « aucun contact » wins over any other line that ties the same person to the pupil.
    """
    that_day = Guardianship.objects.filter(pupil_id=pupil_id, begins_on__lte=on).exclude(ends_on__lte=on)
    return list(
        that_day.filter(is_informed=True)
        .exclude(guardian_id=pupil_id)
        .exclude(guardian_id__in=that_day.filter(no_contact=True).values("guardian_id"))
        .order_by("rank", "id")
        .values_list("guardian_id", flat=True)
    )
