"""Write the end-of-cycle report of a pupil."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from preau.bulletins.cycle import (
    COMPLEMENT_LEVELS,
    COMPLEMENTS,
    DOMAINS,
    EXEMPT,
    EXEMPTIBLE,
    LANGUAGE_LEVELS,
    LANGUAGES,
    LEVELS,
    CycleClass,
    CyclePupil,
    CycleWords,
    load_cycle_class,
    pupils_of,
)
from preau.bulletins.events_cycle import CycleReportWritten
from preau.bulletins.policies import may_publish, may_write_cycle_reports
from preau.bulletins.rules import CYCLE_SYNTHESIS_LENGTH
from preau.foundation.ledger.record import record
from preau.grading.queries.skill_levels import domain_levels, skill_levels
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.kernel.words import number

# Written only over the version that was seen: nothing comes back otherwise.
_WRITE = """
INSERT INTO cycle_report AS r (school_id, pupil_id, group_id, cycle, year_label, levels, computed, synthesis,
                               complement, complement_level, language, language_level, version, written_at,
                               written_by_id)
SELECT %(school)s, %(pupil)s, %(group)s, %(cycle)s, %(year)s, %(levels)s, %(computed)s, %(synthesis)s,
       %(complement)s, %(complement_level)s, %(language)s, %(language_level)s, 1, %(now)s, %(actor)s
    ON CONFLICT (school_id, pupil_id, cycle, year_label) DO UPDATE
   SET levels = excluded.levels, computed = excluded.computed, synthesis = excluded.synthesis,
       complement = excluded.complement, complement_level = excluded.complement_level,
       language = excluded.language, language_level = excluded.language_level, group_id = excluded.group_id,
       version = r.version + 1, written_at = excluded.written_at, written_by_id = excluded.written_by_id
 WHERE r.version = %(seen)s AND (r.validated_at IS NULL OR %(validates)s)
RETURNING r.version
"""


@action
def write_cycle_report(
    *, actor: Actor, school_id: int, group_id: int, cycle: int, pupil_id: int, said: CycleWords, seen: int
) -> None:
    """Keep what is said, with the levels that skills give today. `seen`: the version that was read (0: none).

    Errors: `NotAllowed` for who is neither the form teacher nor the direction, or a pupil of another class;
    `NotPossible` when somebody wrote meanwhile, when the direction validated it (she may still change it, and it
    stays whole), or for words that the national record does not take.
    """
    one = load_cycle_class(group_id, cycle, school_id=school_id)
    if not may_write_cycle_reports(actor, school_id, one.form_teacher_ids):
        raise NotAllowed
    before = next((pupil for pupil in pupils_of(one) if pupil.pupil_id == pupil_id), None)
    if before is None:
        raise NotAllowed
    if before.validated_at is not None and not may_publish(actor, school_id):
        raise NotPossible(_("La direction a validé ce bilan\u202f: demandez-lui de le corriger."))
    if before.validated_at is not None and said.missing:
        raise NotPossible(
            _("Ce bilan est validé\u202f: il reste complet. Il manquerait\u202f: %(what)s.")
            % {"what": ", ".join(said.missing)}
        )
    _check(said)
    if said == before.words:
        return
    if before.version != seen or not _write(actor, one, pupil_id, said, seen):
        raise NotPossible(_changed(before))
    record(CycleReportWritten(school_id, pupil_id, cycle), actor=actor)


def _changed(before: CyclePupil) -> str:
    return _(
        "%(who)s a changé ce bilan entre-temps. Ouvrez-le dans un autre onglet pour voir ce qui est écrit, puis "
        "rechargez cette page."
    ) % {"who": before.by_whom or _("Quelqu’un")}


def _check(said: CycleWords) -> None:
    for domain, level in said.levels.items():
        is_exempt = level == EXEMPT and domain == EXEMPTIBLE
        if domain not in DOMAINS or not (level in LEVELS or is_exempt):
            raise NotPossible(_("Ce niveau n’existe pas\u202f: choisissez de 1 à 4."))
    if len(said.synthesis) > CYCLE_SYNTHESIS_LENGTH:
        raise NotPossible(
            _("La synthèse fait %(length)s caractères\u202f: %(most)s au plus.")
            % {"length": number(len(said.synthesis)), "most": number(CYCLE_SYNTHESIS_LENGTH)}
        )
    is_known = _is_known(said.complement, COMPLEMENTS, said.complement_level, COMPLEMENT_LEVELS)
    if not is_known or not _is_known(said.language, LANGUAGES, said.language_level, LANGUAGE_LEVELS):
        raise NotPossible(_("Choisissez un enseignement de la liste, et son niveau."))


def _is_known(code: str, codes: Mapping[str, str], level: int | None, levels: Mapping[int, str]) -> bool:
    """True for a code of the list, with one of its levels or none yet; and for no code and no level."""
    return (code in codes and (level is None or level in levels)) or (not code and level is None)


def _write(actor: Actor, one: CycleClass, pupil_id: int, said: CycleWords, seen: int) -> bool:
    """True when it was written: the version seen was the last."""
    proposed = domain_levels(skill_levels(one.school_id, one.cycle, [pupil_id])).get(pupil_id, {})
    asked: dict[str, Any] = {
        "school": one.school_id, "pupil": pupil_id, "group": one.group_id, "cycle": one.cycle,
        "year": one.year_label, "levels": Jsonb(dict(said.levels)), "synthesis": said.synthesis,
        "computed": Jsonb({domain: standing.level for domain, standing in proposed.items()}),
        "complement": said.complement, "complement_level": said.complement_level, "language": said.language,
        "language_level": said.language_level, "now": clock.now(), "actor": actor.person_id, "seen": seen,
        "validates": may_publish(actor, one.school_id),
    }  # fmt: skip
    with connection.cursor() as cursor:
        return cursor.execute(_WRITE, asked).fetchone() is not None
