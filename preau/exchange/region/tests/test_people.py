"""Everybody the demonstration promises is there with five schools, whatever the seed."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from preau.exchange.aaf.records import PupilRecord, RelationTuple, RelativeRecord, StaffRecord
from preau.exchange.region.generate import generate
from preau.exchange.region.tests.conftest import SEED, Region, read_region


@pytest.fixture(scope="module", params=[SEED, 77])
def region(
    request: pytest.FixtureRequest, five_schools: Region, tmp_path_factory: pytest.TempPathFactory
) -> Region:
    if request.param == SEED:
        return five_schools
    folder: Path = tmp_path_factory.mktemp(f"graine-{request.param}")
    generate(folder, schools=5, seed=request.param)
    return read_region(folder)


def legal(pupil: PupilRecord) -> list[RelationTuple]:
    return [relation for relation in pupil.relations if relation.legal == 1]


def relative(region: Region, pupil: PupilRecord, relation: RelationTuple) -> RelativeRecord:
    return region.relatives[pupil.place.source, relation.relative]


def couples(region: Region) -> list[tuple[RelativeRecord, RelativeRecord]]:
    """Mother and father of a pupil, both legal representatives."""
    return [
        (relative(region, pupil, one), relative(region, pupil, other))
        for pupil in region.pupils.values()
        if [relation.link for relation in legal(pupil)] in ([10, 20], [20, 10])
        for one, other in [legal(pupil)]
    ]


def who(relative: RelativeRecord) -> tuple[str, str, str | None]:
    return relative.identity.last_name, relative.identity.first_name, relative.identity.mobile


def test_schools_of_every_kind(region: Region) -> None:
    types = sorted(school.type_label for school in region.schools.values())
    assert [label.split()[0] for label in types] == ["COLLEGE"] * 3 + ["LYCEE"] * 2
    assert types[-1].endswith("AGRICOLE")
    [attached] = [school for school in region.schools.values() if school.seats]
    seat = region.schools[attached.place.source, attached.seats[0]]
    assert (seat.town, seat.name.split(" ", 1)[1]) == (attached.town, attached.name.split(" ", 1)[1])


def test_parents_together_and_parents_apart(region: Region) -> None:
    homes = Counter(one.identity.address == other.identity.address for one, other in couples(region))
    assert homes[True] > homes[False] > 100


def test_a_parent_alone(region: Region) -> None:
    assert sum(len(pupil.relations) == 1 and len(legal(pupil)) == 1 for pupil in region.pupils.values()) > 50


def test_two_mothers_and_somebody_without_relation(region: Region) -> None:
    links = Counter(tuple(relation.link for relation in legal(pupil)) for pupil in region.pupils.values())
    assert links[10, 10] > 0
    assert 0 < sum(not pupil.relations for pupil in region.pupils.values()) < 60


@pytest.mark.parametrize(
    ("link", "level"), [(50, 1), (38, 2), (41, 2), (51, 1)], ids=["tuteur", "aïeule", "éducateur", "ASE"]
)
def test_a_third_party(region: Region, link: int, level: int) -> None:
    assert any((relation.link, relation.legal) == (link, level) for _pupil, relation in region.relations())


def test_contacts_who_have_no_right(region: Region) -> None:
    contacts = [relation for _pupil, relation in region.relations() if not relation.legal and relation.is_contact]
    assert len(contacts) > 50


def test_an_adult_pupil_who_answers_for_himself(region: Region) -> None:
    adults = [pupil for pupil in region.pupils.values() if any(r.relative == pupil.key for r in pupil.relations)]
    assert adults
    for pupil in adults:
        own = next(relation for relation in pupil.relations if relation.relative == pupil.key)
        assert (own.link, own.legal) == (70, 1)
        assert pupil.identity.born_on is not None
        assert pupil.identity.born_on <= date(2008, 9, 1)
        assert [relation.legal for relation in pupil.relations if relation is not own].count(1) == 0


def test_brothers_and_sisters_in_two_schools_have_one_parent(region: Region) -> None:
    spread = [key for key, children in region.children.items() if len({child.structure for child in children}) > 1]
    assert len(spread) > 20


def test_one_human_is_two_records_in_two_academies(region: Region) -> None:
    sources = defaultdict(set)
    for (source, key), person in region.relatives.items():
        sources[who(person)].add((source, key))
    pairs = Counter(
        tuple(sorted(source for source, _key in records)) for records in sources.values() if len(records) == 2
    )
    assert pairs["011", "016"] > 5
    assert pairs["016", "098"] > 5


def test_keys_of_two_academies_meet(region: Region) -> None:
    pupils = {source: {key for where, key in region.pupils if where == source} for source in ("011", "016", "098")}
    assert pupils["011"] & pupils["016"] & pupils["098"]


def test_addresses_abroad_and_people_hard_to_reach(region: Region) -> None:
    people = [person.identity for person in region.relatives.values()]
    assert sum("ESPAGNE" in (person.address or "") for person in people) > 0
    assert 0.03 < sum(not person.email for person in people) / len(people) < 0.12
    assert any(not person.email and not person.mobile and not person.phone for person in people)


def teachers(region: Region) -> list[StaffRecord]:
    return [member for member in region.staff.values() if any(f.code == "ENS" for f in member.functions)]


def test_teachers_in_two_schools_have_two_functions(region: Region) -> None:
    shared = [member for member in teachers(region) if len({f.structure for f in member.functions}) == 2]
    assert shared
    for member in shared:
        assert {taught.structure for taught in member.teachings} == {f.structure for f in member.functions}


def test_teachers_who_are_parents_have_one_key(region: Region) -> None:
    parents = [member for member in teachers(region) if (member.place.source, member.key) in region.relatives]
    assert len(parents) > 3
    for member in parents:
        mother = region.relatives[member.place.source, member.key].identity
        assert (mother.last_name, mother.first_name) == (member.identity.last_name, member.identity.first_name)
        assert region.children[member.place.source, member.key]


@pytest.mark.parametrize("function", ["ENS", "DOC", "DIR", "EDU", "AED", "ADF", "MDS", "AES", "OUV"])
def test_every_function_in_every_school(region: Region, function: str) -> None:
    held = {
        (source, done.structure)
        for (source, _key), member in region.staff.items()
        for done in member.functions
        if done.code == function
    }
    assert held == region.schools.keys()


def test_every_school_has_a_head_and_a_deputy(region: Region) -> None:
    heads = Counter(
        (source, done.structure, done.discipline_code)
        for (source, _key), member in region.staff.items()
        for done in member.functions
        if done.code == "DIR"
    )
    for source, structure in region.schools:
        assert heads[source, structure, "D0010"] == 1
        assert heads[source, structure, "D0011"] >= 1


def test_every_class_has_its_form_teacher(region: Region) -> None:
    led = Counter(
        (source, led.structure, led.code)
        for (source, _key), member in region.staff.items()
        for led in member.principal_of
    )
    classes = {
        (source, key, division.code)
        for (source, key), school in region.schools.items()
        for division in school.divisions
    }
    assert led.keys() == classes
    assert set(led.values()) == {1}


def test_pupils_are_in_several_groups_over_several_classes(region: Region) -> None:
    assert max(len(pupil.groups) for pupil in region.pupils.values()) >= 5
    subjects = {
        group.code.split("_")[1]
        for school in region.schools.values()
        for group in school.groups
        if len(group.attached) > 1
    }
    assert {"ESP2", "ALL2", "ITA2", "OCC2", "LATIN", "MATHS", "HGGSP"} <= subjects
    assert {"G1", "G2"} <= {
        group.code.split("_")[1] for school in region.schools.values() for group in school.groups
    }


def test_names_are_those_of_people_who_live_here(region: Region) -> None:
    names = " ".join(person.identity.last_name for person in region.relatives.values())
    for mark in ("PUECH", "Œ", "'", "-", " DE ", "BENALI", "È"):
        assert mark in names
