"""The keys of a file, by kind of record: a key may only lead to a record of the right kind."""

from __future__ import annotations

from dataclasses import dataclass

from preau.exchange.lsu.records import Livret
from preau.exchange.lsu.saying import Names


@dataclass(frozen=True, slots=True)
class Known:
    """Sets of keys, and how sentences name the records."""

    names: Names
    heads: frozenset[str]
    pupils: frozenset[str]
    periods: frozenset[str]
    disciplines: frozenset[str]
    teachers: frozenset[str]
    programme_elements: frozenset[str]
    shared_digital_skills: frozenset[str]
    epis: frozenset[str]
    epi_groups: frozenset[str]
    supports: frozenset[str]
    support_groups: frozenset[str]

    @classmethod
    def of(cls, livret: Livret) -> Known:
        return cls(
            names=Names(livret),
            heads=frozenset(one.key for one in livret.heads),
            pupils=frozenset(one.key for one in livret.pupils),
            periods=frozenset(one.key for one in livret.periods),
            disciplines=frozenset(one.key for one in livret.disciplines),
            teachers=frozenset(one.key for one in livret.teachers),
            programme_elements=frozenset(one.key for one in livret.programme_elements),
            shared_digital_skills=frozenset(one.key for one in livret.shared_digital_skills),
            epis=frozenset(one.key for one in livret.epis),
            epi_groups=frozenset(one.key for one in livret.epi_groups),
            supports=frozenset(one.key for one in livret.supports),
            support_groups=frozenset(one.key for one in livret.support_groups),
        )
