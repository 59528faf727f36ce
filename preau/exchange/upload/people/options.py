"""The options of pupils: what SIECLE says replaces what it said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from preau.exchange.upload.people.plan import Happening, Plan, Ref, What
from preau.exchange.upload.people.told import Told

_FORGOTTEN = """
DELETE FROM pupil_option o USING jsonb_array_elements_text(%(rows)s::jsonb) AS r(id)
 WHERE o.school_id = %(school)s AND o.pupil_id = r.id::bigint
"""
_OPTIONS = """
INSERT INTO pupil_option (school_id, pupil_id, subject, modality, rank)
SELECT %(school)s, r.person, r.subject, r.modality, r.rank
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(person bigint, subject text, modality text, rank smallint)
"""


def plan_options(plan: Plan, told: Told, refs: Mapping[str, Ref], division_of: Mapping[Ref, str]) -> None:
    """`refs` are the pupils of the file who come in, by their keys."""
    labels = {one.code: one.label for one in told.subjects}
    labels |= {
        code: label for _pk, source, code, label in plan.known.subject_rows if source != plan.known.school.uai
    }
    for pupil in told.pupils:
        ref = refs.get(pupil.key)
        if ref is None or pupil.options is None:
            continue
        kept = plan.known.options.get(ref, frozenset()) if isinstance(ref, int) else frozenset()
        wanted = frozenset(pupil.options)
        if wanted == kept:
            continue
        plan.options[ref] = pupil.options
        if ref in plan.known.enrolled:
            signs = [f"+ {labels.get(one.subject, one.subject)}" for one in pupil.options if one not in kept]
            signs += sorted(f"− {labels.get(one.subject, one.subject)}" for one in kept - wanted)
            who = f"{pupil.identity.last_name} {pupil.identity.first_name}"
            of = division_of.get(ref, "")
            plan.happenings.append(
                Happening(What.OPTIONS, who, of, ", ".join(signs), pupil.place.file, pupil.place.line)
            )


def option_rows(plan: Plan, person: Callable[[Ref], int | None]) -> Iterator[tuple[str, list[Any]]]:
    """Statements with their rows; `person` gives ids."""
    yield _FORGOTTEN, [ref for ref in plan.options if isinstance(ref, int)]
    yield (
        _OPTIONS,
        [
            {"person": person(ref), "subject": one.subject, "modality": one.modality, "rank": one.rank}
            for ref, options in plan.options.items()
            for one in options
        ],
    )
