"""Who may write to whom: the defaults, what a school changes, classes, delegates, caps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from preau.directory.models import AdultOpposition, BroadcastList, ClassDelegate, Guardianship, Membership
from preau.directory.people.audience import Audience, Who
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.models import GroupRule, MessagingSettings, WritingRule
from preau.messaging.rights.checking import Checked, check_address
from preau.messaging.rights.explaining import explained
from preau.messaging.rights.finding import groups_open, people_found
from preau.messaging.rights.ties import ties_of
from tests.cast import TODAY, YEAR_START, Cast
from tests.house.test_actions import acting

Look = Callable[[], AbstractContextManager[None]]


def found(cast: Cast, seen: Look, name: str, typed: str) -> set[str]:
    """Whom somebody of the cast finds at the collège, as « marc:responsable »."""
    names = {person.pk: name for name, person in cast.people.items()}
    with seen():
        tokens = [
            one.token[1:] for one in people_found(ties_of(acting(cast, name), cast.schools["college"].pk), typed)
        ]
    return {f"{names[int(token.split(':')[0])]}:{token.split(':')[1]}" for token in tokens}


def check(cast: Cast, seen: Look, name: str, *audiences: Audience, answers: tuple[int, ...] = ()) -> Checked:
    with seen():
        return check_address(acting(cast, name), cast.schools["college"].pk, audiences, answers=answers)


def to(cast: Cast, name: str, profile: str = "") -> Audience:
    return Audience(Who.PERSON, person_id=cast.people[name].pk, profile=profile)


def rule(cast: Cast, one: str, other: str, width: str) -> None:
    WritingRule.objects.create(school=cast.schools["college"], from_profile=one, to_profile=other, width=width)


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("durand", "martin", {"lea:eleve", "marc:responsable"}),
        ("durand", "sega", {"lea:eleve", "sofia:responsable"}),
        ("petit", "martin", set()),
        ("petit", "dur", {"durand:enseignant"}),
        ("marc", "dur", {"durand:enseignant"}),
        ("marc", "petit", set()),
        ("marc", "sega", {"lea:eleve"}),
        ("marc", "boeuf", set()),
        ("marc", "lac", {"chef:direction"}),
        ("lea", "bœuf", {"noe:eleve"}),
        ("lea", "mart", {"marc:responsable"}),
        ("lea", "lacaze", set()),
        ("lea", "costa", {"cpe:vie_scolaire"}),
        ("chef", "mart", {"lea:eleve", "marc:responsable"}),
        ("chef", "vidal", set()),
        ("chef", "%", set()),
        ("chef", "", set()),
    ],
)
def test_people_find_those_the_rules_open(
    cast: Cast, seen_everywhere: Look, name: str, typed: str, expected: set[str]
) -> None:
    assert found(cast, seen_everywhere, name, typed) == expected


def test_a_recipient_is_told_from_another_of_her_name(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        lea, marc = people_found(ties_of(acting(cast, "chef"), cast.schools["college"].pk), "martin")[::-1]
    assert (lea.name, lea.detail) == ("Léa Martin-Ségala", "4e B")
    assert (marc.name, marc.detail) == ("Marc Martin", "parent de Léa – 4e B")


def test_what_the_school_chose_wins_over_the_defaults(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        rule(cast, "eleve", "eleve", "aucun")
        rule(cast, "eleve", "direction", "etablissement")
    assert found(cast, seen_everywhere, "lea", "noe") == set()
    assert found(cast, seen_everywhere, "lea", "lacaze") == {"chef:direction"}


def test_a_class_opens_or_closes_whatever_the_school_says(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        GroupRule.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], from_profile="eleve", to_profile="eleve",
            is_allowed=False,
        )  # fmt: skip
        GroupRule.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], from_profile="responsable",
            to_profile="responsable", is_allowed=True,
        )  # fmt: skip
    assert found(cast, seen_everywhere, "lea", "noe") == set()
    assert found(cast, seen_everywhere, "marc", "sofia") == {"sofia:responsable"}


def test_a_delegate_writes_to_the_parents_of_her_class_while_she_is_one(cast: Cast, seen_everywhere: Look) -> None:
    of_4b = Audience(Who.GUARDIANS, group_id=cast.groups["4B"].pk)
    with pytest.raises(NotPossible, match="4e B"):
        check(cast, seen_everywhere, "marc", of_4b)
    with seen_everywhere():
        spoken = ClassDelegate.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.people["marc"],
            profile="responsable", begins_on=YEAR_START,
        )  # fmt: skip
    assert found(cast, seen_everywhere, "marc", "boeuf") == {"double:responsable"}
    assert check(cast, seen_everywhere, "marc", of_4b).people == 3
    with seen_everywhere():
        ClassDelegate.objects.filter(pk=spoken.pk).update(ends_on=TODAY)
    assert found(cast, seen_everywhere, "marc", "sofia") == set()


@pytest.mark.parametrize(
    ("name", "of_class", "of_school"),
    [("durand", True, False), ("petit", False, False), ("cpe", True, True), ("marc", False, False)],
)
def test_the_parents_of_a_class_or_of_the_school(
    cast: Cast, seen_everywhere: Look, name: str, *, of_class: bool, of_school: bool
) -> None:
    for audience, is_open in (
        (Audience(Who.GUARDIANS, group_id=cast.groups["4B"].pk), of_class), (Audience(Who.GUARDIANS), of_school),
    ):  # fmt: skip
        if is_open:
            assert check(cast, seen_everywhere, name, audience).people == 3
        else:
            with pytest.raises(NotPossible):
                check(cast, seen_everywhere, name, audience)


def test_a_group_of_another_school_does_not_exist(cast: Cast, seen_everywhere: Look) -> None:
    with pytest.raises(NotAllowed):
        check(cast, seen_everywhere, "jumeau_chef", Audience(Who.GUARDIANS, group_id=cast.groups["4B"].pk))
    with pytest.raises(NotPossible), seen_everywhere():
        check_address(acting(cast, "jumeau_chef"), cast.schools["twin"].pk, [to(cast, "lea"), to(cast, "jumelle")])


def test_a_refusal_names_people_to_the_staff_only(cast: Cast, seen_everywhere: Look) -> None:
    with pytest.raises(NotPossible, match="Léa Martin-Ségala"):
        check(cast, seen_everywhere, "petit", to(cast, "lea"))
    with pytest.raises(NotPossible) as refusal:
        check(cast, seen_everywhere, "marc", to(cast, "petit"))
    assert "Petit" not in refusal.value.message
    assert check(cast, seen_everywhere, "marc", to(cast, "petit"), answers=(cast.people["petit"].pk,)).people == 1


def test_nobody_writes_to_a_parent_whom_nothing_ties_to_her_child_any_more(
    cast: Cast, seen_everywhere: Look
) -> None:
    AdultOpposition.objects.create(pupil_id=cast.lea.pk, office=cast.schools["college"], begins_on=TODAY)
    assert found(cast, seen_everywhere, "durand", "martin") == {"lea:eleve"}
    Guardianship.objects.filter(guardian=cast.people["double"]).update(
        is_informed=False, may_consult=False, may_decide=False, no_contact=True
    )
    assert found(cast, seen_everywhere, "durand", "boeuf") == {"noe:eleve", "double:enseignant"}


def test_a_pupil_who_leaves_the_class_leaves_its_conversations(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Membership.objects.filter(pupil_id=cast.noe.pk).update(ends_on=TODAY)
    assert found(cast, seen_everywhere, "lea", "noe") == set()


def test_a_list_has_its_own_rule(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        made = BroadcastList.objects.create(
            school=cast.schools["college"], label="Éco-délégués", seen_by=["enseignant", "responsable"],
            written_by=["enseignant"],
        )  # fmt: skip
    listed = Audience(Who.LIST, list_id=made.pk)
    with pytest.raises(NotPossible, match="Éco-délégués"):
        check(cast, seen_everywhere, "marc", listed)
    with pytest.raises(NotAllowed):
        check(cast, seen_everywhere, "cpe", Audience(Who.LIST, list_id=0))
    with pytest.raises(NotPossible, match="Personne ne recevrait"):
        check(cast, seen_everywhere, "durand", listed)


def test_beyond_the_cap_a_family_waits_for_a_moderator_and_the_staff_does_not(
    cast: Cast, seen_everywhere: Look
) -> None:
    whole = Audience(Who.TEACHERS, group_id=cast.groups["4B"].pk)
    assert check(cast, seen_everywhere, "marc", whole).needs_moderation == ""
    with seen_everywhere():
        MessagingSettings.objects.create(
            school=cast.schools["college"], guardian_message=1, pupil_message=1, pupil_day=1, guardian_day=1
        )
    several = (to(cast, "durand"), to(cast, "cpe"))
    for name in ("marc", "lea"):
        assert "lu par l’établissement" in check(cast, seen_everywhere, name, *several).needs_moderation
        assert check(cast, seen_everywhere, name, to(cast, "cpe")).needs_moderation == ""
    assert check(cast, seen_everywhere, "chef", *several).needs_moderation == ""


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("durand", {"4B:eleves", "4B:responsables", "4B:enseignants"}),
        ("marc", {"4B:enseignants"}),
        ("lea", {"4B:eleves", "4B:enseignants"}),
        ("petit", set()),
    ],
)
def test_the_classes_one_is_offered(cast: Cast, seen_everywhere: Look, name: str, tokens: set[str]) -> None:
    with seen_everywhere():
        open_to = groups_open(ties_of(acting(cast, name), cast.schools["college"].pk))
        offered = {f"g{group.id}:{who.value}" for who, group in open_to}
    group = cast.groups["4B"].pk
    assert {token for token in offered if token.startswith(f"g{group}:")} == {
        token.replace("4B", f"g{group}") for token in tokens
    }


def test_each_rule_is_explained(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        rule(cast, "responsable", "direction", "aucun")
        lines = {one.people: one for one in explained(acting(cast, "marc"), cast.schools["college"].pk)}
    assert not lines["Direction"].is_open
    assert lines["Direction"].decided_by_school
    assert "4e B" in lines["Enseignants"].sentence
    assert not lines["Enseignants"].decided_by_school
    assert lines["Élèves"].sentence == "À vos enfants, à personne d’autre."
    assert not lines["Parents et responsables"].is_open
