"""What a reading of SIECLE leaves beside its records: anomalies, and the elements it knows nothing of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from preau.exchange.tabular.notes import Notes

#: Distinct names kept; a hostile file must not fill the memory with invented ones.
_KEPT_NAMES = 500


@dataclass(slots=True)
class ReadingNotes(Notes):
    """Shared by the files of one export."""

    unknown_elements: Counter[tuple[str, str]] = field(default_factory=Counter)

    def see_unknown(self, parent: str, name: str) -> bool:
        """Count an element that is not expected under `parent`; True the first time it is met."""
        key = (parent[:60], name[:60])
        is_new = key not in self.unknown_elements
        if is_new and len(self.unknown_elements) >= _KEPT_NAMES:
            return False
        self.unknown_elements[key] += 1
        return is_new
