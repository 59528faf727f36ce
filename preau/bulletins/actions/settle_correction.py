"""Accept a proposed wording, or not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.appreciation import WordsKey, hold, write_held
from preau.bulletins.events_words import CorrectionSettled
from preau.bulletins.models import Correction
from preau.bulletins.policies import may_write_appreciations
from preau.foundation.ledger.record import record
from preau.grading.book import load_gradebook
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def settle_correction(*, actor: Actor, school_id: int, correction_id: int, is_accepted: bool) -> None:
    """Who writes in the subject decides; accepted, the wording becomes the appreciation and the former is kept.

    Errors: `NotAllowed` for who does not write in that subject, `NotPossible` for what is settled already, for a
    text that changed since the proposal, or a term that is closed.
    """
    correction = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("appreciation")
        .filter(pk=correction_id, school_id=school_id)
        .first()
    )
    if correction is None:
        raise NotAllowed
    about = correction.appreciation
    book = load_gradebook(about.gradebook_id, school_id=school_id)
    if not may_write_appreciations(actor, book):
        raise NotAllowed
    if correction.state != Correction.State.PROPOSED:
        raise NotPossible(_("Cette correction a déjà reçu sa réponse."))
    if is_accepted:
        key = WordsKey(about.pupil_id, about.term_id)
        held = hold(actor, book, [key])[key]
        if held.obstacle:
            raise NotPossible(held.obstacle)
        if held.version != correction.seen:
            raise NotPossible(
                _("L’appréciation a changé depuis cette proposition\u202f: reprenez-la à la main, ou refusez-la.")
            )
        write_held(actor, book, {key: correction.text}, keeps_all=True)
    correction.state = Correction.State.ACCEPTED if is_accepted else Correction.State.REFUSED
    correction.settled_at, correction.settled_by_id = clock.now(), actor.person_id
    correction.save()
    record(CorrectionSettled(school_id, book.gradebook_id, correction.pk, is_accepted), actor=actor)
