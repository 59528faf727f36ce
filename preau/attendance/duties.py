"""What attendance leaves to be done: an absence to justify, a roll to call."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.attendance.life.standing import STATE, PeriodState
from preau.attendance.life.wording import spoken_time
from preau.attendance.models import AbsencePeriod
from preau.attendance.policies import CALL_OWN
from preau.attendance.rules import FORGOTTEN_AFTER
from preau.directory.rules import COMING_OF_AGE
from preau.foundation.rooms.duties import Asked, Duty, DutySource
from preau.foundation.screens.templates import url
from preau.kernel import words
from preau.kernel.actor import Actor, Profile

_THIS_YEAR = """coalesce((SELECT max(k.starts_on) FROM school_year k WHERE k.starts_on <= %(day)s), '-infinity')"""

# Of the pupils one decides for; a pupil herself once she is of age or emancipated (`may_justify_absences_of`).
_TO_JUSTIFY = f"""
SELECT ARRAY[t.id], t.pupil_id, t.school_id,
       ARRAY[{STATE}, t.kind, t.starts_at::text, t.ends_at::text], NULL::timestamptz, t.starts_at
  FROM absence_period t
  LEFT JOIN absence_reason m ON m.id = t.reason_id
 WHERE t.pupil_id = ANY(%(deciding)s) AND t.school_id = ANY(%(schools)s) AND t.withdrawn_at IS NULL
   AND t.last_on >= {_THIS_YEAR} AND {STATE} IN ('{PeriodState.UNEXPLAINED}', '{PeriodState.AWAITING_PROOF}')
   AND (%(profile)s <> 'eleve'
        OR EXISTS (SELECT FROM person p WHERE p.id = t.pupil_id
                      AND p.born_on + interval '{COMING_OF_AGE} years' <= %(day)s)
        OR EXISTS (SELECT FROM adult_opposition o WHERE o.pupil_id = t.pupil_id AND o.is_emancipated
                      AND o.begins_on <= %(day)s AND o.ends_on IS NULL))
"""  # noqa: S608 - our own pieces

# Her lessons of today that began long enough ago, whose roll is not called.
_ROLLS = f"""
SELECT ARRAY[l.id], NULL::bigint, l.school_id,
       ARRAY[s.label, coalesce((SELECT string_agg(coalesce(nullif(g.label, ''), g.code), ', ' ORDER BY g.code)
                                  FROM lesson_group lg JOIN pupil_group g ON g.id = lg.group_id
                                 WHERE lg.lesson_id = l.id), ''),
             l.starts_at::text, l.ends_at::text],
       l.ends_at, l.starts_at
  FROM lesson_teacher mine
  JOIN lesson l ON l.id = mine.lesson_id
  JOIN subject s ON s.id = l.subject_id
  LEFT JOIN roll r ON r.lesson_id = l.id
 WHERE mine.person_id = %(person)s AND mine.held_on = %(day)s AND mine.school_id = ANY(%(schools)s)
   AND l.starts_at <= %(now)s - interval '{FORGOTTEN_AFTER.total_seconds():.0f} seconds'
   AND l.cancelled_at IS NULL AND r.closed_at IS NULL
"""  # noqa: S608 - our own pieces

#: Whole sentences, for each kind of period.
_SAID = {
    AbsencePeriod.Kind.ABSENCE: gettext_lazy("Absence\u202f: %(when)s"),
    AbsencePeriod.Kind.LATE: gettext_lazy("Retard\u202f: %(when)s"),
    AbsencePeriod.Kind.LEFT_EARLY: gettext_lazy("Départ anticipé\u202f: %(when)s"),
}


def _absence(actor: Actor, asked: Asked) -> Duty:
    state, kind, starts_at, ends_at = asked.texts
    when = spoken_time(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))
    waits_for_proof = state == PeriodState.AWAITING_PROOF
    return Duty(
        verb=_("Envoyer") if waits_for_proof else _("Justifier"),
        title=str(_SAID[AbsencePeriod.Kind(kind)]) % {"when": when},
        detail=_("Un justificatif est attendu.") if waits_for_proof else "",
        path=url("attendance:justify", pupil_id=asked.pupil_id, period_id=asked.keys[0]),
    )


def _roll(actor: Actor, asked: Asked) -> Duty:
    subject, groups, starts_at, ends_at = asked.texts
    uai = next(school.uai for school in actor.schools if school.id == asked.school_id)
    return Duty(
        verb=_("Faire l’appel"),
        title=_("Appel de %(groups)s") % {"groups": groups or subject},
        detail=f"{subject}, {words.hours(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))}",
        path=url("attendance:roll", uai=uai, lesson_id=asked.keys[0]),
    )


def _to_justify(count: int) -> str:
    said = ngettext("%(count)s absence ou retard à justifier", "%(count)s absences ou retards à justifier", count)
    return said % {"count": count}


def _to_call(count: int) -> str:
    return ngettext("%(count)s appel à faire", "%(count)s appels à faire", count) % {"count": count}


DUTIES = (
    DutySource(
        name="absences",
        profiles=frozenset({Profile.GUARDIAN, Profile.PUPIL}),
        statement=_TO_JUSTIFY,
        told=_absence,
        many=_to_justify,
        topics=lambda actor: (
            tuple(f"eleve:{ward.pupil_id}" for ward in actor.wards)
            if actor.is_a(Profile.GUARDIAN)
            else (f"eleve:{actor.person_id}",)
        ),
    ),
    DutySource(
        name="appels",
        profiles=frozenset({Profile.TEACHER}),
        statement=_ROLLS,
        told=_roll,
        many=_to_call,
        capability=CALL_OWN,
    ),
)
