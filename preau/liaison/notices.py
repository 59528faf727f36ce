"""What people are told of the book, each for what concerns her alone: a disagreement, an answer that changed, a
reminder, a correction, a document refused.

A word itself is told to nobody one by one: it is in « À faire », in the book and in the digest of each
(`digests.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.models import Person, Post, School
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell, withdraw_told
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.liaison.events import DepositDecided, FamiliesReminded, WordAnswered, WordCorrected, WordWithdrawn
from preau.liaison.models import Deposit, Word, WordPupil
from preau.liaison.outcome import Outcome
from preau.liaison.signing import readers

ANSWER, CONFLICT, REMINDER = "liaison:answer", "liaison:conflict", "liaison:reminder"
CORRECTED, DEPOSIT = "liaison:corrected", "liaison:deposit"

_FAMILIES = f"""
SELECT x.pupil_id, array_agg(x.person_id)
  FROM ({readers("SELECT pupil_id FROM liaison_word_pupil WHERE word_id = %(word)s")}) x
 WHERE x.person_id <> x.pupil_id OR x.decides
 GROUP BY x.pupil_id
"""  # noqa: S608 - our own constants


@on(WordAnswered)
def tell_head_of_conflict(event: WordAnswered, recorded: Recorded) -> None:
    """Parents who do not say the same: the direction decides what comes of it (rule B8). Settled, it is told no
    more.
    """
    path = _followed(event.school_id, event.word_id)
    of_pupil = WordPupil.objects.filter(word_id=event.word_id, pupil_id=event.pupil_id).first()
    if of_pupil is None:
        return
    if event.outcome != Outcome.CONFLICT:
        withdraw_told(about_pupil_id=event.pupil_id, path=f"{path}?montrer=desaccord", because=recorded)
    if event.outcome != Outcome.CONFLICT or of_pupil.outcome != Outcome.CONFLICT:
        return
    today = clock.today()
    heads = Post.objects.filter(
        school_id=event.school_id, profile=Profile.DIRECTION.value, begins_on__lte=today
    ).exclude(ends_on__lte=today)
    told = Told(
        kind=CONFLICT, profile=Profile.DIRECTION, title=_("Deux responsables ne sont pas d’accord"),
        detail=_("%(child)s\u202f: %(title)s") % {"child": _name(event.pupil_id), "title": of_pupil.word.title},
        path=f"{path}?montrer=desaccord", about_pupil_id=event.pupil_id,
    )  # fmt: skip
    tell(told, recipients=heads.values_list("person_id", flat=True), because=recorded)


@on(WordAnswered)
def tell_author_of_change(event: WordAnswered, recorded: Recorded) -> None:
    """An answer given is changed: its author may already have counted on it (C99)."""
    if not event.is_changed or recorded.actor_id == event.author_id:
        return
    word = Word.objects.filter(pk=event.word_id, state=Word.State.SENT).first()
    if word is None:
        return
    told = Told(
        kind=ANSWER, profile=None, title=_("Une réponse a changé"),
        detail=_("%(child)s\u202f: %(title)s") % {"child": _name(event.pupil_id), "title": word.title},
        path=_followed(event.school_id, event.word_id), about_pupil_id=event.pupil_id,
    )  # fmt: skip
    tell(told, recipients=[event.author_id], because=recorded)


@on(FamiliesReminded)
def remind(event: FamiliesReminded, recorded: Recorded) -> None:
    """Those who did not answer, each once for each child, and nobody else."""
    word = Word.objects.filter(pk=event.word_id, state=Word.State.SENT).first()
    if word is None:
        return
    by_pupil: dict[int, list[int]] = {}
    for person_id, pupil_id in event.pairs:
        by_pupil.setdefault(pupil_id, []).append(person_id)
    _tell_families(word, REMINDER, _("Rappel\u202f: une réponse est attendue"), by_pupil, recorded)


@on(WordCorrected)
def tell_correction(event: WordCorrected, recorded: Recorded) -> None:
    """When its author wants it told."""
    word = Word.objects.filter(pk=event.word_id, state=Word.State.SENT).first()
    if word is None or not event.is_told:
        return
    with connection.cursor() as cursor:
        rows = cursor.execute(_FAMILIES, {"word": word.pk, "day": clock.today()}).fetchall()
    _tell_families(word, CORRECTED, _("Un mot a été corrigé"), dict(rows), recorded)


@on(WordWithdrawn)
def take_back_what_was_told(event: WordWithdrawn, recorded: Recorded) -> None:
    """A word withdrawn is told no more."""
    for pupil_id in WordPupil.objects.filter(word_id=event.word_id).values_list("pupil_id", flat=True):
        withdraw_told(about_pupil_id=pupil_id, path=path_of(pupil_id, event.word_id), because=recorded)


@on(DepositDecided)
def tell_refusal(event: DepositDecided, recorded: Recorded) -> None:
    """Who gave a document knows that it is refused, and why; an accepted one goes without saying."""
    deposit = Deposit.objects.select_related("word").filter(pk=event.deposit_id).first()
    if deposit is None or event.is_accepted or deposit.state != Deposit.State.REFUSED:
        return
    told = Told(
        kind=DEPOSIT, profile=None, title=_("Un document est à renvoyer"),
        detail=_("%(child)s\u202f: %(title)s. %(reason)s")
        % {"child": _name(event.pupil_id), "title": deposit.word.title, "reason": deposit.reason},
        path=path_of(event.pupil_id, event.word_id), about_pupil_id=event.pupil_id,
    )  # fmt: skip
    tell(told, recipients=[deposit.sent_by_id], because=recorded)


def path_of(pupil_id: int, word_id: int) -> str:
    """Where a family reads a word."""
    return url("liaison:word", pupil_id=pupil_id, word_id=word_id)


def _tell_families(
    word: Word,
    kind: str,
    title: str,
    by_pupil: dict[int, Iterable[int]] | dict[int, list[int]],
    recorded: Recorded,
) -> None:
    names = dict(Person.objects.filter(pk__in=by_pupil).values_list("pk", "first_name"))
    for pupil_id, people in by_pupil.items():
        said = {"child": names.get(pupil_id, ""), "title": word.title}
        told = Told(
            kind=kind, profile=None, title=title, detail=_("%(child)s\u202f: %(title)s") % said,
            path=path_of(pupil_id, word.pk), about_pupil_id=pupil_id,
        )  # fmt: skip
        tell(told, recipients=people, because=recorded)


def _name(pupil_id: int) -> str:
    return Person.objects.values_list("first_name", flat=True).get(pk=pupil_id)


def _followed(school_id: int, word_id: int) -> str:
    uai = School.objects.values_list("uai", flat=True).get(pk=school_id)
    return url("liaison:follow", uai=uai, word_id=word_id)
