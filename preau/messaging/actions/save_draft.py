"""Keep what is being written, file after file and word after word (capability C29)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.directory.models import Person
from preau.foundation.files.attached import MOST, SentFile, read_files
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.answering import answerable, own_copy
from preau.messaging.drafting import kept_lines, own_draft
from preau.messaging.letter import Letter
from preau.messaging.models import Attachment, Draft, Message
from preau.messaging.posting import copy_files, keep_files
from preau.messaging.rules import LONGEST_SUBJECT, MOST_ADDRESSED


class ChangedElsewhere(NotPossible):
    """Another window of hers saved this draft meanwhile."""


@action
def save_draft(
    *,
    actor: Actor,
    school_id: int,
    letter: Letter,
    key: uuid.UUID,
    draft_id: int | None = None,
    version: int | None = None,
    window: str = "",
    answers_id: int | None = None,
    forwards_id: int | None = None,
    files: Sequence[SentFile] = (),
) -> Draft:
    """The draft that has this `key` is made when there is none, changed otherwise. `version` is what the
    `window` had seen (None: take what this window says); a window is never in its own way. `forwards_id`: the
    message whose files a new draft takes. A private thing: the ledger keeps nothing of it.

    Errors: `ChangedElsewhere` when another window changed it; `NotPossible` for a file that cannot be joined;
    `NotAllowed` for a draft of somebody else, a school or an answered message that is not hers.
    """
    if not actor.in_school(school_id):
        raise NotAllowed
    read = read_files(files)
    # The first words of two windows at the same instant make one draft.
    Person.objects.select_for_update(no_key=True).filter(pk=actor.person_id).first()
    draft = own_draft(actor, school_id, draft_id) if draft_id else _with_key(actor, school_id, key)
    is_new = draft is None
    if draft is None:
        draft = _made(actor, school_id, key, answers_id)
    elif version is not None and draft.version != version and draft.window != window:
        raise ChangedElsewhere(
            _("Ce brouillon a été changé dans une autre fenêtre\u202f: choisissez le texte à garder.")
        )
    else:
        draft.version += 1
    draft.subject = letter.subject[:LONGEST_SUBJECT]
    draft.html, draft.answers = letter.html, letter.answers
    draft.is_urgent, draft.wants_answer = letter.is_urgent, letter.wants_answer
    draft.window = window
    draft.addressed, draft.changed_at = kept_lines(letter.lines[:MOST_ADDRESSED]), clock.now()
    draft.save()
    if is_new and forwards_id is not None:
        copy_files(own_copy(actor, forwards_id).message, draft)
    if read:
        keep_files(read, draft)
        if Attachment.objects.filter(draft=draft).count() > MOST:
            raise NotPossible(_("Joignez %(most)d fichiers au plus.") % {"most": MOST}, field="fichiers")
    return draft


def _with_key(actor: Actor, school_id: int, key: uuid.UUID) -> Draft | None:
    mine = Draft.objects.filter(person_id=actor.person_id, key=key)
    return mine.filter(school_id=school_id, profile=actor.profile.value).first()


def _made(actor: Actor, school_id: int, key: uuid.UUID, answers_id: int | None) -> Draft:
    answers_to: Message | None = None
    if answers_id:
        answers_to = answerable(actor, answers_id).message
        if answers_to.school_id != school_id:
            raise NotAllowed
    return Draft(
        school_id=school_id, person_id=actor.person_id, profile=actor.profile.value, key=key,
        answers_to=answers_to,
    )  # fmt: skip
