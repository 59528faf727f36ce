"""What is said of words and of answers, the same on every page."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from preau.kernel import clock, words
from preau.liaison.models import Word
from preau.liaison.outcome import NO, YES, Outcome
from preau.liaison.queries.follow import PersonPart


def verb_of(answer: str) -> str:
    """The button that leads there."""
    return {
        Word.Answer.READ.value: _("Lire"),
        Word.Answer.ACKNOWLEDGE.value: _("Confirmer"),
        Word.Answer.SIGN.value: _("Signer"),
        Word.Answer.DEPOSIT.value: _("Déposer"),
    }.get(str(answer), _("Répondre"))


def purpose_label(purpose: str) -> str:
    return {
        Word.Purpose.WORD.value: _("Mot"),
        Word.Purpose.PERMISSION.value: _("Autorisation"),
        Word.Purpose.DOCUMENT.value: _("Document demandé"),
    }[str(purpose)]


def answer_label(answer: str, *, needs_all: bool = False) -> str:
    """What is asked of families, for who wrote it."""
    asked = {
        Word.Answer.READ.value: _("À lire seulement"),
        Word.Answer.ACKNOWLEDGE.value: _("Lecture à confirmer"),
        Word.Answer.SIGN.value: _("À signer"),
        Word.Answer.AGREE.value: _("À autoriser ou refuser"),
        Word.Answer.CHOOSE.value: _("Une réponse à choisir"),
        Word.Answer.REPLY.value: _("Une réponse à écrire"),
        Word.Answer.DEPOSIT.value: _("Un document à déposer"),
    }[str(answer)]
    return _("%(asked)s, par tous les responsables légaux") % {"asked": asked} if needs_all else asked


def said_of(answer: str, value: str) -> str:
    """An answer in words, as whoever reads it."""
    if value == NO:
        return _("Refusé")
    if value == YES:
        return {
            Word.Answer.ACKNOWLEDGE.value: _("Lecture confirmée"),
            Word.Answer.SIGN.value: _("Signé"),
            Word.Answer.AGREE.value: _("Autorisé"),
            Word.Answer.DEPOSIT.value: _("Document donné"),
        }.get(str(answer), _("Répondu"))
    return value or _("Répondu")


def outcome_label(outcome: str) -> str:
    return {
        Outcome.WAITING.value: _("En attente"),
        Outcome.PARTIAL.value: _("Une signature manque"),
        Outcome.DONE.value: _("Répondu"),
        Outcome.REFUSED.value: _("Refusé"),
        Outcome.CONFLICT.value: _("Désaccord"),
    }[str(outcome)]


OUTCOME_TONE = {
    Outcome.WAITING.value: "neutral",
    Outcome.PARTIAL.value: "warning",
    Outcome.DONE.value: "ok",
    Outcome.REFUSED.value: "warning",
    Outcome.CONFLICT.value: "danger",
}


def due_said(due_on: date | None) -> str:
    """« avant vendredi soir », or that it is over; empty without a deadline."""
    if due_on is None:
        return ""
    if due_on < clock.today():
        return _("La date limite était le %(day)s.") % {"day": words.day(due_on)}
    return _("Réponse attendue le %(day)s au plus tard.") % {"day": words.day(due_on)}


def part_said(answer: str, part: PersonPart) -> str:
    """What one person did with a word: not seen, seen, answered."""
    if part.answered_at is not None:
        said = {
            "answer": said_of(answer, part.value), "day": words.day(part.answered_at),
            "hour": words.hour(part.answered_at),
        }  # fmt: skip
        return _("%(answer)s le %(day)s à %(hour)s") % said
    if part.seen_at is not None:
        return _("ouvert le %(day)s") % {"day": words.day(part.seen_at)}
    return _("pas encore ouvert") if part.has_account else _("pas encore ouvert, compte jamais utilisé")
