"""What is said of locks: gestures of the trace, and what a teacher reads over a grid that is locked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.grading.events_locks import EntryReopened, TermsLocked
from preau.grading.locking import STATE_BADGES, heads_of
from preau.grading.queries.lock_of_grid import lock_of_grid
from preau.grading.queries.locks import Gesture, last_day_of
from preau.grading.queries.sheet import Sheet
from preau.grading.web.wording import term_label
from preau.kernel import words
from preau.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence over the grid, and its tone."""

    tone: str
    text: str


def gesture_words(gesture: Gesture) -> str:
    """« Trimestre 1, 4e B : notes verrouillées »."""
    if gesture.name == TermsLocked.name:
        state = STATE_BADGES[gesture.state][0] if gesture.state else _("Selon ses dates")
        return _("%(term)s, %(classes)s\u202f: %(state)s") % {
            "term": term_label(gesture.kind, gesture.number),
            "classes": gesture.classes or _("classes effacées depuis"),
            "state": str(state).lower(),
        }
    whom = gesture.person or _("ceux qui y écrivent")
    told = {"book": gesture.book, "whom": whom, "why": gesture.why}
    if gesture.name == EntryReopened.name and gesture.until is not None:
        last = last_day_of(gesture.until)
        return _("%(book)s\u202f: rouvert à %(whom)s jusqu’au %(day)s («\u202f%(why)s\u202f»)") % {
            **told,
            "day": words.day(last),
        }
    return _("%(book)s\u202f: réouverture à %(whom)s retirée") % told


def notice_over(actor: Actor, sheet: Sheet) -> Notice | None:
    """What a writer reads over a grid whose terms are all locked; otherwise nothing is asked of the database."""
    states = {pupil.state for pupil in sheet.pupils}
    if not states or None in states or "ouverte" in states:
        return None
    found = lock_of_grid(actor, sheet)
    if found is None:
        return None
    if found.reopened_until is not None:
        last = words.day(last_day_of(found.reopened_until))
        return Notice(
            "info", _("La période est verrouillée, mais ce carnet est rouvert jusqu’au %(day)s.") % {"day": last}
        )
    return Notice("warning", found.lock.refusal(heads_of(sheet.book.school_id)))
