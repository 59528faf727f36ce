"""The numbers and lists of vigilance, each with its reason."""

from __future__ import annotations

from datetime import timedelta

from preau.kernel.actor import Profile
from preau.vigilance.models import Report

#: Whom a suspension may stop, in the order of the form. Agents of collectivities write to nobody's box.
SUSPENDED = (
    Profile.PUPIL,
    Profile.GUARDIAN,
    Profile.TEACHER,
    Profile.VIE_SCOLAIRE,
    Profile.STAFF,
    Profile.DIRECTION,
)
#: Who is stopped unless she who suspends says otherwise: the direction goes on informing.
STOPPED_FIRST = SUSPENDED[:-1]

#: C36: these are told at once to the referents of the school.
ALARMING = frozenset({Report.Reason.HARASSMENT.value, Report.Reason.THREAT.value})

#: Idea 10, the sign of a stolen account: a device first seen since so long, and so many people written to since.
NEW_DEVICE_WITHIN = timedelta(hours=24)
MANY_PEOPLE = 30

#: Writings shown by one search, and kept by one gesture.
MOST_FOUND = 500
#: Logins pasted at once.
MOST_PASTED = 10_000
#: Writings withdrawn, and accounts reset, by one piece of work: a worker that dies loses one piece, done again.
WRITINGS_A_PIECE = 50
ACCOUNTS_A_PIECE = 2_000
