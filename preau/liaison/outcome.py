"""What a family answered, all in all (rule B8, ADR 0025). Pure."""

from __future__ import annotations

from collections.abc import Mapping

from preau.liaison.models.word import WordPupil

Outcome = WordPupil.Outcome

#: Signed, agreed, confirmed, given; refused. Otherwise a value is the option chosen, empty for a free reply.
YES, NO = "oui", "non"


def outcome_of(answers: Mapping[int, str], signers: frozenset[int], *, needs_all: bool) -> Outcome:
    """`answers`: the value that each person gave; `signers`: who may sign for the pupil today.

    Two values that differ are a disagreement, whatever was asked: it goes to the head. One refusal refuses. With
    `needs_all`, each of the signers must have answered; otherwise one answer is enough, the agreement of the other
    is presumed.
    """
    if not answers:
        return Outcome.WAITING
    values = set(answers.values())
    if len(values) > 1:
        return Outcome.CONFLICT
    if NO in values:
        return Outcome.REFUSED
    if needs_all and not signers <= answers.keys():
        return Outcome.PARTIAL
    return Outcome.DONE


def is_final(value: str, *, is_past_deadline: bool) -> bool:
    """After the deadline a refusal changes no more: the trip was booked without the pupil (C100)."""
    return is_past_deadline and value == NO
