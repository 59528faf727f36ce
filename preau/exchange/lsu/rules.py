"""Numbers of the national record, each with its source."""

from __future__ import annotations

from datetime import timedelta

#: A file and what was found of it are kept so long: they hold what was written of pupils (rule B11; the delay is
#: that of the files a school uploads).
KEPT_FOR = timedelta(days=2)
#: A check that took longer than this did not succeed: the page says so (our choice).
LATE_AFTER = timedelta(minutes=5)
#: Whom a school left out is forgotten so long after the year (rule B11: three months after the person leaves).
IGNORED_KEPT_FOR = timedelta(days=90)
#: Pupils a page of what was found (our choice).
PUPILS_A_PAGE = 25
#: The name of end-of-cycle reports among the periods of a file.
CYCLE = "cycle"
#: How many periods a year is cut into, by kind (rule B9).
PERIODS_A_YEAR = {"trimestre": 3, "semestre": 2}
#: What a pupil may be left out of: a period, end-of-cycle reports, or ('') the whole year.
PERIODS = frozenset(
    {"", CYCLE, *(f"{kind}-{number}" for kind, count in PERIODS_A_YEAR.items() for number in range(1, count + 1))}
)
