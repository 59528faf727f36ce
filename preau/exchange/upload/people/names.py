"""Names as they are compared: folded, in both the forms a person may bear."""

from __future__ import annotations

from preau.exchange.aaf.records import Identity
from preau.exchange.upload.people.known import KnownPerson
from preau.kernel.words import folded

#: What is longer is no name, and would not fit in an index of PostgreSQL.
_LONGEST = 600


def sorting_name(last_name: str, first_name: str) -> str:
    """`folded("last first")`, as persons are kept."""
    return f"{folded(last_name)} {folded(first_name)}".strip()[:_LONGEST]


def names_told(identity: Identity) -> frozenset[str]:
    """Under the name she uses and under her birth name."""
    return frozenset(
        sorting_name(last, identity.first_name) for last in (identity.last_name, identity.birth_name) if last
    )


def names_known(person: KnownPerson) -> frozenset[str]:
    """The same, of somebody known."""
    first, birth = person.text("first_name"), person.text("birth_name")
    return frozenset({person.sorting_name, *([sorting_name(birth, first)] if birth else [])})


def is_named_alike(person: KnownPerson, identity: Identity) -> bool:
    return not names_known(person).isdisjoint(names_told(identity))


def is_born_alike(person: KnownPerson, identity: Identity) -> bool:
    """Both birth dates are known, and one."""
    return person.born_on is not None and person.born_on == identity.born_on


def may_be_born_alike(person: KnownPerson, identity: Identity) -> bool:
    """Nothing contradicts: one of the dates is not known, or they are one."""
    return person.born_on is None or identity.born_on is None or person.born_on == identity.born_on


def shown(identity: Identity) -> str:
    """« MARTIN Léa », as lists of pupils write it."""
    return f"{identity.last_name} {identity.first_name}".strip()


def shown_person(person: KnownPerson) -> str:
    return f"{person.text('last_name')} {person.text('first_name')}".strip()
