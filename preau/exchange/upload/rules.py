"""The numbers of uploading, each with its reason."""

from __future__ import annotations

from datetime import timedelta

#: Bytes of everything given at once. The largest school zips some 5 MB, and writes 40 MB unzipped.
LARGEST = 50 << 20
#: SIECLE exports five files, STSweb two.
MOST_FILES = 12
#: Between two steps the secretary may ask a colleague, or sleep on it; civil status must not lie about longer.
FILES_KEPT_FOR = timedelta(days=2)
#: A report names people: the school keeps it for the year that follows.
REPORTS_KEPT_FOR = timedelta(days=365)
#: More departures than this wait for a second word, as those of the académie's directory do (capability C16).
MOST_PERCENT, FEWEST = 5, 5
#: The lock that an import of the académie's directory holds: one of ours does not slip in between.
DIRECTORY_LOCK = 0x5072_6561_7501
#: Lines of what is odd that a screen shows; the CSV has them all.
MOST_SHOWN = 200
#: Choices offered for one unknown name: the groups of a large school are some 300.
MOST_UNKNOWN = 120


def is_too_much(leaving: int, of: int) -> bool:
    """True when so many people may not leave without a second word."""
    return leaving >= FEWEST and leaving * 100 > of * MOST_PERCENT
