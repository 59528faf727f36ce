"""What report cards do later: make those that were asked for, class by class, and announce them at their hour."""

from __future__ import annotations

from django.db import transaction

from preau.bulletins.actions.announce_report_cards import announce_report_cards
from preau.bulletins.actions.make_class_cards import make_class_cards
from preau.foundation.jobs.job import job
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM


@job
def make_next_class(*, school_id: int, batch_id: int) -> None:
    """One class, then another job for the next: a worker that dies loses one class at most, done again whole."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        if make_class_cards(actor=SYSTEM, school_id=school_id, batch_id=batch_id):
            make_next_class.later(school_id=school_id, batch_id=batch_id)


@job
def announce_at_its_hour(*, school_id: int, term_id: int) -> None:
    """The hour of a publication has come; it may have changed since."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        announce_report_cards(actor=SYSTEM, school_id=school_id, term_id=term_id)
