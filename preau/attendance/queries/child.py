"""The page of a pupil for those who answer for her: who she is, and every period of the year, in one statement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.life.standing import PeriodState, state_of
from preau.attendance.life.wording import spoken_time
from preau.attendance.models import AbsencePeriod
from preau.attendance.policies import may_justify_absences_of, may_see_attendance_of
from preau.directory.rules import of_age_on
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

#: The states in words of families, each with its tone.
FAMILY_STATES = {
    PeriodState.UNEXPLAINED: (gettext_lazy("À justifier"), "danger"),
    PeriodState.PENDING: (gettext_lazy("En attente de la vie scolaire"), "info"),
    PeriodState.AWAITING_PROOF: (gettext_lazy("Pièce attendue"), "warning"),
    PeriodState.REFUSED: (gettext_lazy("Refusée"), "danger"),
    PeriodState.ACCEPTED: (gettext_lazy("Acceptée"), "ok"),
    PeriodState.ANNOUNCED: (gettext_lazy("Annoncée, en attente de la vie scolaire"), "info"),
}
#: What a family still has something to do about.
TO_JUSTIFY = frozenset({PeriodState.UNEXPLAINED, PeriodState.AWAITING_PROOF})

# The pupil on each row, with a period or none.
_CHILD = """
SELECT p.first_name, p.last_name, p.born_on,
       EXISTS (SELECT FROM adult_opposition o
                WHERE o.pupil_id = p.id AND o.is_emancipated AND o.begins_on <= %(today)s AND o.ends_on IS NULL),
       coalesce(d.label, ''), coalesce(d.school, ''), y.*
  FROM person p
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label, s.name AS school
         FROM membership m
         JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
         JOIN school s ON s.id = m.school_id
        WHERE m.pupil_id = p.id AND m.begins_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
  LEFT JOIN LATERAL (
       SELECT t.id, t.school_id, t.kind, t.origin, t.starts_at, t.ends_at, t.reason_id, t.words, t.said_at,
              t.said_by_id,
              t.said_by_id = t.pupil_id OR EXISTS (
                  SELECT FROM guardianship w WHERE w.pupil_id = t.pupil_id AND w.guardian_id = t.said_by_id),
              t.admissibility, t.answer, t.proof_received_at, coalesce(m.needs_proof, false),
              CASE WHEN m.is_shown_to_families THEN m.label ELSE '' END, e.label, t.made_by_id,
              (SELECT count(*) FROM absence_proof f WHERE f.period_id = t.id AND f.withdrawn_at IS NULL),
              (SELECT jsonb_agg(jsonb_build_array(l.id, s.label, a.late_minutes) ORDER BY l.starts_at)
                 FROM absence a
                 JOIN lesson l ON l.id = a.lesson_id
                 JOIN subject s ON s.id = l.subject_id
                WHERE a.period_id = t.id AND a.withdrawn_at IS NULL)
         FROM absence_period t
         LEFT JOIN absence_reason m ON m.id = t.reason_id
         LEFT JOIN collective_absence e ON e.id = t.collective_id
        WHERE t.pupil_id = p.id AND t.school_id = ANY(%(schools)s) AND t.withdrawn_at IS NULL
          AND t.last_on >= coalesce((SELECT max(k.starts_on) FROM school_year k WHERE k.starts_on <= %(today)s),
                                    '-infinity')
        ORDER BY t.starts_at DESC, t.id DESC) y ON true
 WHERE p.id = %(pupil)s
