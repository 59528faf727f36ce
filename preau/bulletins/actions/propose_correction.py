"""Propose another wording of an appreciation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.actions.write_appreciations import tidy, too_long
from preau.bulletins.appreciation import appreciation_length
from preau.bulletins.class_term import closed_words, load_class_term
from preau.bulletins.events_words import CorrectionProposed
from preau.bulletins.models import Appreciation, Correction
from preau.bulletins.policies import may_propose_corrections
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def propose_correction(*, actor: Actor, school_id: int, appreciation_id: int, seen: int, text: str) -> None:
    """The form teacher proposes; the author decides (rule B1): what families read stays hers. A former proposal of
    the same person that waits is replaced; the same twice is proposed once.

    Errors: `NotAllowed` for who is not the form teacher of that class, `NotPossible` for a text that changed
    meanwhile, that says the same, is empty or too long, or a term that is closed.
    """
    appreciation = Appreciation.objects.filter(pk=appreciation_id, school_id=school_id).select_for_update().first()
    if appreciation is None:
        raise NotAllowed
    term = load_class_term(appreciation.term_id, school_id=school_id)
    if not may_propose_corrections(actor, school_id, term.form_teacher_ids):
        raise NotAllowed
    if term.is_closed:
        raise NotPossible(closed_words())
    text = tidy(text)
    if appreciation.version != seen:
        raise NotPossible(
            _("Cette appréciation a changé entre-temps\u202f: relisez-la avant de proposer."), field="text"
        )
    if not text or text == appreciation.text:
        raise NotPossible(
            _("Votre proposition ne change rien\u202f: corrigez le texte, puis proposez."), field="text"
        )
    most = appreciation_length(school_id)
    if len(text) > most:
        raise NotPossible(too_long(len(text), most), field="text")
    same = {"appreciation": appreciation, "proposed_by_id": actor.person_id, "seen": seen, "text": text}
    if Correction.objects.filter(**same, state=Correction.State.PROPOSED).exists():
        return
    correction, _made = Correction.objects.update_or_create(
        school_id=school_id, appreciation=appreciation, proposed_by_id=actor.person_id,
        state=Correction.State.PROPOSED, defaults={"seen": seen, "text": text, "proposed_at": clock.now()},
    )  # fmt: skip
    record(CorrectionProposed(school_id, appreciation.gradebook_id, correction.pk), actor=actor)
