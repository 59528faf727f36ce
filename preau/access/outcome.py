"""What became of a try at a door."""

from __future__ import annotations

from dataclasses import dataclass

from preau.access.sessions import Opened


@dataclass(frozen=True, slots=True)
class Outcome:
    """Done when `sentence` is empty; otherwise it says what to do, at the form's `field` when there is one.

    A failed try is a result and not a refusal: a refusal would undo the count of failures with all the rest.
    """

    sentence: str = ""
    field: str | None = None
    opened: Opened | None = None

    @property
    def is_done(self) -> bool:
        return not self.sentence
