"""Households: the adults around a child, where they live, what the law makes of them.

A household is a function of the seed, of its school and of its number: a second school finds the same people
again when a brother or a sister is enrolled there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from preau.exchange.region.drawing import Shares, drawer, often_first, one_in
from preau.exchange.region.names.family import SHARES
from preau.exchange.region.names.places import ABROAD, COMPLEMENTS, DEPARTEMENTS, STREETS, Town
from preau.exchange.region.naming import Civil, adult, mail_of, surname
from preau.exchange.region.plan import SchoolPlan

MOTHER, FATHER, GRANDPARENT, KIN, EDUCATOR, TUTOR, SOCIAL_SERVICES, HERSELF, OTHER = (
    10, 20, 38, 39, 41, 50, 51, 70, 90,
)  # fmt: skip
#: respLegal as the new generation writes it; a contact is neither.
LEGAL, IN_CHARGE, CONTACT = 1, 2, 0


class Form(StrEnum):
    """How a household is made."""

    TOGETHER = "together"
    APART = "apart"
    ALONE = "alone"
    TWO_MOTHERS = "two mothers"
    TWO_FATHERS = "two fathers"
    TUTOR = "tutor"
    IN_CHARGE = "in charge"
    SOCIAL_SERVICES = "social services"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Address:
    """Up to four lines joined by `$`, as feeds write them."""

    lines: str
    postal_code: str
    town: str
    country: str = "FRANCE"


@dataclass(frozen=True, slots=True)
class Guardian:
    """An adult of a household, and what ties her to each of its children."""

    civil: Civil
    address: Address
    email: str
    mobile: str
    home_phone: str
    work_phone: str
    link: int
    legal: int
    pays_fees: bool = False
    is_contact: bool = False
    receives_aids: bool = False
    accepts_diffusion: bool = False


@dataclass(frozen=True, slots=True)
class Household:
    """Adults, the name their children bear, and the address where these live (None: unknown)."""

    number: int
    form: Form
    origin: str
    name: str
    guardians: tuple[Guardian, ...]
    address: Address | None


_FORMS = Shares({
    Form.TOGETHER: 565, Form.APART: 235, Form.ALONE: 145, Form.TWO_MOTHERS: 9, Form.TWO_FATHERS: 4, Form.TUTOR: 9,
    Form.IN_CHARGE: 22, Form.SOCIAL_SERVICES: 9, Form.NOBODY: 4,
})  # fmt: skip
#: The first households of every school show every form.
_FIRST = (
    Form.APART, Form.TOGETHER, Form.ALONE, Form.TOGETHER, Form.IN_CHARGE, Form.APART, Form.TUTOR, Form.TWO_MOTHERS,
    Form.SOCIAL_SERVICES, Form.NOBODY, Form.TOGETHER,
)  # fmt: skip
#: Those where somebody lives abroad, and where a contact was given.
_FIRST_ABROAD, _FIRST_WITH_CONTACT, _FIRST_UNREACHABLE = 5, 3, 10
_ORIGINS = Shares(SHARES)


def household(seed: int, plan: SchoolPlan, number: int) -> Household:
    """The household of this number in this school."""
    rng = drawer(seed, "household", plan.index, number)
    form = _FIRST[number] if number < len(_FIRST) else _FORMS.draw(rng)
    origin = _ORIGINS.draw(rng)
    name, other = surname(rng, origin), surname(rng, _ORIGINS.draw(rng) if one_in(rng, 300) else origin)
    home = _home(rng, plan)
    guardians = _ADULTS[form](rng, origin, (name, other), home, plan)
    if number == _FIRST_WITH_CONTACT or (guardians and one_in(rng, 140)):
        guardians = (*guardians, _contact(rng, origin, name, plan))
    if number == _FIRST_ABROAD or (len(guardians) > 1 and one_in(rng, 14)):
        guardians = (guardians[0], replace(guardians[1], address=_abroad(rng)), *guardians[2:])
    if number == _FIRST_UNREACHABLE:
        guardians = (replace(guardians[0], email="", mobile="", home_phone=""), *guardians[1:])
    of_child = f"{name}-{other}" if one_in(rng, 110) and name != other and len(name + other) < 24 else name
    if form is Form.ALONE and one_in(rng, 600):
        of_child = guardians[0].civil.birth_name
    address = guardians[0].address if guardians else home
    return Household(number, form, origin, of_child, guardians, None if form is Form.NOBODY else address)


def _together(
    rng: Random, origin: str, names: tuple[str, str], home: Address, _plan: SchoolPlan
) -> tuple[Guardian, ...]:
    name, other = names
    usage = name if one_in(rng, 520) else f"{other}-{name}" if one_in(rng, 60) and name != other else other
    mother = _adult(rng, origin, "F", (usage, other), home, MOTHER)
    father = _adult(rng, origin, "M", (name, name), home, FATHER)
    return _paying(rng, (mother, replace(father, home_phone=mother.home_phone)))


def _apart(
    rng: Random, origin: str, names: tuple[str, str], home: Address, plan: SchoolPlan
) -> tuple[Guardian, ...]:
    name, other = names
    mother = _adult(rng, origin, "F", (other, other), home, MOTHER)
    father = _adult(rng, origin, "M", (name, name), _home(rng, plan), FATHER)
    return _paying(rng, (father, mother) if one_in(rng, 240) else (mother, father))


def _alone(
    rng: Random, origin: str, names: tuple[str, str], home: Address, _plan: SchoolPlan
) -> tuple[Guardian, ...]:
    if one_in(rng, 160):
        return _paying(rng, (_adult(rng, origin, "M", (names[0], names[0]), home, FATHER),))
    return _paying(rng, (_adult(rng, origin, "F", (names[1], names[1]), home, MOTHER),))


def _two_mothers(
    rng: Random, origin: str, names: tuple[str, str], home: Address, _plan: SchoolPlan
) -> tuple[Guardian, ...]:
    return _paying(rng, tuple(_adult(rng, origin, "F", (name, name), home, MOTHER) for name in names))


def _two_fathers(
    rng: Random, origin: str, names: tuple[str, str], home: Address, _plan: SchoolPlan
) -> tuple[Guardian, ...]:
    return _paying(rng, tuple(_adult(rng, origin, "M", (name, name), home, FATHER) for name in names))


def _tutor(
    rng: Random, origin: str, names: tuple[str, str], home: Address, _plan: SchoolPlan
) -> tuple[Guardian, ...]:
    sex = "F" if one_in(rng, 600) else "M"
    return _paying(rng, (_adult(rng, origin, sex, (names[1], names[1]), home, TUTOR),))


def _in_charge(
    rng: Random, origin: str, names: tuple[str, str], home: Address, plan: SchoolPlan
) -> tuple[Guardian, ...]:
    """A grandmother raises the child; a parent answers for her in law, from elsewhere."""
    elder = _adult(rng, origin, "F", (names[0], names[1]), home, GRANDPARENT, years=(1946, 1962))
    parent = _adult(rng, origin, "F", (names[0], names[0]), _home(rng, plan), MOTHER)
    return (replace(elder, legal=IN_CHARGE, is_contact=True), replace(parent, pays_fees=True))


def _social_services(
    rng: Random, origin: str, names: tuple[str, str], home: Address, plan: SchoolPlan
) -> tuple[Guardian, ...]:
    """Entrusted to the département; an educator follows, the mother keeps her rights."""
    service = _adult(rng, "local", "F", (surname(rng, "local"),) * 2, home, SOCIAL_SERVICES)
    educator = _adult(rng, "french", "M", (surname(rng, "french"),) * 2, home, EDUCATOR)
    mother = _adult(rng, origin, "F", (names[1], names[1]), _home(rng, plan), MOTHER)
    return (
        replace(service, pays_fees=True, receives_aids=True),
        replace(educator, legal=IN_CHARGE, is_contact=True),
        mother,
    )


def _nobody(
    _rng: Random, _origin: str, _names: tuple[str, str], _home: Address, _plan: SchoolPlan
) -> tuple[Guardian, ...]:
    return ()


_ADULTS = {
    Form.TOGETHER: _together,
    Form.APART: _apart,
    Form.ALONE: _alone,
    Form.TWO_MOTHERS: _two_mothers,
    Form.TWO_FATHERS: _two_fathers,
    Form.TUTOR: _tutor,
    Form.IN_CHARGE: _in_charge,
    Form.SOCIAL_SERVICES: _social_services,
    Form.NOBODY: _nobody,
}


def _contact(rng: Random, origin: str, name: str, plan: SchoolPlan) -> Guardian:
    """Somebody to ring when nobody answers: a grandparent, an aunt, a neighbour."""
    link, years = rng.choice(((GRANDPARENT, (1944, 1962)), (KIN, (1965, 1995)), (OTHER, (1960, 1992))))
    bears = name if link == GRANDPARENT else surname(rng, origin)
    contact = _adult(rng, origin, rng.choice("FM"), (bears, bears), _home(rng, plan), link, years=years)
    return replace(contact, legal=CONTACT, is_contact=True)


def _paying(rng: Random, guardians: tuple[Guardian, ...]) -> tuple[Guardian, ...]:
    """One of the legal guardians pays, and receives the aids."""
    payer = 1 if len(guardians) > 1 and one_in(rng, 350) else 0
    return tuple(
        replace(guardian, pays_fees=rank == payer, receives_aids=rank == payer, is_contact=rank == 0)
        for rank, guardian in enumerate(guardians)
    )


def _adult(
    rng: Random,
    origin: str,
    sex: str,
    names: tuple[str, str],
    address: Address,
    link: int,
    *,
    years: tuple[int, int] = (1968, 1993),
) -> Guardian:
    civil = adult(rng, origin, sex, names, years)
    reach = rng.random()
    return Guardian(
        civil,
        address,
        "" if reach < 0.07 else mail_of(rng, civil),
        "" if 0.05 < reach < 0.09 else f"06 39 98 {rng.randrange(100):02d} {rng.randrange(100):02d}",
        f"05 36 49 {rng.randrange(100):02d} {rng.randrange(100):02d}" if one_in(rng, 300) else "",
        f"04 65 71 {rng.randrange(100):02d} {rng.randrange(100):02d}" if one_in(rng, 150) else "",
        link,
        LEGAL,
        accepts_diffusion=one_in(rng, 420),
    )


def _home(rng: Random, plan: SchoolPlan) -> Address:
    """Near the school most often, else in another town of the département."""
    town: Town = plan.town if one_in(rng, 720) else rng.choice(DEPARTEMENTS[plan.departement].towns)
    lines = f"{rng.randint(1, 148)} {often_first(rng, STREETS)}"
    if one_in(rng, 130):
        lines = f"{rng.choice(COMPLEMENTS)}${lines}"
    return Address(f"{lines}$$$", town.postal_code, town.name.upper())


def _abroad(rng: Random) -> Address:
    lines, postal_code, town, country = rng.choice(ABROAD)
    return Address(lines, postal_code, town.upper(), country)
