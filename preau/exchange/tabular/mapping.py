"""Columns to meanings: the proposal a screen shows, and what it may become under the hand of the school."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from preau.exchange.tabular.headers import meaning_of
from preau.exchange.tabular.records import Column, Field, Kind, Table, Target, Whose

#: Children or guardians on one line, at most.
MOST_ON_A_LINE = 12
#: Of these, several columns may speak of the same person; of the others only the first one is taken.
_MULTIPLE = frozenset({Field.ADDRESS, Field.DIVISIONS, Field.GROUPS, Field.SUBJECTS, Field.OTHER_FIRST_NAMES})
_NAMES = frozenset({Field.NAME, Field.USAGE_NAME, Field.BIRTH_NAME})


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a table means, in the order of the table."""

    kind: Kind
    columns: tuple[Column, ...]

    @property
    def unused(self) -> tuple[Column, ...]:
        """The columns that nobody reads."""
        return tuple(column for column in self.columns if column.target is None)

    @property
    def missing(self) -> tuple[Field, ...]:
        """What must be mapped before anything can come in: a name and a first name."""
        told = {
            column.target.field for column in self.columns if column.target and column.target.whose is Whose.LINE
        }
        needed = ((Field.NAME, _NAMES), (Field.FIRST_NAME, frozenset({Field.FIRST_NAME})))
        return tuple(field for field, either in needed if not told & either)

    def with_target(self, index: int, target: Target | None) -> Mapping:
        """The same mapping, the column at `index` meaning something else (or nothing)."""
        columns = list(self.columns)
        columns[index] = replace(columns[index], target=target)
        return replace(self, columns=tuple(columns))


def columns_of(mapping: Mapping) -> dict[tuple[Whose, int], dict[Field, list[Column]]]:
    """The columns that speak of each person of a line, by what they hold."""
    found: defaultdict[tuple[Whose, int], dict[Field, list[Column]]] = defaultdict(dict)
    for column in mapping.columns:
        if column.target:
            found[column.target.whose, column.target.rank].setdefault(column.target.field, []).append(column)
    return dict(found)


def propose_mapping(table: Table, kind: Kind) -> Mapping:
    """What the headers say, for a table about `kind`.

    A header that comes back speaks of the next child or guardian of the line; of the person of the line it
    adds a class, a group, an address line, and anything else that comes back is left unread.
    """
    seen: Counter[tuple[Whose, Field]] = Counter()
    columns = []
    for index, header in enumerate(table.headers):
        meaning = meaning_of(header, kind)
        target = None
        if meaning:
            seen[meaning.whose, meaning.field] += 1
            number = seen[meaning.whose, meaning.field]
            if meaning.whose is Whose.LINE:
                is_taken = number > 1 and meaning.field not in _MULTIPLE
                target = None if is_taken else Target(meaning.field)
            elif (rank := meaning.rank or number) <= MOST_ON_A_LINE:
                target = Target(meaning.field, meaning.whose, rank)
        columns.append(Column(index, header, target))
    return Mapping(kind, tuple(columns))
