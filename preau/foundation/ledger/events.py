"""What a fact looks like: a frozen dataclass in the past tense, carrying ids only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

#: Every kind of fact of the house, by name (`attendance.AbsenceNoted`).
EVENTS: dict[str, type[Event]] = {}


@dataclass(frozen=True)
class Event:
    """Base of all facts. Subclasses are frozen dataclasses whose fields are ids, dates or counts.

    `name` is `<room>.<Class>`: it is stored, so renaming a class is a migration.
    """

    name: ClassVar[str] = "event"

    def __init_subclass__(cls) -> None:
        room = cls.__module__.split(".")[-2]
        cls.name = f"{room}.{cls.__name__}"
        EVENTS[cls.name] = cls

    @property
    def owning_school(self) -> int | None:
        """The school this fact belongs to: the field `school_id` when there is one."""
        return getattr(self, "school_id", None)

    def payload(self) -> dict[str, Any]:
        """The fields, as JSON keeps them."""
        return asdict(self)
