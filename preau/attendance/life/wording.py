"""The words of periods on screens: their time, their state, their kind, where they come from."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.life.standing import PeriodState
from preau.kernel import clock, words

#: Each state with its words and the tone that goes with them.
STATES = {
    PeriodState.UNEXPLAINED: (gettext_lazy("Sans motif"), "danger"),
    PeriodState.PENDING: (gettext_lazy("À examiner"), "warning"),
    PeriodState.AWAITING_PROOF: (gettext_lazy("Pièce attendue"), "warning"),
    PeriodState.REFUSED: (gettext_lazy("Refusée"), "danger"),
    PeriodState.ACCEPTED: (gettext_lazy("Réglée"), "ok"),
    PeriodState.ANNOUNCED: (gettext_lazy("Annoncée"), "info"),
}


def spoken_time(starts_at: datetime, ends_at: datetime) -> str:
    """`mardi 24 novembre, 8 h – 11 h 05`; whole days say no hour; several days say both ends."""
    first, last = clock.school_day(starts_at), clock.school_day(ends_at - timedelta(seconds=1))
    is_whole = clock.local(starts_at).time() == time() and clock.local(ends_at).time() == time()
    if first == last:
        if is_whole:
            return _("%(day)s, toute la journée") % {"day": words.day(first)}
        return f"{words.day(first)}, {words.hours(starts_at, _within(ends_at))}"
    if is_whole:
        return _("du %(first)s au %(last)s") % {"first": words.day(first), "last": words.day(last)}
    return _("du %(first)s, %(from)s, au %(last)s, %(until)s") % {
        "first": words.day(first),
        "from": words.hour(starts_at),
        "last": words.day(last),
        "until": words.hour(_within(ends_at)),
    }


def spoken_end(ends_at: datetime, today: date) -> str:
    """`jusqu’à 12 h`, `jusqu’à ce soir`, `jusqu’au mercredi 25 novembre`."""
    last = clock.school_day(ends_at - timedelta(seconds=1))
    if last != today:
        return _("jusqu’au %(day)s") % {"day": words.day(last)}
    if clock.local(ends_at).time() == time():
        return _("jusqu’à ce soir")
    return _("jusqu’à %(hour)s") % {"hour": words.hour(ends_at)}


def _within(ends_at: datetime) -> datetime:
    """Midnight is said as the last minute of the day that ends."""
    return ends_at - timedelta(minutes=1) if clock.local(ends_at).time() == time() else ends_at
