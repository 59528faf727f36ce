"""The numbers of presence, each with its source. Those that a school may change are in `AttendanceSettings`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

#: A roll not validated this long after the start is forgotten (capability C57, rule B6).
FORGOTTEN_AFTER = timedelta(minutes=15)

#: A forgotten roll is recalled again no sooner than this: a reminder is not a siren.
NUDGED_AGAIN_AFTER = timedelta(minutes=10)

#: A teacher may open the sheet this long before the lesson starts: pupils wait at the door.
OPENS_BEFORE = timedelta(minutes=10)

#: Minutes offered first when a pupil arrives late, and the most that still counts as lateness.
LATE_CHOICES = (5, 10, 15, 20, 30)
LATE_MOST = 240

#: Families are told of an absence this long after it was noted: time to mend a slip (capability C63).
GRACE_MINUTES = 5

#: A teacher corrects her roll until so many hours after its end; 0: until the end of the day (rule B1).
CORRECTION_HOURS = 0

#: Between two lessons a shorter time is a break: nobody is expected in study hall (our rule, as the timetable's).
SHORTEST_FREE = timedelta(minutes=31)
#: A roll without a timetable covers a day at most, as a lesson does.
LONGEST_FREE_ROLL = timedelta(hours=10)

#: The clock of the midday break, when a regime says who may leave (our rule; collèges serve from 11 h 30 to 14 h).
LUNCH = (time(11, 15), time(14, 15))
#: Regimes of a school, at most (capability C66), and characters of a name.
MOST_REGIMES = 10
LONGEST_REGIME = 60

#: Pupils noted present in study hall at once, at most.
MOST_IN_STUDY = 400

#: In bytes and in files: what a family joins to explain an absence (our rule: a scan of a few pages).
LARGEST_PROOF = 5_000_000
MOST_PROOFS = 5
#: In characters: what a family writes of an absence.
LONGEST_WORDS = 1000
#: A family announces an absence so many days ahead at most: the rest of a school year.
ANNOUNCED_AHEAD = timedelta(days=300)

#: Letters sent together wait so long, so that one may stop them (rule B14).
SECOND_THOUGHTS = timedelta(seconds=60)
#: Pupils written to at once, at most, and characters of a letter.
MOST_LETTERS = 500
LONGEST_LETTER = 4000

#: How many absences and late arrivals raise an alert (capability C67).
ALERT_ABSENCES = 5
ALERT_LATE = 3


class RollState(StrEnum):
    """Where a roll stands. `UPCOMING` lessons have no roll to call yet."""

    UPCOMING = "a_venir"
    TO_DO = "a_faire"
    IN_PROGRESS = "en_cours"
    DONE = "fait"
    FORGOTTEN = "oublie"


class Standing(StrEnum):
    """What the sheet says of one pupil."""

    PRESENT = "present"
    ABSENT = "absent"
    LATE = "retard"


@dataclass(frozen=True, slots=True)
class RollTimes:
    """What a roll's state is made of. Instants are aware."""

    starts_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None


def roll_state(times: RollTimes, now: datetime) -> RollState:
    """The state of a roll at `now` (rule B6): done once closed; forgotten from start + 15 minutes on without
    validation, even if begun; in progress once opened; to do from 10 minutes before the start.
    """
    if times.closed_at is not None:
        return RollState.DONE
    if now >= times.starts_at + FORGOTTEN_AFTER:
        return RollState.FORGOTTEN
    if times.opened_at is not None:
        return RollState.IN_PROGRESS
    if now < times.starts_at - OPENS_BEFORE:
        return RollState.UPCOMING
    return RollState.TO_DO


#: SMS that a school may send as letters in a calendar month (our choice; alerts of absence are not counted: C63).
SMS_A_MONTH = 300
#: Characters of the template of an SMS, codes not replaced yet (a message is cut at 160, C34).
LONGEST_SMS_TEMPLATE = 300
