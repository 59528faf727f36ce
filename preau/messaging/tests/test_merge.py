"""Two records become one person, and two again: the box follows."""

from __future__ import annotations

import pytest

from preau.directory.events import PersonsMerged, PersonsParted
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.record import record
from preau.kernel.actor import SYSTEM
from preau.messaging.jobs import follow_merge_of
from preau.messaging.models import Copy
from preau.messaging.tests.writing import Look, Visit, send
from tests.cast import Cast


def test_the_one_that_stays_reads_both_until_they_part(
    cast: Cast, visit: Visit, seen_everywhere: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = send(visit("durand"), cast, seen_everywhere, "marc", "sofia")
    hers = send(visit("durand"), cast, seen_everywhere, "sofia", subject="À Sofia")
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(follow_merge_of, "later", lambda **words: asked.append(words))
    ids = {"school_id": both.school_id, "merge_id": 1, "kept_id": cast.marc.pk, "gone_id": cast.sofia.pk}
    for event, is_undone in ((PersonsMerged(**ids), False), (PersonsParted(**ids), True)):
        record(event, actor=SYSTEM)
        deliver_all()
        assert asked.pop() == {"kept_id": cast.marc.pk, "gone_id": cast.sofia.pk, "is_undone": is_undone}
        for _again in range(2):
            follow_merge_of(kept_id=cast.marc.pk, gone_id=cast.sofia.pk, is_undone=is_undone)
        with seen_everywhere():
            of_marc = Copy.objects.filter(person_id=cast.marc.pk, message__in=[both, hers])
            assert of_marc.count() == (0 if is_undone else 2)
            assert Copy.objects.filter(person_id=cast.sofia.pk, message__in=[both, hers]).count() == 2
