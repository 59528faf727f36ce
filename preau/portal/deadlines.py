"""Deadlines of what stands to be done: where they put it in a list, and their words.

A deadline that is a day is the midnight that ends it (`foundation.rooms.duties`).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from preau.kernel import clock, words


class When(StrEnum):
    """When something is due, in the order of a list."""

    LATE = "en_retard"
    TODAY = "aujourd_hui"
    WEEK = "cette_semaine"
    LATER = "plus_tard"
    UNDATED = "sans_date"


def when_due(due_at: datetime | None, now: datetime) -> When:
    """Where in a list something due then stands now. A week ends on Sunday."""
    if due_at is None:
        return When.UNDATED
    if due_at <= now:
        return When.LATE
    today, due_on = clock.school_day(now), _day_of(due_at)
    if due_on == today:
        return When.TODAY
    sunday = today + timedelta(days=6 - today.weekday())
    return When.WEEK if due_on <= sunday else When.LATER


def spoken_deadline(due_at: datetime | None, now: datetime) -> str:
    """« Au plus tard le vendredi 27 novembre », « Aujourd’hui, avant 17 h »; once it is over, it says so."""
    if due_at is None:
        return ""
    today, due_on = clock.school_day(now), _day_of(due_at)
    if due_at <= now:
        return _("C’était pour le %(day)s") % {"day": words.day(due_on)} if due_on != today else _("En retard")
    if _is_whole_day(due_at):
        if due_on == today:
            return _("Aujourd’hui au plus tard")
        if due_on == today + timedelta(days=1):
            return _("Demain au plus tard")
        return _("Au plus tard le %(day)s") % {"day": words.day(due_on)}
    if due_on == today:
        return _("Aujourd’hui, avant %(hour)s") % {"hour": words.hour(due_at)}
    return _("Le %(day)s, avant %(hour)s") % {"day": words.day(due_on), "hour": words.hour(due_at)}


def _is_whole_day(due_at: datetime) -> bool:
    """True of the midnight that ends a day: the deadline is that day."""
    return clock.local(due_at).time() == time()


def _day_of(due_at: datetime) -> date:
    return clock.school_day(due_at - timedelta(microseconds=1))
