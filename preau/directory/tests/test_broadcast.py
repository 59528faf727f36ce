"""Broadcast lists: whom one writes to together; each has its own rule of who sees it and writes to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from preau.directory.models import AdultOpposition, BroadcastList, Guardianship, Membership
from preau.directory.people.broadcast import recipients_of
from preau.directory.policies import may_write_to, visible_lists
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed
from tests.cast import TODAY, YEAR_START, Cast
from tests.house.test_actions import acting

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]


@pytest.fixture
def sent(cast: Cast) -> dict[str, object]:
    """What a form says: the guardians of 4e B, seen by guardians, written to by teachers."""
    return {
        "label": "Parents de 4e B", "people": [f"responsables-{cast.groups['4B'].pk}"],
        "seen_by": ["responsable"], "written_by": ["enseignant"],
    }  # fmt: skip


@pytest.fixture
def made(visit: Visit, at_college: Address, sent: dict[str, object], seen_everywhere: Look) -> BroadcastList:
    """The list that the CPE made."""
    assert visit("cpe").post(at_college("add-list"), sent).status_code == 302
    with seen_everywhere():
        return BroadcastList.objects.get()


def people(cast: Cast, made: BroadcastList, seen: Look, on: date = TODAY) -> set[str]:
    names = {person.pk: name for name, person in cast.people.items()}
    with seen():
        return {names[pk] for pk in recipients_of(acting(cast, "cpe"), made.school_id, made.pk, on)}


def test_a_list_follows_its_groups_day_after_day(cast: Cast, made: BroadcastList, seen_everywhere: Look) -> None:
    assert people(cast, made, seen_everywhere) == {"marc", "sofia", "double"}
    with seen_everywhere():
        Membership.objects.filter(group=cast.groups["4B"], pupil_id=cast.noe.pk).update(ends_on=TODAY)
    assert people(cast, made, seen_everywhere) == {"marc", "sofia"}
    assert people(cast, made, seen_everywhere, YEAR_START) == {"marc", "sofia", "double"}


def test_who_is_not_informed_is_not_written_to(cast: Cast, made: BroadcastList, seen_everywhere: Look) -> None:
    Guardianship.objects.filter(guardian=cast.sofia).update(
        is_informed=False, may_consult=False, may_decide=False, no_contact=True
    )
    assert people(cast, made, seen_everywhere) == {"marc", "double"}
    AdultOpposition.objects.create(pupil_id=cast.lea.pk, office=cast.schools["college"], begins_on=TODAY)
    assert people(cast, made, seen_everywhere) == {"double"}


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("eleves", {"lea", "noe"}),
        ("responsables", {"marc", "sofia", "double"}),
        ("enseignants", {"durand", "petit", "double"}),
        ("personnels", {"durand", "petit", "double", "cpe", "chef", "secretaire"}),
    ],
)
def test_a_list_may_hold_all_those_of_the_school(
    whole: str, expected: set[str], cast: Cast, visit: Visit, at_college: Address, sent: dict[str, object],
    seen_everywhere: Look,
) -> None:  # fmt: skip
    visit("chef").post(at_college("add-list"), sent | {"people": [], "whole": [whole]})
    with seen_everywhere():
        made = BroadcastList.objects.get()
    assert people(cast, made, seen_everywhere) == expected


def test_the_teachers_of_a_class(
    cast: Cast, visit: Visit, at_college: Address, sent: dict[str, object], seen_everywhere: Look
) -> None:
    visit("chef").post(at_college("add-list"), sent | {"people": [f"enseignants-{cast.groups['4B'].pk}"]})
    with seen_everywhere():
        made = BroadcastList.objects.get()
    assert people(cast, made, seen_everywhere) == {"durand"}


@pytest.mark.parametrize(
    ("name", "sees", "writes"),
    [
        ("durand", True, True),
        ("marc", True, False),
        ("cpe", True, False),
        ("lea", False, False),
        ("jumeau_prof", False, False),
        ("jumeau_parent", False, False),
    ],
)
def test_its_own_rule_says_who_sees_it_and_who_writes_to_it(
    name: str, sees: bool, writes: bool, cast: Cast, made: BroadcastList, visit: Visit, at_college: Address,
    seen_everywhere: Look,
) -> None:  # fmt: skip
    actor = acting(cast, name)
    with seen_everywhere():
        assert visible_lists(actor).exists() is sees
        assert may_write_to(actor, made) is writes
        if not sees:
            with pytest.raises(NotAllowed):
                recipients_of(actor, made.school_id, made.pk)
    if name.startswith("jumeau"):
        assert visit(name).get(at_college("lists")).status_code == 404
    else:
        html = visit(name).get(at_college("lists")).content.decode()
        assert ("Responsables de 4e B. Vue par\u202f: enseignants, responsables." in html) is sees
        assert ("Vous pouvez lui écrire" in html) is writes


def test_a_list_is_changed_kept_and_archived(
    cast: Cast, made: BroadcastList, visit: Visit, at_college: Address, sent: dict[str, object],
    facts: Callable[[], list[str]], seen_everywhere: Look,
) -> None:  # fmt: skip
    door, chef = at_college("change-list", list_id=made.pk), visit("chef")
    assert made.ends_on == date(2027, 7, 3)
    assert "3 personnes aujourd’hui." in chef.get(door).content.decode()
    assert chef.post(door, sent | {"label": "Familles", "is_kept": "on"}).status_code == 302
    with seen_everywhere():
        kept = BroadcastList.objects.get()
        assert (kept.label, kept.ends_on) == ("Familles", None)
    assert chef.post(door, {"geste": "archiver"}).status_code == 302
    assert chef.get(door).status_code == 404
    assert "Familles" not in visit("durand").get(at_college("lists")).content.decode()
    assert facts() == [
        "directory.BroadcastListWritten", "directory.BroadcastListWritten", "directory.BroadcastListArchived",
    ]  # fmt: skip


def test_a_list_that_is_not_kept_ends_with_the_year(
    cast: Cast, made: BroadcastList, seen_everywhere: Look
) -> None:
    actor = acting(cast, "durand")
    with seen_everywhere():
        BroadcastList.objects.update(ends_on=TODAY)
        assert not visible_lists(actor).exists()
        assert clock.today() == TODAY


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"label": " "}, "Donnez un nom à la liste."),
        ({"label": "PARENTS de 4e b"}, "Une autre liste porte déjà ce nom."),
        ({"people": []}, "Choisissez au moins un public."),
        ({"seen_by": [], "written_by": []}, "Dites qui peut voir cette liste."),
    ],
)
def test_what_is_missing_is_told(
    wrong: dict[str, object], said: str, made: BroadcastList, visit: Visit, at_college: Address,
    sent: dict[str, object], seen_everywhere: Look,
) -> None:  # fmt: skip
    response = visit("chef").post(at_college("add-list"), sent | {"label": "Autre"} | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    with seen_everywhere():
        assert BroadcastList.objects.count() == 1


@pytest.mark.parametrize("name", ["durand", "marc", "lea", "agent", "jumeau_chef"])
def test_nobody_else_makes_or_changes_a_list(
    name: str, made: BroadcastList, visit: Visit, at_college: Address, sent: dict[str, object],
    facts: Callable[[], list[str]],
) -> None:  # fmt: skip
    assert visit(name).post(at_college("add-list"), sent | {"label": "Autre"}).status_code == 404
    assert visit(name).post(at_college("change-list", list_id=made.pk), sent).status_code == 404
    assert facts() == ["directory.BroadcastListWritten"]


def test_a_group_of_another_school_is_refused(
    cast: Cast, visit: Visit, at_college: Address, sent: dict[str, object], facts: Callable[[], list[str]]
) -> None:
    foreign = sent | {"people": [f"eleves-{cast.groups['4J'].pk}"]}
    assert visit("chef").post(at_college("add-list"), foreign).status_code == 422
    assert facts() == []
