"""Say what was done of a report."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.vigilance.events import ReportTreated
from preau.vigilance.models import Report
from preau.vigilance.policies import may_treat


@action
def treat_report(
    *, actor: Actor, school_id: int, report_id: int, outcome: str, note: str, seen: int | None = None
) -> None:
    """Its reporter reads the outcome, never the note. Nothing (`outcome` empty) puts it back among those to treat.

    `seen` is the version that was read. Errors: `NotAllowed` for another school's, or for who does not treat;
    `NotPossible` for an unknown outcome, and when somebody treated it meanwhile.
    """
    if not may_treat(actor, school_id):
        raise NotAllowed
    report = Report.objects.select_for_update().filter(pk=report_id, school_id=school_id).first()
    if report is None:
        raise NotAllowed
    if outcome not in Report.Outcome.values:
        raise NotPossible(_("Choisissez une suite."), field="outcome")
    said = note.strip()
    if (report.outcome, report.note) == (outcome, said):
        return
    if seen is not None and seen != report.version:
        raise NotPossible(
            _("Quelqu’un a traité ce signalement entre-temps\u202f: relisez ce qui est écrit, puis recommencez.")
        )
    report.outcome, report.note, report.version = outcome, said, report.version + 1
    report.treated_at, report.treated_by_id = (clock.now(), actor.person_id) if outcome else (None, None)
    report.save(update_fields=["outcome", "note", "version", "treated_at", "treated_by_id"])
    record(ReportTreated(school_id, report.pk, outcome), actor=actor)
