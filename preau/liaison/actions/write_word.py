"""Begin a word to families, or change one that was not sent (C99)."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.events import WordWritten
from preau.liaison.models import Word
from preau.liaison.policies import may_write
from preau.liaison.writing import WordWords, hold_word, written


@action
def write_word(
    *,
    actor: Actor,
    school_id: int,
    said: WordWords,
    word_id: int | None = None,
    key: uuid.UUID | None = None,
    seen: int = 0,
) -> int:
    """A draft, that nobody else reads. Sent twice with the same `key`, it is one. Returns its id.

    Errors: `NotAllowed` for who may not write there, or for classes that are not hers; `NotPossible` for words
    that cannot be kept, and once it is sent: it is corrected then.
    """
    if not may_write(actor, school_id):
        raise NotAllowed
    if word_id is None:
        return _begin(actor, school_id, said, key)
    word = hold_word(actor, school_id, word_id, seen=seen)
    if word.state != Word.State.DRAFT:
        raise NotPossible(_("Ce mot est déjà envoyé\u202f: corrigez-le plutôt."))
    fields = written(actor, school_id, said)
    if list(word.audience) != fields["audience"]:
        fields["only_ids"] = []
    for name, value in fields.items():
        setattr(word, name, value)
    word.version += 1
    word.save()
    record(WordWritten(school_id, word.pk, word.version), actor=actor)
    return word.pk


def _begin(actor: Actor, school_id: int, said: WordWords, key: uuid.UUID | None) -> int:
    known = Word.objects.filter(author_id=actor.person_id, key=key).first() if key else None
    if known is not None:
        return known.pk
    word = Word.objects.create(
        school_id=school_id, author_id=actor.person_id, author_profile=actor.profile.value, written_at=clock.now(),
        key=key, **written(actor, school_id, said),
    )  # fmt: skip
    record(WordWritten(school_id, word.pk, word.version), actor=actor)
    return word.pk
