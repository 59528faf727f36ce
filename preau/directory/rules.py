"""The numbers of the school year, each with its source. A school changes those of `SchoolSettings`."""

from __future__ import annotations

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

#: In bytes: a face of 300 by 400 pixels, as photographers deliver them. Half a million pupils make 20 GB.
LARGEST_PORTRAIT = 40_000
#: In pixels: beyond, an image of a few bytes would fill the memory of a browser.
WIDEST_PORTRAIT = 2_000
#: In files and in bytes: a school of three thousand pupils, sent at once.
MOST_PORTRAITS, LARGEST_ARCHIVE = 4_000, 128_000_000

#: In characters: the name of a closing day stays on a line of a telephone, or two.
LONGEST_LABEL = 120
#: In characters: the name of a group stays on a line of a telephone.
LONGEST_GROUP_NAME = 60


def eve_of_september(day: date) -> date:
    """The last day of the summer that `day` begins: pupils come back in September at the earliest."""
    return date(day.year, 8, 31)


#: For how long two records merged by mistake may be parted again (capability C5; our rule).
UNMERGE_WITHIN = timedelta(days=30)
