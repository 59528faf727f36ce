"""What is taught, before anybody knows by whom and when: loads, parts, blocks; and the groups they gather."""

from __future__ import annotations

from dataclasses import dataclass, field

from preau.exchange.region.programmes import Session
from preau.exchange.region.subjects import Subject


@dataclass(frozen=True, slots=True)
class Group:
    """A teaching group: code, label, the classes its pupils come from, how many they are."""

    code: str
    label: str
    divisions: tuple[int, ...]
    size: int


@dataclass(slots=True)
class Load:
    """So many hours a week of one discipline, for one class or group: one teacher takes it whole.

    `rivals` are loads that meet this one at the same hour: never the same teacher. `teacher` is an index, once
    known.
    """

    index: int
    discipline: str
    divisions: tuple[int, ...]
    hours: float = 0.0
    rivals: set[int] = field(default_factory=set)
    teacher: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of the lessons of a block: this class or group has this subject; two loads when taught together."""

    code: str
    is_division: bool
    subject: Subject
    loads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lessons that start together, for these classes; it meets once per session of the week."""

    divisions: tuple[int, ...]
    parts: tuple[Part, ...]
    sessions: tuple[Session, ...]


@dataclass(slots=True)
class Teaching:
    """Everything a school teaches in a week."""

    groups: list[Group] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def load(self, discipline: str, divisions: tuple[int, ...]) -> Load:
        """A new load, empty."""
        made = Load(len(self.loads), discipline, divisions)
        self.loads.append(made)
        return made

    def meet(self, block: Block) -> None:
        """Add a block: its hours count for each of its loads, and its loads become rivals."""
        hours = sum(session.hours for session in block.sessions)
        together = {index for part in block.parts for index in part.loads}
        for index in sorted(together):
            self.loads[index].hours += hours
            self.loads[index].rivals |= together - {index}
        self.blocks.append(block)
