"""Two parents answer at the same instant: neither is lost, and what they make together is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from preau.foundation.tenancy.scope import school_scope
from preau.liaison.actions.answer_word import answer_word
from preau.liaison.models import Reply, WordPupil
from preau.liaison.tests.saying import outcome, reply_of
from tests.cast import Cast, everywhere
from tests.house.test_actions import acting
from tests.together import elsewhere, swept, while_open


@pytest.fixture(autouse=True)
def _swept(cast: Cast) -> Iterator[None]:
    def sweep() -> None:
        with everywhere(cast):
            Reply.objects.filter(word_id=cast.liaison["sortie"]).delete()
            WordPupil.objects.filter(word_id=cast.liaison["sortie"]).update(outcome="attendu", changed_at=None)

    with swept(cast):
        yield
        elsewhere(sweep)


def answering(cast: Cast, name: str, value: str) -> Callable[[], None]:
    def say() -> None:
        with transaction.atomic(), school_scope([cast.schools["college"].pk]):
            answer_word(
                actor=acting(cast, name), pupil_id=cast.lea.pk, word_id=cast.liaison["sortie"], value=value
            )

    return say


@pytest.mark.parametrize(("second", "together"), [("oui", "repondu"), ("non", "desaccord")])
def test_both_answers_are_kept_and_seen_together(cast: Cast, second: str, together: str) -> None:
    while_open(answering(cast, "marc", "oui"), answering(cast, "sofia", second))
    assert (reply_of(cast, "marc").value, reply_of(cast, "sofia").value) == ("oui", second)
    assert outcome(cast) == together


def test_one_parent_who_taps_twice_answers_once(cast: Cast) -> None:
    while_open(answering(cast, "marc", "oui"), answering(cast, "marc", "oui"))
    assert reply_of(cast, "marc").version == 1
