"""The pupils of a school: which household each comes from, age, class, and what administration notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from preau.exchange.region.calendar import FIRST_DAY, YEAR
from preau.exchange.region.drawing import Shares, one_in
from preau.exchange.region.households import Form, Household, household
from preau.exchange.region.naming import Civil, child
from preau.exchange.region.plan import Kind, SchoolPlan
from preau.exchange.region.structure import Division

ADULT_AGE = 18


@dataclass(slots=True)
class Pupil:
    """A pupil; `groups` are the codes of teaching groups, filled when groups are made.

    `home` is the school whose household this is: this one, or the neighbour's. `is_own_relation`: an adult
    pupil who answers for himself.
    """

    number: int
    civil: Civil
    division: Division
    home: SchoolPlan
    household: Household
    regime: str
    has_grant: bool
    has_transport: bool
    is_apprentice: bool
    is_own_relation: bool
    email: str = ""
    groups: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)

    @property
    def sorting(self) -> tuple[str, str, int]:
        return self.civil.name, self.civil.first_name, self.number


_REGIMES = {
    Kind.COLLEGE: Shares({
        "EXTERNE LIBRE": 18, "EXTERNE SURVEILLE": 6, "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT": 70,
        "DEMI-PENSIONNAIRE AU TICKET": 6,
    }),
    Kind.LYCEE: Shares({
        "EXTERNE LIBRE": 30, "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT": 58,
        "INTERNE DANS L'ETABLISSEMENT": 12,
    }),
    Kind.LYCEE_PRO: Shares({
        "EXTERNE LIBRE": 35, "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT": 50,
        "INTERNE DANS L'ETABLISSEMENT": 15,
    }),
    Kind.AGRICOLE: Shares({
        "EXTERNE LIBRE": 8, "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT": 32, "INTERNE DANS L'ETABLISSEMENT": 60,
    }),
}  # fmt: skip
#: Of a thousand households, those with two, and with three children in the same school.
_TWO, _THREE = 118, 9
#: Children that the neighbour's households have here: more when one school follows the other.
_LENT_BETWEEN_KINDS, _LENT_WITHIN_KIND = 42, 8


def lent_to(plan: SchoolPlan, neighbour: SchoolPlan) -> range:
    """The neighbour's households that also have a child here: no other school takes the same ones."""
    count = _LENT_WITHIN_KIND if plan.kind is neighbour.kind else _LENT_BETWEEN_KINDS
    first = plan.neighbour_rank * _LENT_BETWEEN_KINDS
    return range(first, first + count)


def pupils_of(
    plan: SchoolPlan, neighbour: SchoolPlan | None, divisions: list[Division], seed: int, rng: Random
) -> list[Pupil]:
    """The pupils, by number; those of the neighbour's households come first."""
    places = [division for division in divisions for _ in range(division.size)]
    rng.shuffle(places)
    homes = _homes(plan, neighbour, seed, rng)
    needs_adult = plan.kind is not Kind.COLLEGE
    found = []
    for number, (division, (home, people)) in enumerate(zip(places, homes, strict=False)):
        is_adult = needs_adult and home is plan and division.level.age >= ADULT_AGE - 1
        needs_adult = needs_adult and not is_adult
        found.append(_pupil(number, plan, division, (home, people), rng, must_be_adult=is_adult))
    return found


def _homes(
    plan: SchoolPlan, neighbour: SchoolPlan | None, seed: int, rng: Random
) -> Iterator[tuple[SchoolPlan, Household]]:
    """The neighbour's households, once each, then our own, once per child, without end."""
    if neighbour is not None:
        for number in lent_to(plan, neighbour):
            yield neighbour, household(seed, neighbour, number)
    number = 0
    while True:
        people = household(seed, plan, number)
        drawn = rng.random() * 1000
        for _ in range(3 if drawn < _THREE else 2 if drawn < _THREE + _TWO else 1):
            yield plan, people
        number += 1


def _pupil(
    number: int,
    plan: SchoolPlan,
    division: Division,
    home: tuple[SchoolPlan, Household],
    rng: Random,
    *,
    must_be_adult: bool,
) -> Pupil:
    people = home[1]
    born_on = _birth(division.level.age, rng, must_be_adult=must_be_adult)
    civil = child(rng, people.origin, people.name, born_on)
    is_adult = _age(born_on) >= ADULT_AGE
    apprentice = plan.kind in {Kind.LYCEE_PRO, Kind.AGRICOLE} and "pro" in division.level.label
    return Pupil(
        number,
        civil,
        division,
        *home,
        _REGIMES[plan.kind].draw(rng),
        has_grant=one_in(rng, 270),
        has_transport=one_in(rng, 450),
        is_apprentice=apprentice and one_in(rng, 40),
        is_own_relation=is_adult and people.form is not Form.NOBODY and (must_be_adult or one_in(rng, 350)),
    )


def _birth(age: int, rng: Random, *, must_be_adult: bool) -> date:
    """Most are born in the year of their level; some lost a year or two, few are ahead."""
    lost = rng.choices((-1, 0, 1, 2), weights=(15, 885, 85, 15))[0]
    if must_be_adult:
        return date(YEAR - ADULT_AGE, 1, 1) + timedelta(days=rng.randrange(200))
    return date(YEAR - age - lost, 1, 1) + timedelta(days=rng.randrange(365))


def _age(born_on: date) -> int:
    """In whole years, on the first day of class."""
    had_birthday = (FIRST_DAY.month, FIRST_DAY.day) >= (born_on.month, born_on.day)
    return FIRST_DAY.year - born_on.year - (not had_birthday)


def ine_of(plan: SchoolPlan, number: int) -> str:
    """A national number: nine figures and two letters, one per pupil of the region."""
    figures = 120_000_000 + plan.index * 5_000 + number
    return f"{figures:09d}{'ABCDEFGHJK'[figures % 10]}{'ABCDEFGHJKLMNPQRSTUVWXYZ'[figures % 24]}"


def siecle_id_of(plan: SchoolPlan, number: int) -> str:
    """ELEVE_ID of SIECLE: an integer, unique in its source."""
    return str(3_000_000 + plan.rank * 5_000 + number)
