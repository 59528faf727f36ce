"""What the council says of a pupil, as it is written: several fields in one row, each with its own history.

Two people who type in two fields do not disturb each other: a field is in conflict only when it changed since the
version that its writer saw, and what it was at each version is kept (`CouncilDecisionVersion`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from preau.bulletins.appreciation import by_whom
from preau.bulletins.class_term import ClassTerm
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


class Field(StrEnum):
    """What is written of a pupil. The last three are votes: never shown outside of the council."""

    SYNTHESIS = "synthese"
    MENTION = "mention"
    ORIENTATION = "avis"
    FOR = "pour"
    AGAINST = "contre"
    ABSTAINED = "abstention"


VOTES = (Field.FOR, Field.AGAINST, Field.ABSTAINED)
#: Nothing is written yet. A mention is the id of one of the school, as text.
NOTHING: Mapping[Field, str] = dict.fromkeys(Field, "")


@dataclass(frozen=True, slots=True)
class Stage:
    """A decision as it stood at a version, and who made it so."""

    version: int
    words: Mapping[Field, str]
    at: datetime | None
    who: str


@dataclass(frozen=True, slots=True)
class HeldDecision:
    """The decision of a pupil, held: its stages, the oldest first; which mentions may be chosen, and whether the
    council is closed.
    """

    pupil_id: int
    stages: tuple[Stage, ...]
    mentions: Mapping[str, str]
    is_closed: bool

    @property
    def last(self) -> Stage:
        """As it stands."""
        return self.stages[-1]

    def changed_since(self, field: Field, seen: int) -> Stage | None:
        """The last change of this field after version `seen`; None when it is as it was seen."""
        before = next((stage for stage in self.stages if stage.version == seen), None)
        if before is not None and before.words[field] == self.last.words[field]:
            return None
        changes = [
            now for then, now in zip(self.stages, self.stages[1:], strict=False)
            if then.words[field] != now.words[field]
        ]  # fmt: skip
        return changes[-1] if changes else self.last


def words_of(synthesis: str, mention_id: int | None, orientation: str, votes: str | None) -> Mapping[Field, str]:
    """The fields of a row, as they are typed; `votes` is JSON."""
    counts = json.loads(votes or "{}")
    return {
        Field.SYNTHESIS: synthesis,
        Field.MENTION: str(mention_id or ""),
        Field.ORIENTATION: orientation,
        **{vote: counts.get(vote, "") for vote in VOTES},
    }


def said_by(stage: Stage) -> str:
    """« Claire Durand, le 24/11/2026 à 10 h 02 »."""
    return by_whom(stage.who, stage.at)


#: The mentions of school `%(school)s` that a council may choose; warnings where the school wants them (rule B3).
OFFERED = """
m.school_id = %(school)s AND m.is_offered
AND (NOT m.is_warning OR coalesce((SELECT z.has_warnings FROM bulletin_settings z WHERE z.school_id = m.school_id),
                                  false))
"""

# Writers of one class follow each other: a decision that nobody wrote yet has no row to hold.
_LOCK = "SELECT FROM term WHERE id = %(term)s AND school_id = %(school)s FOR NO KEY UPDATE"

_HELD = f"""
SELECT EXISTS (SELECT FROM membership d
                WHERE d.group_id = %(group)s AND d.pupil_id = %(pupil)s AND d.school_id = %(school)s
                  AND d.begins_on <= %(until)s AND (d.ends_on IS NULL OR d.ends_on > %(since)s)),
       (SELECT n.closed_at IS NOT NULL FROM council n WHERE n.term_id = %(term)s),
       (SELECT jsonb_object_agg(m.id::text, m.label) FROM mention m WHERE {OFFERED}),
       (SELECT jsonb_agg(jsonb_build_array(v.version, v.before, v.written_at, q.first_name || ' ' || q.last_name)
                         ORDER BY v.version)
          FROM council_decision_version v LEFT JOIN person q ON q.id = v.written_by_id
         WHERE v.decision_id = d.id),
       coalesce(d.version, 0), coalesce(d.synthesis, ''), d.mention_id, coalesce(d.orientation, ''), d.votes,
       d.written_at, coalesce(w.first_name || ' ' || w.last_name, '')
  FROM (VALUES (1)) one
  LEFT JOIN council_decision d ON d.pupil_id = %(pupil)s AND d.term_id = %(term)s AND d.school_id = %(school)s
  LEFT JOIN person w ON w.id = d.written_by_id
"""  # noqa: S608 - our own pieces

_WRITE = """
WITH before AS (
    INSERT INTO council_decision_version (school_id, decision_id, version, before, written_at, written_by_id)
    SELECT d.school_id, d.id, d.version, %(before)s, d.written_at, d.written_by_id
      FROM council_decision d WHERE d.pupil_id = %(pupil)s AND d.term_id = %(term)s
)
INSERT INTO council_decision AS d (school_id, pupil_id, term_id, synthesis, mention_id, orientation, votes,
                                   version, written_at, written_by_id)
VALUES (%(school)s, %(pupil)s, %(term)s, %(synthesis)s, %(mention)s, %(orientation)s, %(votes)s, 1, %(now)s,
        %(actor)s)
    ON CONFLICT (pupil_id, term_id) DO UPDATE
   SET synthesis = excluded.synthesis, mention_id = excluded.mention_id, orientation = excluded.orientation,
       votes = excluded.votes, version = d.version + 1, written_at = excluded.written_at,
       written_by_id = excluded.written_by_id
"""


def hold_decision(term: ClassTerm, pupil_id: int) -> HeldDecision:
    """The decision of a pupil of this class, held until the end of the transaction.

    Errors: `NotAllowed` for a pupil who was not of this class in this term.
    """
    asked: dict[str, Any] = {
        "school": term.school_id, "term": term.term_id, "group": term.group_id, "pupil": pupil_id,
        "since": term.starts_on, "until": term.ends_on,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, asked)
        row = cursor.execute(_HELD, asked).fetchone()
    if row is None or not row[0]:
        raise NotAllowed
    _is_there, is_closed, mentions, former, version, *words, at, who = row
    stages = [Stage(0, NOTHING, None, ""), *(_stage(*one) for one in json.loads(former or "[]"))]
    if version:
        stages.append(Stage(version, words_of(*words), at, who))
    return HeldDecision(pupil_id, tuple(stages), json.loads(mentions or "{}"), bool(is_closed))


def _stage(version: int, before: Mapping[str, str], at: str, who: str | None) -> Stage:
    return Stage(version, {field: before.get(field, "") for field in Field}, datetime.fromisoformat(at), who or "")


def write_held(actor: Actor, term: ClassTerm, held: HeldDecision, changes: Mapping[Field, str]) -> None:
    """Write these fields over what is held; what it was is kept."""
    words = {**held.last.words, **changes}
    votes = {vote.value: words[vote] for vote in VOTES if words[vote]}
    asked: dict[str, Any] = {
        "school": term.school_id, "term": term.term_id, "pupil": held.pupil_id, "now": clock.now(),
        "actor": actor.person_id,
        "before": Jsonb({field.value: text for field, text in held.last.words.items()}),
        "synthesis": words[Field.SYNTHESIS],
        "mention": int(words[Field.MENTION]) if words[Field.MENTION] else None,
        "orientation": words[Field.ORIENTATION], "votes": Jsonb(votes) if votes else None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, asked)
