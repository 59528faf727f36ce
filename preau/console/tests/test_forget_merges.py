"""What would part merged records is erased once they can be parted no more; the merge itself is remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from preau.access.models import Session
from preau.console.tests.merging import Merging, acting
from preau.directory.actions.forget_merges import forget_merges
from preau.directory.jobs import forget_merges_each_night
from preau.directory.models import MergedRows, PersonMerge
from preau.directory.rules import UNMERGE_WITHIN
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, Cast, everywhere


def settled() -> list[list[int]]:
    facts = LedgerEvent.objects.filter(name="directory.MergesSettled").order_by("id")
    return [fact.payload["merge_ids"] for fact in facts]


def test_the_rows_kept_aside_stay_thirty_days_and_no_longer(cast: Cast, merging: Merging) -> None:
    with everywhere(cast):
        Session.objects.filter(account__person=cast.lea).delete()
        merge = merging.merge(cast.noe, cast.lea)
    for moment, is_kept in (
        (NOW + UNMERGE_WITHIN - timedelta(seconds=1), True),
        (NOW + UNMERGE_WITHIN, False),
        (NOW + UNMERGE_WITHIN + timedelta(days=1), False),
    ):
        with clock.at(moment):
            forget_merges_each_night()
        with everywhere(cast):
            assert MergedRows.objects.filter(merge_id=merge).exists() is is_kept
            assert PersonMerge.objects.filter(pk=merge).exists()
    assert settled() == [[merge]]


def test_what_was_parted_is_not_kept(cast: Cast, merging: Merging) -> None:
    with everywhere(cast):
        merge = merging.merge(cast.noe, cast.lea)
        merging.part(merge)
    forget_merges_each_night()
    with everywhere(cast):
        assert not MergedRows.objects.exists()
    assert settled() == [[merge]]


def test_another_merge_keeps_its_own(cast: Cast, merging: Merging) -> None:
    with everywhere(cast):
        merging.merge(cast.noe, cast.lea)
        with clock.at(NOW + timedelta(days=20)):
            recent = merging.merge(cast.durand, cast.double)
    with clock.at(NOW + UNMERGE_WITHIN):
        forget_merges_each_night()
    with everywhere(cast):
        assert {*MergedRows.objects.values_list("merge_id", flat=True)} == {recent}


@pytest.mark.parametrize("name", ["chef", "secretaire", "agent"])
def test_nobody_asks_for_it(cast: Cast, name: str) -> None:
    with everywhere(cast), pytest.raises(NotAllowed):
        forget_merges(actor=acting(cast, name), school_id=cast.schools["college"].pk)
