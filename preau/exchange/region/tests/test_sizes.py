"""Sizes that Occitanie would recognise."""

from __future__ import annotations

from collections import Counter, defaultdict

from preau.exchange.region.drawing import drawer
from preau.exchange.region.plan import Kind, plans
from preau.exchange.region.structure import divisions_of
from preau.exchange.region.tests.conftest import SEED, Region


def test_five_schools_make_a_demonstration(five_schools: Region) -> None:
    pupils, relatives = len(five_schools.pupils), len(five_schools.relatives)
    assert 2000 < pupils < 2600
    assert 1.4 < relatives / pupils < 1.85
    assert 250 < len(five_schools.staff) < 400


def test_classes_have_between_24_and_32_pupils(five_schools: Region) -> None:
    sizes = Counter(
        (source, division.structure, division.code)
        for (source, _key), pupil in five_schools.pupils.items()
        for division in pupil.divisions
    )
    assert min(sizes.values()) >= 24
    assert max(sizes.values()) <= 32
    assert sum(sizes.values()) == len(five_schools.pupils)


def test_seven_hundred_schools_make_a_region() -> None:
    region = plans(700, SEED)
    pupils: defaultdict[Kind, list[int]] = defaultdict(list)
    for plan in region:
        divisions = divisions_of(plan, drawer(SEED, "school", plan.index))
        pupils[plan.kind].append(sum(division.size for division in divisions))
    assert 480_000 < sum(map(sum, pupils.values())) < 530_000
    means = {kind: sum(sizes) / len(sizes) for kind, sizes in pupils.items()}
    assert 490 < means[Kind.COLLEGE] < 560
    assert 1050 < means[Kind.LYCEE] < 1200
    assert 300 < means[Kind.AGRICOLE] < 400
    assert {plan.departement for plan in region} == {
        "009", "011", "012", "030", "031", "032", "034", "046", "048", "065", "066", "081", "082",
    }  # fmt: skip
    assert len({plan.uai for plan in region}) == 700


def test_a_school_is_tied_to_lower_ones_only() -> None:
    for plan in plans(200, SEED):
        for tied in (plan.seat, plan.neighbour, plan.colleague):
            assert tied is None or tied < plan.index
    assert plans(200, SEED)[:50] == plans(50, SEED)
