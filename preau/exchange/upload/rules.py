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
#: A guest is invited again each year: nobody keeps a key that its school has forgotten.
LONGEST_INVITATION = timedelta(days=366)
#: Columns kept from one import to the next: a table that nobody gave for two years is another one.
COLUMNS_KEPT_FOR = timedelta(days=730)
#: Lines of what is odd that a screen shows; the CSV has them all.
MOST_SHOWN = 200
#: Choices offered for one unknown name: the groups of a large school are some 300.
MOST_UNKNOWN = 120