"""


@dataclass(frozen=True, slots=True)
class MissedLesson:
    """A lesson of a period: `late_minutes` when she came late."""

    id: int
    subject: str
    late_minutes: int | None


@dataclass(frozen=True, slots=True)
class FamilyPeriod:
    """A period as the family reads it. `words` are those of the reader herself: one parent's are not shown to the
    other (rule B8), who reads the reason, and that somebody gave it (`said_by`). `files`: how many were joined;
    `collective`: the name of the trip or the exam it is.
    """

    id: int
    school_id: int
    kind: str
    origin: str
    starts_at: datetime
    ends_at: datetime
    state: PeriodState
    reason: str
    words: str
    said_by: str
    answer: str
    collective: str
    made_by_reader: bool
    files: int
    lessons: tuple[MissedLesson, ...]

    @property
    def when(self) -> str:
        """The time of it, in words."""
        return spoken_time(self.starts_at, self.ends_at)

    @property
    def kind_label(self) -> str:
        """Absence, Retard, Départ anticipé, or « Sortie au musée »."""
        return self.collective or str(AbsencePeriod.Kind(self.kind).label)

    @property
    def label(self) -> str:
        """« Refusée » and the like; what the school organises is nothing a family has to have accepted."""
        return _("Avec l’établissement") if self.collective else str(FAMILY_STATES[self.state][0])

    @property
    def tone(self) -> str:
        """The tone of its state."""
        return "info" if self.collective else FAMILY_STATES[self.state][1]

    @property
    def is_to_justify(self) -> bool:
        """True while the family has something to say or to send."""
        return self.state in TO_JUSTIFY

    @property
    def is_open(self) -> bool:
        """True until somebody decided: what the family said may still change."""
        return self.state in {PeriodState.PENDING, PeriodState.ANNOUNCED}

    @property
    def may_be_cancelled(self) -> bool:
        """True of what the reader announced herself, until it is decided."""
        return self.made_by_reader and self.is_open and self.origin == AbsencePeriod.Origin.FAMILY


@dataclass(frozen=True, slots=True)
class ChildPage:
    """A pupil and her periods of the school year, newest first. `may_justify`: the reader may explain them."""

    pupil_id: int
    first_name: str
    full_name: str
    division: str
    school: str
    may_justify: bool
    periods: tuple[FamilyPeriod, ...]

    @property
    def to_justify(self) -> tuple[FamilyPeriod, ...]:
        """Those that wait for the family."""
        return tuple(period for period in self.periods if period.is_to_justify)

    @property
    def others(self) -> tuple[FamilyPeriod, ...]:
        """All the rest of the year."""
        return tuple(period for period in self.periods if not period.is_to_justify)

    def period(self, period_id: int) -> FamilyPeriod:
        """One of them; `NotAllowed` when it is not hers."""
        found = next((period for period in self.periods if period.id == period_id), None)
        if found is None:
            raise NotAllowed
        return found


def child_page(actor: Actor, pupil_id: int) -> ChildPage:
    """What the page of this pupil prints. `NotAllowed` for who may not follow her."""
    if not may_see_attendance_of(actor, pupil_id):
        raise NotAllowed
    asked: dict[str, Any] = {"pupil": pupil_id, "schools": list(actor.school_ids), "today": clock.today()}
    with connection.cursor() as cursor:
        rows = cursor.execute(_CHILD, asked).fetchall()
    if not rows:
        raise NotAllowed
    first_name, last_name, born_on, is_emancipated, division, school = rows[0][:6]
    is_adult = is_emancipated or is_of_age(born_on)
    return ChildPage(
        pupil_id=pupil_id,
        first_name=first_name,
        full_name=f"{first_name} {last_name}",
        division=division,
        school=school,
        may_justify=may_justify_absences_of(actor, pupil_id, is_adult=is_adult),
        periods=tuple(_period(actor, pupil_id, *row[6:]) for row in rows if row[6] is not None),
    )


def is_of_age(born_on: date | None) -> bool:
    """True from the eighteenth birthday on; unknown is not."""
    return born_on is not None and of_age_on(born_on) <= clock.today()


@dataclass(frozen=True, slots=True)
class _Explained:
    starts_at: datetime
    reason_id: int | None
    words: str
    admissibility: str
    proof_received_at: datetime | None


def _period(actor: Actor, pupil_id: int, *row: Any) -> FamilyPeriod:
    (pk, school_id, kind, origin, starts, ends, reason_id, words, said_at, said_by_id, is_of_family, admissibility,
     answer, proof_received_at, needs_proof, reason, collective, made_by_id, files, lessons) = row  # fmt: skip
    explained = _Explained(starts, reason_id, words, admissibility, proof_received_at)
    return FamilyPeriod(
        id=pk,
        school_id=school_id,
        kind=kind,
        origin=origin,
        starts_at=starts,
        ends_at=ends,
        state=state_of(explained, needs_proof=needs_proof, now=clock.now()),
        reason=(reason or "") if reason_id is None or reason else _("Motif noté par l’établissement"),
        words=words if said_by_id == actor.person_id else "",
        said_by=_speaker(actor, pupil_id, said_at, said_by_id, bool(is_of_family)),
        answer=answer,
        collective=collective or "",
        made_by_reader=made_by_id == actor.person_id,
        files=files,
        lessons=tuple(MissedLesson(*one) for one in json.loads(lessons)) if lessons else (),
    )


def _speaker(
    actor: Actor, pupil_id: int, said_at: datetime | None, said_by_id: int | None, is_of_family: bool
) -> str:
    """Who gave the reason, as the reader may know it: no name of the other parent."""
    if said_at is None or said_by_id is None:
        return ""
    if said_by_id == actor.person_id:
        return _("par vous")
    if said_by_id == pupil_id:
        return _("par l’élève")
    return _("par un responsable") if is_of_family else _("par l’établissement")
