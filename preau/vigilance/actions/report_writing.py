"""Report a writing: its author never learns who did."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.foundation.rooms.registry import writings
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.vigilance.events import WritingReported
from preau.vigilance.models import Report
from preau.vigilance.policies import may_report


@action
def report_writing(*, actor: Actor, writing: str, writing_id: int, reason: str, words: str) -> Report:
    """One report per person and writing: reported again, the first one stands. What the writing says is kept with
    it. The scope of the actor's schools is open.

    Errors: `NotAllowed` for a writing that she may not read; `NotPossible` for her own, an unknown reason, or
    « autre » without a word.
    """
    kind = writings().get(writing)
    found = kind.describe(actor, writing_id) if kind else None
    if found is None or not may_report(actor, found.school_id):
        raise NotAllowed
    if found.author_id == actor.person_id:
        raise NotPossible(_("C’est vous qui l’avez écrit\u202f: vous pouvez le retirer vous-même."))
    said = words.strip()
    if reason not in Report.Reason.values:
        raise NotPossible(_("Choisissez une raison."), field="reason")
    if reason == Report.Reason.OTHER and not said:
        raise NotPossible(_("Dites en quelques mots ce qui ne va pas."), field="words")
    report, is_new = Report.objects.get_or_create(
        reporter_id=actor.person_id, writing=writing, writing_id=writing_id,
        defaults={
            "school_id": found.school_id, "author_id": found.author_id, "author_profile": found.author_profile,
            "written_at": found.written_at, "title": found.title, "extract": found.text, "reason": reason,
            "words": said, "reporter_profile": actor.profile.value, "reported_at": clock.now(),
        },
    )  # fmt: skip
    if is_new:
        record(WritingReported(report.school_id, report.pk, reason), actor=actor)
    return report
