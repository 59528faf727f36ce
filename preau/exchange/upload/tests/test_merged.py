"""Two records that the school made one: a file of SIECLE that names both does not bring the second one back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from preau.access.actors import actor_under, attachments_of
from preau.directory.actions.merge_persons import merge_persons
from preau.directory.actions.unmerge_persons import unmerge_persons
from preau.directory.models import Enrolment, Person, PersonKey, School
from preau.exchange.siecle.tests.feed import pupil, pupils_file, structures
from preau.exchange.upload.people.plan import Plan
from preau.exchange.upload.people.told import Told
from preau.exchange.upload.tests.school_file import LEA, siecle
from preau.kernel.actor import Profile
from tests.cast import Cast

Import = Callable[..., Plan]

#: Léa again, under a number and an INE of another one: by her other name, or her birthday mistyped.
AGAIN = [{"NOM_DE_FAMILLE": "DELMAS"}, {"DATE_NAISS": "04/05/2012"}]


def both(folder: Path, again: dict[str, str]) -> Told:
    people = pupil("1", "010000000AA", **LEA) + pupil("3", "030000000CC", **{**LEA, **again})
    return siecle(folder, pupils_file(people, structures("1", "4e B") + structures("3", "4e B")))


@pytest.mark.parametrize("again", AGAIN)
def test_the_merge_holds_and_may_be_undone(
    bring: Import, cast: Cast, college: School, tmp_path: Path, again: dict[str, str]
) -> None:
    bring(both(tmp_path, again))
    twin = PersonKey.objects.get(kind="ine", key="030000000CC").person_id
    assert twin != cast.lea.pk
    chef = actor_under(
        Profile.DIRECTION, attachments_of(cast.chef.pk), person_id=cast.chef.pk, first_name="", last_name=""
    )
    merge = merge_persons(actor=chef, school_id=college.pk, kept_id=cast.lea.pk, gone_id=twin)
    persons = Person.objects.count()
    for _upload in range(2):
        bring(both(tmp_path, again))
        assert Person.objects.count() == persons
        assert PersonKey.objects.get(kind="ine", key="030000000CC").person_id == cast.lea.pk
        assert not Enrolment.objects.filter(pupil_id=twin).exists()
        assert Enrolment.objects.filter(pupil_id=cast.lea.pk, ends_on=None).count() == 1
    unmerge_persons(actor=chef, school_id=college.pk, merge_id=merge)
    bring(both(tmp_path, again))
    assert Person.objects.count() == persons
    for person_id in (cast.lea.pk, twin):
        assert Enrolment.objects.filter(pupil_id=person_id, ends_on=None).count() == 1
