"""How an answer is put down, whoever typed it: its history, the proof, what it makes of the family's (0025)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.kernel import clock, words
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.events import WordAnswered
from preau.liaison.models import Reply, ReplyVersion, Word, WordPupil
from preau.liaison.outcome import NO, YES, is_final, outcome_of
from preau.liaison.rules import REPLY_LENGTH
from preau.liaison.signing import readers_of


@dataclass(frozen=True, slots=True)
class Held:
    """A word for a pupil, locked: two answers at the same instant follow each other."""

    word: Word
    of_pupil: WordPupil


def hold(pupil_id: int, word_id: int, *, school_id: int | None = None) -> Held:
    """Errors: `NotAllowed` when this pupil has no such word, or it is withdrawn."""
    found = WordPupil.objects.select_for_update(of=("self",)).select_related("word")
    found = found.filter(word_id=word_id, pupil_id=pupil_id, word__state=Word.State.SENT)
    if school_id is not None:
        found = found.filter(school_id=school_id)
    one = found.first()
    if one is None:
        raise NotAllowed
    return Held(one.word, one)


def digest_of(word: Word) -> str:
    """What a signature signs: the title and the text as they were read."""
    return hashlib.sha256(f"{word.version}\n{word.title}\n{word.html}".encode()).hexdigest()


def is_past(word: Word) -> bool:
    """True once its last day is over."""
    return word.due_on is not None and word.due_on < clock.today()


def checked(word: Word, value: str, text: str) -> tuple[str, str]:
    """The value and the words of an answer. Errors: `NotPossible`, naming the field."""
    text = text.strip()
    if len(text) > REPLY_LENGTH:
        raise NotPossible(
            _("Votre réponse est trop longue\u202f: %(most)d signes au plus.") % {"most": REPLY_LENGTH},
            field="texte",
        )
    if word.answer in (Word.Answer.ACKNOWLEDGE, Word.Answer.SIGN):
        return YES, ""
    if word.answer == Word.Answer.AGREE and value not in (YES, NO):
        raise NotPossible(_("Choisissez d’autoriser ou de refuser."), field="valeur")
    if word.answer == Word.Answer.CHOOSE and value not in word.options:
        raise NotPossible(_("Choisissez une des réponses."), field="valeur")
    if word.answer == Word.Answer.REPLY:
        if not text:
            raise NotPossible(_("Écrivez votre réponse."), field="texte")
        return "", text
    if word.answer not in (Word.Answer.AGREE, Word.Answer.CHOOSE):
        raise NotPossible(_("Ce mot n’attend pas cette réponse."))
    return value, text


def put_down(
    held: Held, *, actor: Actor, person_id: int, value: str, text: str, typed_by_id: int | None = None
) -> WordAnswered | None:
    """Keep this answer of this person, and what it makes of her family's. Returns the fact to record; None when
    she had answered just this.

    Errors: `NotPossible` for a refusal that changes after the deadline.
    """
    word, pupil_id = held.word, held.of_pupil.pupil_id
    reply = Reply.objects.select_for_update().filter(word=word, pupil_id=pupil_id, person_id=person_id).first()
    if reply is None:
        reply = Reply(school_id=word.school_id, word=word, pupil_id=pupil_id, person_id=person_id)
    is_changed = reply.answered_at is not None
    if is_changed and (reply.value, reply.text) == (value, text):
        return None
    if is_changed and typed_by_id is None and is_final(reply.value, is_past_deadline=is_past(word)):
        raise NotPossible(
            _("La date limite est passée\u202f: un refus ne change plus. Adressez-vous à l’établissement.")
        )
    if is_changed:
        _keep(reply)
    now = clock.now()
    reply.value, reply.text, reply.searched = value, text, words.folded(text)
    reply.answered_at, reply.seen_at, reply.is_late = now, reply.seen_at or now, is_past(word)
    reply.word_version, reply.digest, reply.version = word.version, digest_of(word), reply.version + 1
    is_own = person_id == actor.person_id and typed_by_id is None
    reply.profile = actor.profile.value if is_own else _hat(pupil_id, person_id)
    reply.account_id, reply.typed_by_id = (actor.account_id or None) if is_own else None, typed_by_id
    reply.save()
    settle(held)
    return WordAnswered(
        word.school_id, word.pk, pupil_id, person_id, held.of_pupil.outcome, is_changed, word.author_id
    )


def settle(held: Held) -> None:
    """Write again what the family answers, all in all."""
    word, of_pupil = held.word, held.of_pupil
    readers = readers_of(of_pupil.pupil_id)
    signers = frozenset(person_id for person_id, decides in readers.items() if decides)
    given = Reply.objects.filter(word=word, pupil_id=of_pupil.pupil_id, answered_at__isnull=False)
    answers = dict(given.values_list("person_id", "value"))
    of_pupil.outcome = outcome_of(answers, signers, needs_all=word.needs_all)
    of_pupil.changed_at = clock.now()
    of_pupil.save(update_fields=["outcome", "changed_at"])


def _keep(reply: Reply) -> None:
    assert reply.answered_at is not None
    ReplyVersion.objects.create(
        school_id=reply.school_id, reply=reply, number=reply.version, value=reply.value, text=reply.text,
        answered_at=reply.answered_at, digest=reply.digest, typed_by_id=reply.typed_by_id,
    )  # fmt: skip


def _hat(pupil_id: int, person_id: int) -> str:
    return Profile.PUPIL.value if pupil_id == person_id else Profile.GUARDIAN.value


def take_back(held: Held, *, person_ids: list[int]) -> None:
    """The answers of these persons stand no more (what they gave was refused, or taken back): asked again."""
    word, pupil_id = held.word, held.of_pupil.pupil_id
    given = Reply.objects.select_for_update().filter(word=word, pupil_id=pupil_id, person_id__in=person_ids)
    for reply in given.filter(answered_at__isnull=False):
        _keep(reply)
        reply.answered_at, reply.version = None, reply.version + 1
        reply.save(update_fields=["answered_at", "version"])
    settle(held)
