"""Give the documents that a word asks for (C101)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.foundation.files.attached import SentFile, read_files
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.answering import hold, put_down
from preau.liaison.events import DocumentDeposited
from preau.liaison.models import Deposit, Word
from preau.liaison.outcome import YES
from preau.liaison.policies import may_answer
from preau.liaison.rules import MOST_DEPOSITS
from preau.liaison.signing import readers_of


@action
def deposit_documents(*, actor: Actor, pupil_id: int, word_id: int, files: Sequence[SentFile]) -> None:
    """The same file twice is kept once. They answer the word for the family; after the deadline, late.

    Errors: `NotAllowed` for who may not answer for this pupil, or a word that asks for no document; `NotPossible`
    without a file, for one that cannot be kept, and for too many.
    """
    held = hold(pupil_id, word_id)
    word = held.word
    is_adult = readers_of(pupil_id).get(pupil_id, False)
    if word.answer != Word.Answer.DEPOSIT or not actor.in_school(word.school_id):
        raise NotAllowed
    if not may_answer(actor, pupil_id, word.answer, is_adult=is_adult):
        raise NotAllowed
    if not files:
        raise NotPossible(_("Choisissez le document à envoyer."), field="fichiers")
    standing = Deposit.objects.filter(
        word=word, pupil_id=pupil_id, sent_by_id=actor.person_id,
        state__in=[Deposit.State.RECEIVED, Deposit.State.ACCEPTED],
    )  # fmt: skip
    known = set(standing.values_list("digest", flat=True))
    new = {one.digest: one for one in read_files(files) if one.digest not in known}
    if len(known) + len(new) > MOST_DEPOSITS:
        raise NotPossible(
            _("%(most)d documents au plus\u202f: reprenez-en un avant d’en envoyer un autre.")
            % {"most": MOST_DEPOSITS},
            field="fichiers",
        )
    made = [
        Deposit.objects.create(
            school_id=word.school_id, word=word, pupil_id=pupil_id, sent_by_id=actor.person_id,
            sent_at=clock.now(), name=one.name, kind=one.kind, size=one.size, digest=one.digest,
            content=one.content, verdict=one.verdict,
        ).pk
        for one in new.values()
    ]  # fmt: skip
    if made:
        put_down(held, actor=actor, person_id=actor.person_id, value=YES, text="")
        record(DocumentDeposited(word.school_id, word.pk, pupil_id, made, word.author_id), actor=actor)
