"""The numbers of the school year, each with its source. A school changes those of `SchoolSettings`."""

from __future__ import annotations

from calendar import isleap
from datetime import date, time, timedelta

#: Classes that begin before this hour are of the morning (rule B6). No text sets it; it is what Gepi starts from
#: (setting `abs2_heure_demi_journee`, https://github.com/tbelliard/gepi).
MIDDAY = time(11, 50)
#: Outside these hours a midday would cut no day in two.
EARLIEST_MIDDAY, LATEST_MIDDAY = time(10), time(15)

#: Créteil, Montpellier, Paris, Toulouse, Versailles: the zone of Occitanie
#: (https://data.education.gouv.fr/explore/dataset/fr-en-calendrier-scolaire/).
HOLIDAY_ZONE = "C"
ZONES = ("A", "B", "C")

#: Monday to Friday, 1 to 5; a school may add Saturday (its autonomy: code de l’éducation, R421-2).
WEEKDAYS = frozenset({1, 2, 3, 4, 5})
SATURDAY = 6

#: How many terms a year has, cut in trimesters or in semesters (rule B9).
TERMS_OF_YEAR = {"trimestre": 3, "semestre": 2}

#: In pixels and in bytes: a face is shown at 120 by 160, twice as sharp on most screens.
PORTRAIT_BOX, LARGEST_PORTRAIT = (300, 400), 40_000
#: In pixels and in bytes: a logo beside the name of the school, and at the head of what is printed.
LOGO_BOX, LARGEST_LOGO = (480, 160), 60_000
#: In pixels and in bytes: a paper that somebody photographed stays readable when printed.
PAPER_BOX, LARGEST_PAPER = (1654, 2339), 900_000
#: In bytes: a photo, or a logo, as it is sent.
LARGEST_IMAGE = 8_000_000
#: In files and in bytes: a school of three thousand pupils, sent at once.
MOST_PORTRAITS, LARGEST_ARCHIVE = 4_000, 128_000_000

#: In years: from that birthday on, a pupil does herself what her parents did (code civil, art. 414; circulaire
#: 74-325).
COMING_OF_AGE = 18
#: For how long the home page tells a pupil that she came of age (our rule).
TOLD_OF_AGE_FOR = timedelta(days=60)
#: In characters: why a pupil opposes the information of her parents.
LONGEST_REASON = 500

#: In characters: the name of a closing day stays on a line of a telephone, or two.
LONGEST_LABEL = 120
#: In characters: the name of a group stays on a line of a telephone.
LONGEST_GROUP_NAME = 60


def of_age_on(born_on: date) -> date:
    """The day on which somebody comes of age; of who was born on a 29 February, a 1 March."""
    year = born_on.year + COMING_OF_AGE
    is_leap_day = (born_on.month, born_on.day) == (2, 29) and not isleap(year)
    return date(year, 3, 1) if is_leap_day else born_on.replace(year=year)


def eve_of_september(day: date) -> date:
    """The last day of the summer that `day` begins: pupils come back in September at the earliest."""
    return date(day.year, 8, 31)


#: For how long two records merged by mistake may be parted again (capability C5; our rule).
UNMERGE_WITHIN = timedelta(days=30)
