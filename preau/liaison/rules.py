"""The numbers of the liaison book, each with its reason."""

from __future__ import annotations

from datetime import timedelta

#: Characters of a title: two lines on a phone.
TITLE_LENGTH = 120
#: Characters of the cleaned body: a slip, not a booklet.
BODY_LENGTH = 20_000
#: Options among which a family chooses, and the characters of one.
MOST_OPTIONS, OPTION_LENGTH = 8, 80
#: Characters of what a family writes back.
REPLY_LENGTH = 1_000
#: Characters of a reason: a word withdrawn, a document refused.
REASON_LENGTH = 500
#: A reminder a day at most.
REMINDER_PAUSE = timedelta(hours=20)
#: Words on a page of the book, pupils on a page of the follow-up.
PAGE, FOLLOW_PAGE = 30, 60
#: Pieces a family may leave standing for one request.
MOST_DEPOSITS = 10
#: Days a document given by a family is kept when its request does not say: a school year.
KEPT_DAYS = 365
