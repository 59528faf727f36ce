"""The options of the pupils of a school, as SIECLE told them. The scope of the school must be open."""

from __future__ import annotations

from collections import defaultdict

from preau.directory.models import School
from preau.exchange.upload.models import PupilOption
from preau.exchange.upload.people.told import Option, Told


def tells_options(told: Told) -> bool:
    return any(pupil.options is not None for pupil in told.pupils)


def options_of(school: School) -> dict[int, frozenset[Option]]:
    """By pupil."""
    found: defaultdict[int, set[Option]] = defaultdict(set)
    rows = PupilOption.objects.filter(school=school).values_list("pupil_id", "subject", "modality", "rank")
    for pupil, subject, modality, rank in rows:
        found[pupil].add(Option(subject, modality, rank))
    return {pupil: frozenset(of) for pupil, of in found.items()}
