"""The levels of pupils in the skills of a cycle, and in its domains (capabilities C88 and C90)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.grading.skill_level import computed_level, domain_level

# What is said of a pupil in a skill, in order: an evaluation by its level (1 to 4); over a cycle, what was decided
# for a term by its level and ten. What is decided for the span itself stands apart.
_LEVELS = """
WITH said AS (
    SELECT k.pupil_id, k.skill_id, k.level::int AS told, e.counts_on AS day, 0 AS rank, e.held_on, e.id,
           NULL::smallint AS final, NULL::int AS version
      FROM skill_mark k
      JOIN evaluation e ON e.id = k.evaluation_id AND e.withdrawn_at IS NULL
     WHERE k.school_id = %(school)s AND k.pupil_id = ANY(%(pupils)s) AND k.level > 0
       AND (%(term)s = 0 OR e.counts_on BETWEEN %(since)s AND %(until)s)
       AND (%(every)s OR e.released_at <= %(seen_at)s)
     UNION ALL
    SELECT f.pupil_id, f.skill_id, f.level + 10, t.ends_on, 1, t.ends_on, 0, NULL, NULL
      FROM skill_final f
      JOIN term t ON t.id = f.term_id
     WHERE f.school_id = %(school)s AND f.pupil_id = ANY(%(pupils)s) AND %(term)s = 0
       AND (%(every)s OR t.published_at <= %(seen_at)s)
     UNION ALL
    SELECT f.pupil_id, f.skill_id, NULL, NULL, 2, NULL, 0, f.level, f.version
      FROM skill_final f
     WHERE f.school_id = %(school)s AND f.pupil_id = ANY(%(pupils)s)
       AND f.term_id IS NOT DISTINCT FROM nullif(%(term)s, 0)
), gathered AS (
    SELECT pupil_id, skill_id, array_agg(told ORDER BY day, rank, held_on, id) AS told, max(final) AS final,
           max(version) AS version
      FROM said GROUP BY pupil_id, skill_id
)
SELECT g.pupil_id, g.skill_id, s.domain, s.label, g.told, g.final, coalesce(g.version, 0)
  FROM gathered g JOIN skill s ON s.id = g.skill_id AND s.school_id = %(school)s AND s.cycle = %(cycle)s
 ORDER BY g.pupil_id, s.position, s.id
"""
#: What a decision for a term is told with, in the order of what is said.
_DECIDED = 10


@dataclass(frozen=True, slots=True)
class Span:
    """A term that levels are looked at in; without one, the whole cycle."""

    term_id: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SkillStanding:
    """A pupil in a skill: the computed level, the final one (`version` 0: nothing was decided), of how many
    evaluations.
    """

    pupil_id: int
    skill_id: int
    domain: str
    label: str
    computed: int | None
    evaluations: int
    final: int | None
    version: int

    @property
    def level(self) -> int | None:
        """The one that stands: what was decided, otherwise what is computed."""
        return self.computed if self.final is None else self.final


@dataclass(frozen=True, slots=True)
class DomainStanding:
    """A pupil in a domain: its level, of how many skills that have one."""

    level: int
    skills: int


def skill_levels(
    school_id: int,
    cycle: int,
    pupil_ids: Sequence[int],
    *,
    span: Span | None = None,
    seen_at: datetime | None = None,
) -> tuple[SkillStanding, ...]:
    """Every skill of this cycle in which these pupils have something, in one statement; over the cycle, or in the
    term `span`. `seen_at`: computed on what was released at that instant, and terms published then; without it, on
    everything. The caller has decided who reads it.
    """
    asked: dict[str, Any] = {
        "school": school_id, "cycle": cycle, "pupils": list(pupil_ids), "term": span.term_id if span else 0,
        "since": span.starts_on if span else None, "until": span.ends_on if span else None,
        "every": seen_at is None, "seen_at": seen_at,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_LEVELS, asked).fetchall()
    return tuple(_standing(*row) for row in rows)


def domain_levels(standings: Iterable[SkillStanding]) -> Mapping[int, Mapping[str, DomainStanding]]:
    """By pupil then by domain; a domain without any level is not there."""
    levels: dict[tuple[int, str], list[int]] = {}
    for one in standings:
        if one.level:
            levels.setdefault((one.pupil_id, one.domain), []).append(one.level)
    found: dict[int, dict[str, DomainStanding]] = {}
    for (pupil_id, domain), several in levels.items():
        level = domain_level(several)
        if level is not None:
            found.setdefault(pupil_id, {})[domain] = DomainStanding(level, len(several))
    return found


def _standing(
    pupil_id: int, skill_id: int, domain: str, label: str, told: Sequence[int | None], final: int | None,
    version: int,
) -> SkillStanding:  # fmt: skip
    said = [one for one in told if one is not None]
    evaluations = sum(1 for one in said if one < _DECIDED)
    # What was decided for a term stands for all that was before.
    since = max((place for place, one in enumerate(said) if one >= _DECIDED), default=0)
    computed = computed_level([one % _DECIDED for one in said[since:]])
    return SkillStanding(pupil_id, skill_id, domain, label, computed, evaluations, final, version)
