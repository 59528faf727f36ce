"""Numbers of grading, each with its source; a school changes them in `GradingSettings`."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from preau.grading.averages.rounding import Rounding

#: Averages are on 20 (rule B2.2).
OUT_OF = Decimal(20)
#: The mark of a test is out of so much at most (our choice: a spreadsheet slip is told).
LARGEST_OUT_OF = Decimal(1000)
#: Coefficients go up to (our choice).
LARGEST_COEFFICIENT = Decimal(100)
#: Marks are seen from this hour of their publication day on (rule B2.9; the hour is our choice: after class).
RELEASE_HOUR = time(17, 0)
#: Parents see a mark so many hours after the pupil (rule B1: same date, or offset).
PARENTS_AFTER_HOURS = 0
#: Class minimum, mean and maximum are shown from so many marks on (rule B2.9, a privacy rule of ours).
FEWEST_MARKS = 5
#: The level of a skill is that of its last evaluations, so many (rule B2.10 leaves it open; our choice).
LAST_EVALUATIONS = 3
#: Longest label of a skill, and of a level, in characters; longest letter of a level (our choice).
SKILL_LENGTH = 160
LEVEL_LENGTH = 40
LETTER_LENGTH = 3
#: Rule B2.5: to the nearest tenth unless the school chose.
ROUNDING = Rounding.TENTH
#: A test more than so many a day for one class is pointed out before it is added (C43, our choice).
TESTS_A_DAY = 2
#: And so many a week.
TESTS_A_WEEK = 6
#: Longest word of a school for a code, in characters (our choice).
CODE_LENGTH = 30
#: Longest title of an evaluation, and longest comment, in characters (our choice).
TITLE_LENGTH = 120
COMMENT_LENGTH = 600
#: Longest reason of a decided average or of an exceptional reopening, in characters (our choice).
REASON_LENGTH = 200
#: Longest delay of parents after the pupil, in hours: two weeks (our choice, as the table refuses more).
LONGEST_DELAY = 336
#: A school may ask for so many marks at most before class figures are shown (our choice).
MOST_FEWEST_MARKS = 40
#: Most tests a day or a week that a school may set, kinds of evaluation, and characters of a kind (our choice).
MOST_TESTS = 30
MOST_KINDS = 60
KIND_LENGTH = 60
#: Longest title of a gradebook and of a sub-subject (formats §3), and name of a part of a subject (our choice).
LABEL_LENGTH = 40
PART_LENGTH = 20
#: Sub-subjects of a gradebook, at most (our choice).
MOST_SUB_SUBJECTS = 12
#: From which average each level of 2 to 4 begins (formats §3.1: 35, 60 and 80 of a hundred).
POSITIONING = (Decimal(7), Decimal(12), Decimal(16))


def positioning() -> list[Decimal]:
    """A fresh list of `POSITIONING`."""
    return list(POSITIONING)
