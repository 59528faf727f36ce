"""Whatever two records had, merged then parted they have it again: every row as it was (capability C5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.access.models import Account
from preau.console.tests.merging import Merging, naming, snapshot, tie
from preau.directory.models import (
    Course,
    Enrolment,
    FormTeacher,
    ImageRight,
    Membership,
    Person,
    PersonKey,
    PersonMerge,
    Post,
    Pupil,
)
from preau.foundation.notices.models import Notice
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.actor import Profile
from tests.cast import NOW, TODAY, YEAR_START, Cast, person

FACTS = ("post", "form", "course", "member", "enrolled", "ward", "guarded", "key", "photo", "account", "notice")
graphs = st.lists(
    st.tuples(
        st.sampled_from(FACTS), st.sampled_from([0, 1]), st.sampled_from([0, 1]), st.booleans(), st.booleans()
    ),
    max_size=10,
)


def write(cast: Cast, fact: str, whose: Person, what: int, is_open: bool, flag: bool, number: int) -> None:
    """One row of one kind about this record; the second of the same kind is another row where a table allows."""
    school, group = cast.schools["college"], cast.groups[("4B", "5A")[what]]
    dates = {"begins_on": YEAR_START, "ends_on": None if is_open else YEAR_START + timedelta(days=number)}
    other = (cast.noe, cast.lea)[what]
    if fact == "post":
        Post.objects.create(school=school, person=whose, function=f"F{what}", profile="personnel", **dates)
    elif fact == "form":
        FormTeacher.objects.create(school=school, group=group, person=whose, **dates)
    elif fact == "course":
        Course.objects.create(
            school=school, group=group, subject=cast.subjects["Français"], teacher=whose, **dates
        )
    elif fact == "member":
        Membership.objects.create(school=school, group=group, pupil_id=whose.pk, **dates)
    elif fact == "enrolled":
        Enrolment.objects.create(school=school, pupil_id=whose.pk, **dates)
    elif fact in {"ward", "guarded"}:
        pupil, guardian = (whose, cast.sofia) if fact == "ward" else (other, whose)
        rights = dict.fromkeys(("is_informed", "may_consult", "may_decide"), not flag)
        tie(cast, pupil, guardian, no_contact=flag, is_set_by_hand=flag, **rights, **dates)
    elif fact == "key":
        PersonKey.objects.create(person=whose, source="016", kind="aaf", key=str(number))
    elif fact == "photo":
        ImageRight.objects.create(school=school, pupil_id=whose.pk, is_granted=flag, answered_on=TODAY)
    elif fact == "account":
        Account.objects.create(person=whose, login=f"compte-{number}")
    else:
        Notice.objects.create(recipient_id=whose.pk, event_id=what, at=NOW, kind="x", title="x")


def graph(cast: Cast, facts: list[tuple[str, int, int, bool, bool]]) -> tuple[Person, Person]:
    """Two records with these facts about them; what a table refuses for one record alone is left out."""
    first, second = (person(cast, f"fiche{n}", "Camille", "Roux", Profile.PUPIL) for n in (0, 1))
    both = (first, second)
    for someone in both:
        Pupil.objects.create(person=someone)
        tie(cast, cast.noe, someone)
    written = set()
    for number, (fact, who, what, is_open, flag) in enumerate(facts):
        alone = (fact, who) if fact in {"photo", "account", "ward", "enrolled"} else (fact, who, what)
        once = fact in {"photo", "account", "notice"} or (fact == "guarded" and what == 0)
        if (is_open or once) and alone in written:
            continue
        if fact == "guarded" and what == 0 and is_open:
            continue
        written.add(alone)
        write(cast, fact, both[who], what, is_open, flag, number)
    return both


@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(graphs)
def test_merged_then_parted_is_as_before(cast: Cast, merging: Merging, facts: list[Any]) -> None:
    with transaction.atomic():
        with school_scope([school.pk for school in cast.schools.values()]):
            kept, gone = graph(cast, facts)
            before = snapshot()
            merge = merging.merge(kept, gone)
            assert naming(gone.pk) <= {"account"}
            merging.part(merge)
            assert snapshot() == before
            assert PersonMerge.objects.get(pk=merge).undone_at == NOW
        transaction.set_rollback(True)
