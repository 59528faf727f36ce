"""Numbers of report cards, each with its source; a school changes some of them in `BulletinSettings`."""

from __future__ import annotations

from datetime import timedelta

#: Longest appreciation of a subject, comment of a project, comment on school life (LSU, formats §3.1).
APPRECIATION_LENGTH = 600
#: The same in version 10.0 of the national format.
LONGEST_APPRECIATION = 1000
#: Longest programme element, and longest synthesis of a council (formats §3.1).
ELEMENT_LENGTH = 300
SYNTHESIS_LENGTH = 1000
#: Longest synthesis of an end-of-cycle report (rule B4).
CYCLE_SYNTHESIS_LENGTH = 1500
#: Appreciations are due so many days before the council (rule B3: three days is usual).
DUE_BEFORE_COUNCIL = 3
#: Sentences that a person keeps, at most (our choice).
MOST_SENTENCES = 200
#: Programme elements of a subject for a term, at most (our choice: a family reads them all).
MOST_ELEMENTS = 20
#: A teacher is reminded of what she has to write from so many days before the council on (our choice).
SHOWN_BEFORE_COUNCIL = 21
#: Longest comment on a class (LSU, formats §3.1: 600 for what is common to a class).
CLASS_COMMENT_LENGTH = 600
#: Longest opinion of a council on orientation, and longest minutes of a council (our choice).
ORIENTATION_LENGTH = 300
MINUTES_LENGTH = 10000
#: Longest comment on school life, of a project (its group or a pupil), longest text of a plan (LSU, formats §3.1).
LIFE_LENGTH = 600
PROJECT_LENGTH = 600
PLAN_LENGTH = 600
#: Longest title of a project (LSU, formats §3.1: 150), of a mention (our choice).
PROJECT_TITLE_LENGTH = 150
MENTION_LENGTH = 60
#: Plans whose text is printed and sent to the national record (rule B4).
PLANS_WITH_TEXT = frozenset({"PPRE", "CTR"})
#: An EPI joins so many subjects at least (rule B4).
SUBJECTS_OF_EPI = 2
#: What a person writes again within this time is one text of hers: its drafts are not kept (our choice).
SITTING = timedelta(minutes=10)
#: A term that nobody closed is followed so long after its end; then the next one is (our choice).
FOLLOWED_AFTER = timedelta(days=42)
#: Most votes of one kind in a council (our choice: a typing slip is told).
MOST_VOTES = 99
#: Longest reason of a new edition of report cards (our choice).
WHY_LENGTH = 300
#: Report cards are published so long ahead at most (our choice: beyond, a slip of the date is likelier).
PUBLISHED_WITHIN = timedelta(days=92)
#: Longest name of a layout (our choice).
MODEL_LENGTH = 60
#: Half-days and late arrivals of a report card, at most (LSU, formats §3.1).
MOST_HALF_DAYS = 999
#: Longest reason of a correction of them (our choice).
LIFE_REASON_LENGTH = 200
#: Mentions of a school, at most (our choice: a council reads the whole list).
MOST_MENTIONS = 20
#: A school limits appreciations to so many characters at least (our choice).
SHORTEST_LIMIT = 100
#: Longest name and function of who signs (our choice).
SIGNATORY_LENGTH = 80
#: Report cards that were asked so long ago and are not made will not be: they may be asked again (our choice).
GIVEN_UP = timedelta(hours=2)
