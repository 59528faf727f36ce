"""Who people are: civil status drawn from the lists, mail addresses in domains that exist nowhere (RFC 2606)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from preau.exchange.region.drawing import often_first, one_in
from preau.exchange.region.names.family import FAMILY, PARTICLES
from preau.exchange.region.names.given import ELSEWHERE, GIVEN
from preau.kernel.words import folded

_MAILBOXES = ("courriel.example", "boite.example", "postal.example", "poste.example")
_DECADES = (1960, 1970, 1980, 1990, 2010)


@dataclass(frozen=True, slots=True)
class Civil:
    """Civil status: usage and birth names in capitals, first names, sex `F` or `M`, birth date."""

    name: str
    birth_name: str
    first_name: str
    others: tuple[str, ...]
    sex: str
    born_on: date

    @property
    def title(self) -> str:
        return "Mme" if self.sex == "F" else "M."


def surname(rng: Random, origin: str) -> str:
    """A family name of this origin, in capitals."""
    if origin in {"local", "french"} and one_in(rng, 22):
        return rng.choice(PARTICLES)
    return often_first(rng, FAMILY[origin])


def adult(rng: Random, origin: str, sex: str, names: tuple[str, str], years: tuple[int, int]) -> Civil:
    """Somebody born in one of these years; `names` are the usage name and the birth name."""
    year = round(rng.triangular(years[0], years[1] + 1))
    born_on = date(year, 1, 1) + timedelta(days=rng.randrange(365))
    first = _first_name(rng, origin, sex, year, own=800)
    others = (_first_name(rng, origin, sex, year - 25, own=700),) if one_in(rng, 350) else ()
    return Civil(names[0], names[1], first, others, sex, born_on)


def child(rng: Random, origin: str, name: str, born_on: date) -> Civil:
    """A child who bears this name."""
    sex = "F" if one_in(rng, 490) else "M"
    first = _first_name(rng, origin, sex, born_on.year, own=560)
    others = tuple(_first_name(rng, origin, sex, 1965, own=500) for _ in range(rng.choice((0, 0, 1, 1, 2))))
    return Civil(name, name, first, tuple(other for other in others if other != first), sex, born_on)


def _first_name(rng: Random, origin: str, sex: str, year: int, *, own: int) -> str:
    """`own` times out of a thousand, a first name of the same origin as the family name."""
    which = 0 if sex == "F" else 1
    if origin in ELSEWHERE and one_in(rng, own):
        return often_first(rng, ELSEWHERE[origin][which])
    decade = max((decade for decade in _DECADES if decade <= year + 4), default=_DECADES[0])
    return often_first(rng, GIVEN[decade][which])


@cache
def _plain(name: str) -> str:
    """Letters and dashes only."""
    return "-".join("".join(c for c in word if c.isascii()) for word in folded(name).split())


def mail_of(rng: Random, civil: Civil) -> str:
    """A personal address; most people add a number."""
    number = str(rng.randrange(10, 99)) if one_in(rng, 700) else ""
    return f"{_plain(civil.first_name)}.{_plain(civil.name)}{number}@{rng.choice(_MAILBOXES)}"


def professional_mail_of(civil: Civil, domain: str, namesakes: dict[str, int]) -> str:
    """`prenom.nom@ac-toulouse.example`; the second of that name has a 2, as in real académies."""
    local = f"{_plain(civil.first_name)}.{_plain(civil.name)}"
    namesakes[local] = namesakes.get(local, 0) + 1
    return f"{local}{namesakes[local] if namesakes[local] > 1 else ''}@{domain}"
