"""Numbers of what reaches people, and where they come from."""

from __future__ import annotations

from datetime import time, timedelta

#: Quiet hours (rule B14, row C35: circular of 10 July 2025): from 20:00 to 7:00, from Friday evening to Monday.
QUIET_FROM, QUIET_UNTIL = time(20), time(7)
#: Hours at which a digest may leave: before the evening, or in the morning. The choice is ours.
DIGEST_HOURS = (7, 18)
DIGEST_HOUR = 18
#: The day of the weekly digest, as `date.weekday` says it: Friday.
WEEKLY_ON = 4
#: Without a former digest, what is told of.
FIRST_DAILY, FIRST_WEEKLY = timedelta(days=1), timedelta(days=7)
#: Beyond, what was not told is told no more: the page has it.
OLDEST = timedelta(days=45)

#: Pauses before each new try of a sending; then it is a failure.
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1))
#: A sending that was begun so long ago without an answer was cut: it is tried again.
CUT_AFTER = timedelta(minutes=10)
#: A notice of a person's at-once kind that could not leave for so long leaves no more: the digest tells it.
TOO_OLD = timedelta(days=2)
#: Notices decided, persons digested and messages sent by one transaction.
DECIDED_AT_ONCE, DIGESTED_AT_ONCE, SENT_AT_ONCE = 500, 500, 50
#: Lines of a digest; beyond, their number is told.
LONGEST_DIGEST = 12
#: What was sent is kept as long as a proof of exchange (rule B11).
KEPT = timedelta(days=365)
#: Key of the lock that lets one digest at a time read what was decided before it.
DIGEST_LOCK = 33_18_00
#: Who came to the page within this is reached by it. The choice is ours.
VISITED = timedelta(days=30)
