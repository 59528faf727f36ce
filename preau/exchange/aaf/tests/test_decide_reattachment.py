"""A human's word on who may be somebody known: the office of the school, once."""

from __future__ import annotations

import pytest

from preau.access.actors import actor_under, attachments_of
from preau.directory.models import PersonMerge
from preau.exchange.aaf.actions.decide_reattachment import decide_reattachment
from preau.exchange.aaf.models import Reattachment
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from tests.cast import NOW, Cast


@pytest.fixture
def pending(cast: Cast) -> Reattachment:
    """Noé, and Léa who looks like him."""
    return Reattachment.objects.create(
        person_id=cast.noe.pk, newcomer_id=cast.lea.pk, source="016", key="9", reason="…", proposed_at=NOW
    )


def acting(cast: Cast, name: str) -> Actor:
    person = cast.people[name]
    return actor_under(
        cast.profiles[name], attachments_of(person.pk), person_id=person.pk, first_name="", last_name=""
    )


def decide(cast: Cast, name: str, pending: Reattachment, *, is_accepted: bool, school: str = "college") -> None:
    school_id = cast.schools[school].pk
    with scope_opened_by_hand([school_id]):
        decide_reattachment(
            actor=acting(cast, name), school_id=school_id, reattachment_id=pending.pk, is_accepted=is_accepted
        )
    pending.refresh_from_db()


def test_refused_they_stay_two(cast: Cast, pending: Reattachment) -> None:
    decide(cast, "chef", pending, is_accepted=False)
    assert (pending.state, pending.decided_by_id) == (Reattachment.State.REFUSED, cast.chef.pk)
    with pytest.raises(NotPossible, match="déjà décidé"):
        decide(cast, "chef", pending, is_accepted=True)


def test_accepted_the_newcomer_is_merged_and_may_be_parted_again(cast: Cast, pending: Reattachment) -> None:
    decide(cast, "chef", pending, is_accepted=True)
    assert pending.state == Reattachment.State.ACCEPTED
    with scope_opened_by_hand([cast.schools["college"].pk]):
        merge = PersonMerge.objects.get()
    assert (merge.kept_id, merge.gone_id) == (cast.noe.pk, cast.lea.pk)


@pytest.mark.parametrize("name", ["durand", "cpe", "marc", "lea", "jumeau_chef", "agent"])
def test_nobody_else_decides(cast: Cast, pending: Reattachment, name: str) -> None:
    with pytest.raises(NotAllowed):
        decide(cast, name, pending, is_accepted=False)


def test_the_twin_school_does_not_decide_of_people_it_does_not_know(cast: Cast, pending: Reattachment) -> None:
    with pytest.raises(NotAllowed):
        decide(cast, "jumeau_chef", pending, is_accepted=False, school="twin")
