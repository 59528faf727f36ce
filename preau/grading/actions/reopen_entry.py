"""Reopen one gradebook of a locked term, until a day, for a reason (capability C83)."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from preau.directory.models import SchoolYear
from preau.foundation.ledger.record import record
from preau.grading.book import load_gradebook
from preau.grading.events_locks import EntryReopened
from preau.grading.models import EntryPermission, Gradebook
from preau.grading.policies import may_lock
from preau.grading.rules import REASON_LENGTH
from preau.kernel import clock, words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def reopen_entry(
    *, actor: Actor, school_id: int, gradebook_id: int, person_id: int | None, until_on: date, why: str
) -> EntryPermission:
    """Whoever writes in it (`person_id`: this one alone) writes again in its locked terms until the end of
    `until_on`. The same asked twice is given once.

    Errors: `NotAllowed` for who locks nothing in this school, or an unknown gradebook; `NotPossible`, with its
    field, for a day that is past or after the year, no reason, or somebody who does not write in it.
    """
    if not may_lock(actor, school_id):
        raise NotAllowed
    book = load_gradebook(gradebook_id, school_id=school_id)
    if book.is_closed or not book.is_evaluable:
        raise NotPossible(_("%(name)s\u202f: cette matière n’est pas évaluée.") % {"name": book.name})
    if person_id is not None and person_id not in book.writer_ids:
        raise NotPossible(_("Cette personne n’écrit pas dans ce carnet aujourd’hui."), field="person_id")
    said = " ".join(why.split())
    if not said:
        raise NotPossible(_("Dites pourquoi\u202f: la raison reste écrite avec la réouverture."), field="why")
    if len(said) > REASON_LENGTH:
        raise NotPossible(
            _("Une raison ne dépasse pas %(count)s caractères.") % {"count": REASON_LENGTH}, field="why"
        )
    last = SchoolYear.objects.get(pk=book.year_id).ends_on
    if not clock.today() <= until_on <= last:
        raise NotPossible(
            _("Choisissez un jour d’aujourd’hui au %(last)s.") % {"last": words.full_day(last)}, field="until_on"
        )
    # Two people who reopen the same at once follow each other.
    Gradebook.objects.select_for_update(no_key=True).get(pk=gradebook_id)
    until = clock.instant(until_on + timedelta(days=1), time.min)
    same = {"gradebook_id": gradebook_id, "person_id": person_id, "until": until, "withdrawn_at": None}
    known = EntryPermission.objects.filter(**same).first()
    if known is not None:
        return known
    made = EntryPermission.objects.create(
        school_id=school_id, why=said, given_at=clock.now(), given_by_id=actor.person_id, **same
    )
    record(EntryReopened(school_id, gradebook_id, made.pk), actor=actor)
    return made
