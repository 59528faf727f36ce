"""Two records that a school made one: deliveries that name both keys do not part them; a human may."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from preau.access.actors import actor_under, attachments_of
from preau.directory.actions.merge_persons import merge_persons
from preau.directory.actions.unmerge_persons import unmerge_persons
from preau.exchange.aaf.tests.college import (
    KEY,
    TEACHES,
    bring,
    college,
    import_folder,
    person_of,
    pupil,
    rows,
    staff,
)
from preau.exchange.aaf.tests.feed import Feed, person
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("owner")

#: The key that was there first, and the other one of the same person: a pupil, a guardian, a teacher.
PAIRS = [("1", "901"), ("11", "911"), ("21", "921")]

_TIES = """
SELECT 'enrolment', school_id, 0, ends_on FROM enrolment WHERE pupil_id = %(who)s
UNION ALL SELECT 'membership', group_id, 0, ends_on FROM membership WHERE pupil_id = %(who)s
UNION ALL SELECT 'guardianship', guardian_id, level, ends_on FROM guardianship WHERE pupil_id = %(who)s
UNION ALL SELECT 'ward', pupil_id, level, ends_on FROM guardianship WHERE guardian_id = %(who)s
UNION ALL SELECT function, school_id, 0, ends_on FROM post WHERE person_id = %(who)s
UNION ALL SELECT 'course', group_id, subject_id, ends_on FROM course WHERE teacher_id = %(who)s
ORDER BY 1, 2, 3, 4
"""


def twice() -> Feed:
    """The collège, and three people whom it delivers under two keys: nothing but a human brings them together."""
    feed = college()
    feed.pupils["901"] = pupil("MARTIN SEGALA", "Léa", "6B", ENTElevePersRelEleve="911$10$1$1$1$0")
    feed.relatives["911"] = person("SEGALA", "Sofia Maria")
    feed.staff["921"] = staff("DURAND-ROY", "Claire", TEACHES, ENTAuxEnsClassesMatieres=f"{KEY}$6B$061300")
    return feed


def head() -> tuple[Actor, int]:
    """The head of the collège, and its id."""
    pk = person_of("23")["id"]
    actor = actor_under(Profile.DIRECTION, attachments_of(pk), person_id=pk, first_name="", last_name="")
    return actor, actor.schools[0].id


def ids() -> dict[str, int]:
    return {key: person_of(key)["id"] for pair in PAIRS for key in pair}


def ties(person_id: int) -> list[tuple[object, ...]]:
    return rows(_TIES.replace("%(who)s", str(int(person_id))))


def merge_all(people: dict[str, int]) -> list[int]:
    actor, school_id = head()
    with scope_opened_by_hand([school_id]):
        return [
            merge_persons(actor=actor, school_id=school_id, kept_id=people[kept], gone_id=people[gone])
            for kept, gone in PAIRS
        ]


def part_all(merges: list[int]) -> None:
    actor, school_id = head()
    with scope_opened_by_hand([school_id]):
        for merge_id in reversed(merges):
            unmerge_persons(actor=actor, school_id=school_id, merge_id=merge_id)


def people_count() -> int:
    return int(rows("SELECT count(*) FROM person")[0][0])


def test_a_full_delivery_of_both_keys_changes_nothing_of_the_merge(tmp_path: Path) -> None:
    bring(twice(), tmp_path)
    people, count = ids(), people_count()
    merge_all(people)
    before = {key: ties(pk) for key, pk in people.items()}
    for night in ("20260902", "20260903"):
        with clock.at(NOW + timedelta(days=int(night[-1]))):
            bring(twice(), tmp_path, day=night)
        assert people_count() == count
        for kept, gone in PAIRS:
            assert person_of(kept)["id"] == person_of(gone)["id"] == people[kept]
            assert ties(people[gone]) == []
            assert ties(people[kept]) == before[kept]


def test_she_keeps_the_name_of_the_record_that_was_kept(tmp_path: Path) -> None:
    bring(twice(), tmp_path)
    merge_all(ids())
    feed = twice()
    feed.pupils = dict(reversed(feed.pupils.items()))
    bring(feed, tmp_path, day="20260902")
    assert person_of("901")["last_name"] == "MARTIN"


def test_a_delta_of_one_key_leaves_what_the_other_says(tmp_path: Path) -> None:
    bring(twice(), tmp_path)
    people, count = ids(), people_count()
    merge_all(people)
    before = {key: ties(pk) for key, pk in people.items()}
    after = twice()
    after.pupils["901"] |= {"mail": "lea@example.org"}
    after.staff["921"] |= {"mail": "claire@example.org"}
    import_folder(after.write_changes_since(twice(), tmp_path / "n" / "016-TOULOUSE"), apply=True)
    assert people_count() == count
    assert {key: ties(pk) for key, pk in people.items()} == before


def test_the_academie_is_told_and_not_that_she_shares_an_identifier(tmp_path: Path) -> None:
    bring(twice(), tmp_path)
    merge_all(ids())
    plan = bring(twice(), tmp_path, day="20260902")
    told = rows("SELECT reason, severity, owner FROM aaf_note WHERE is_open AND key = '901'")
    assert plan.anomaly_count == len(PAIRS)
    assert [("réunie" in reason, severity, owner) for reason, severity, owner in told] == [
        (True, "à savoir", "académie")
    ]


@pytest.mark.parametrize("days", [1, 29])
def test_parted_within_the_delay_both_are_again_as_their_source_says(tmp_path: Path, days: int) -> None:
    bring(twice(), tmp_path)
    people, count = ids(), people_count()
    before = {key: ties(pk) for key, pk in people.items()}
    merges = merge_all(people)
    with clock.at(NOW + timedelta(days=1)):
        bring(twice(), tmp_path, day="20260902")
    with clock.at(NOW + timedelta(days=days)):
        part_all(merges)
        assert ids() == people
        assert {key: ties(pk) for key, pk in people.items()} == before
        again = bring(twice(), tmp_path, day="20260903")
        assert again.anomaly_count == 0
    assert people_count() == count
    assert ids() == people
    assert {key: ties(pk) for key, pk in people.items()} == before
