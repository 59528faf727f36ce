"""What a school answers on the way through the five steps, as it is kept with the import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from preau.directory.models import Guardianship
from preau.exchange.tabular.mapping import Mapping as ColumnMapping
from preau.exchange.tabular.records import Field, Kind, Table, Target, Whose
from preau.exchange.upload.people.comparing import Wishes
from preau.exchange.upload.people.groups import Answer
from preau.exchange.upload.timetables.plan import Mode


@dataclass(frozen=True, slots=True)
class Choices:
    """`kind` and `columns` are those of a table: one word per column (`target_word`), '' for one nobody reads;
    no column at all means what the headers suggest. `columns_of` is the day (ISO) of the import whose columns
    these are, '' once they are answered anew. `closing` are the groups ticked; None: not asked yet.
    """

    kind: str = ""
    columns: tuple[str, ...] = ()
    answers: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    default_level: int = int(Guardianship.Level.CONTACT)
    absent_have_left: bool = False
    mode: str = Mode.BOTH.value
    columns_of: str = ""
    closing: tuple[int, ...] | None = None
    writes_building: bool = False

    @property
    def wishes(self) -> Wishes:
        return Wishes(self.answers, self.absent_have_left, self.default_level, self.closed)

    @property
    def closed(self) -> frozenset[int]:
        """The groups that the school ticked: none before it was asked."""
        return frozenset(self.closing or ())

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "columns": list(self.columns),
            "answers": [[what, told, answer] for (what, told), answer in self.answers.items()],
            "default_level": self.default_level,
            "absent_have_left": self.absent_have_left,
            "mode": self.mode,
            "columns_of": self.columns_of,
            "closing": None if self.closing is None else list(self.closing),
            "writes_building": self.writes_building,
        }


def choices_from(kept: Mapping[str, Any]) -> Choices:
    """What `as_json` kept; what is missing is as at the start."""
    start = Choices()
    return Choices(
        kind=kept.get("kind", start.kind),
        columns=tuple(kept.get("columns", ())),
        answers={(what, told): answer for what, told, answer in kept.get("answers", ())},
        default_level=kept.get("default_level", start.default_level),
        absent_have_left=kept.get("absent_have_left", start.absent_have_left),
        mode=kept.get("mode", start.mode),
        columns_of=kept.get("columns_of", start.columns_of),
        closing=None if kept.get("closing") is None else tuple(kept["closing"]),
        writes_building=kept.get("writes_building", start.writes_building),
    )


def target_word(target: Target | None) -> str:
    """`NAME.CHILD.2`, '' for none."""
    return f"{target.field.name}.{target.whose.name}.{target.rank}" if target else ""


def target_from(word: str) -> Target | None:
    """The meaning behind a word; None for any word that is none."""
    field_name, _, rest = word.partition(".")
    whose, _, rank = rest.partition(".")
    if field_name in Field.__members__ and whose in Whose.__members__ and rank.isdigit() and 1 <= int(rank) <= 12:
        return Target(Field[field_name], Whose[whose], int(rank))
    return None


def mapped(proposed: ColumnMapping, columns: tuple[str, ...]) -> ColumnMapping:
    """The mapping that the headers suggest, under what the school answered."""
    if len(columns) != len(proposed.columns):
        return proposed
    for index, word in enumerate(columns):
        proposed = proposed.with_target(index, target_from(word))
    return proposed


def kind_of(table: Table, chosen: str) -> Kind:
    """Whom a table is about: what the school says, else what its headers look like."""
    if chosen in {kind.value for kind in KINDS}:
        return Kind(chosen)
    headers = " ".join(table.headers).casefold()
    if "de l'élève" in headers.replace("’", "'") or "enfant" in headers:
        return Kind.GUARDIANS
    if "du droit" in headers or "invit" in headers:
        return Kind.GUESTS
    if any(word in headers for word in ("fonction", "discipline", "matière", "matiere")):
        return Kind.TEACHERS if "classe" in headers or "mati" in headers else Kind.STAFF
    return Kind.PUPILS if "classe" in headers or "naiss" in headers or "ine" in headers else Kind.STAFF


KINDS = (Kind.PUPILS, Kind.GUARDIANS, Kind.TEACHERS, Kind.STAFF, Kind.GUESTS)
