"""Who is addressed: from « the guardians of 4e B » to persons."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from preau.directory.models import AdultOpposition, Guardianship, Pupil
from preau.directory.people.audience import Audience, AudienceTold, Who, audience_told, people_addressed
from tests.cast import TODAY, YEAR_START, Cast

Look = Callable[[], AbstractContextManager[None]]


def reached(cast: Cast, seen: Look, *audiences: Audience) -> set[tuple[str, str, str]]:
    names = {person.pk: name for name, person in cast.people.items()} | {0: ""}
    with seen():
        found = people_addressed(cast.schools["college"].pk, audiences)
    return {(names[one.person_id], one.profile, names[one.pupil_id]) for one in found}


def told(cast: Cast, seen: Look, *audiences: Audience) -> AudienceTold:
    with seen():
        return audience_told(cast.schools["college"].pk, audiences)


def test_the_guardians_of_a_class_are_those_informed_of_its_pupils(cast: Cast, seen_everywhere: Look) -> None:
    assert reached(cast, seen_everywhere, Audience(Who.GUARDIANS, group_id=cast.groups["4B"].pk)) == {
        ("marc", "responsable", "lea"), ("sofia", "responsable", "lea"), ("double", "responsable", "noe"),
    }  # fmt: skip


def test_the_guardians_of_a_level_are_those_of_its_pupils(cast: Cast, seen_everywhere: Look) -> None:
    Pupil.objects.filter(pk=cast.noe.pk).update(level="4EME")
    assert reached(cast, seen_everywhere, Audience(Who.GUARDIANS, level="4EME")) == {
        ("double", "responsable", "noe")
    }


def test_one_person_is_addressed_under_the_hat_that_is_named(cast: Cast, seen_everywhere: Look) -> None:
    double = cast.people["double"].pk
    both = {("double", "enseignant", ""), ("double", "responsable", "noe")}
    assert reached(cast, seen_everywhere, Audience(Who.PERSON, person_id=double)) == both
    assert reached(cast, seen_everywhere, Audience(Who.PERSON, person_id=double, profile="responsable")) == {
        ("double", "responsable", "noe")
    }


def test_nobody_of_another_school_is_reached(cast: Cast, seen_everywhere: Look) -> None:
    for name in ("jumelle", "jumeau_prof", "jumeau_parent", "tom", "agent"):
        assert not reached(cast, seen_everywhere, Audience(Who.PERSON, person_id=cast.people[name].pk))
    everybody = (Who.PUPILS, Who.GUARDIANS, Who.TEACHERS, Who.STAFF, Who.VIE_SCOLAIRE, Who.DIRECTION)
    names = {name for name, _hat, _pupil in reached(cast, seen_everywhere, *map(Audience, everybody))}
    assert names == {
        "lea", "noe", "marc", "sofia", "double", "durand", "petit", "cpe", "chef", "secretaire",
    }  # fmt: skip


def test_who_wears_two_hats_counts_once_under_that_of_her_work(cast: Cast, seen_everywhere: Look) -> None:
    counted = told(cast, seen_everywhere, Audience(Who.GUARDIANS), Audience(Who.TEACHERS))
    assert counted.people == 5
    assert counted.by_profile == {"enseignant": 3, "responsable": 2}


def test_pupils_whose_family_gets_nothing_are_named_with_the_reason(cast: Cast, seen_everywhere: Look) -> None:
    of_4b = Audience(Who.GUARDIANS, group_id=cast.groups["4B"].pk)
    assert not told(cast, seen_everywhere, of_4b).left_out
    Guardianship.objects.filter(guardian=cast.people["double"]).update(ends_on=YEAR_START)
    AdultOpposition.objects.create(pupil_id=cast.lea.pk, office=cast.schools["college"], begins_on=TODAY)
    counted = told(cast, seen_everywhere, of_4b)
    assert counted.people == 0
    assert [(one.name, one.opposes) for one in counted.left_out] == [
        ("Noé Bœuf", False),
        ("Léa Martin-Ségala", True),
    ]
