"""Which schools the region has, and how they are tied. School `k` depends on the seed and on lower schools only.

The first five hold every kind of person: two collèges (one per académie), a cité scolaire (lycée, its seat,
and collège), an agricultural lycée. Beyond, schools are drawn in the proportions of Occitanie.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from preau.exchange.region.drawing import Shares, drawer, one_in
from preau.exchange.region.names.places import DEPARTEMENTS, SCHOOL_NAMES, Town
from preau.kernel.ids import uai_letter

#: UAI numbers run from 8001 to 9999 in each département: real ones do not go so far.
MOST_SCHOOLS = 1500
_FIRST_NUMBER = 8001
#: Keys of a school's people in its delivery: so many per school, split between pupils, relatives and staff.
_KEYS_PER_SCHOOL = 20_000
_FIRST_KEY = 1_000_000
_RELATIVES_FROM, _STAFF_FROM = 5_000, 15_000


class Kind(StrEnum):
    """A kind of school: the short word that feeds put before its name."""

    COLLEGE = "CLG"
    LYCEE = "LYC"
    LYCEE_PRO = "LP"
    AGRICOLE = "LEGTA"


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """A school before anybody is in it.

    `source` is the delivery that describes it, `rank` its rank there: keys follow from it, so they are unique
    per source and meet between sources, as real ones do. `seat` is the school a cité is attached to. Families
    of `neighbour` also have children here (`neighbour_rank`: the how-manieth school it lends to); teachers of
    `colleague` also teach here. All three are lower indices.
    """

    index: int
    kind: Kind
    source: str
    academie: str
    departement: str
    town: Town
    name: str
    rank: int
    seat: int | None = None
    neighbour: int | None = None
    neighbour_rank: int = 0
    colleague: int | None = None

    @property
    def uai(self) -> str:
        digits = f"{self.departement}{_FIRST_NUMBER + self.index}"
        return digits + uai_letter(digits)

    @property
    def key(self) -> str:
        """ENTStructureJointure: a local number, unique in its source."""
        return str(2100 + self.rank)

    def pupil_key(self, number: int) -> str:
        return str(_FIRST_KEY + self.rank * _KEYS_PER_SCHOOL + number)

    def relative_key(self, number: int) -> str:
        return str(_FIRST_KEY + self.rank * _KEYS_PER_SCHOOL + _RELATIVES_FROM + number)

    def staff_key(self, number: int) -> str:
        return str(_FIRST_KEY + self.rank * _KEYS_PER_SCHOOL + _STAFF_FROM + number)


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: Kind
    departement: str
    town: Town
    name: str
    seat: int | None = None


_FIRST_FIVE = (
    _Draft(Kind.COLLEGE, "031", DEPARTEMENTS["031"].towns[0], "DES TROIS RIVIÈRES"),
    _Draft(Kind.COLLEGE, "011", DEPARTEMENTS["011"].towns[0], "DU CHANT DES CIGALES"),
    _Draft(Kind.LYCEE, "031", DEPARTEMENTS["031"].towns[1], "DE LA MONTAGNE NOIRE"),
    _Draft(Kind.COLLEGE, "031", DEPARTEMENTS["031"].towns[1], "DE LA MONTAGNE NOIRE", seat=2),
    _Draft(Kind.AGRICOLE, "081", DEPARTEMENTS["081"].towns[0], "DU PASTEL BLEU"),
)
_KINDS = Shares({Kind.COLLEGE: 520, Kind.LYCEE: 320, Kind.LYCEE_PRO: 95, Kind.AGRICOLE: 65})
_PLACES = Shares({place.code: place.share for place in DEPARTEMENTS.values()})
#: Of a thousand lycées, those that share their walls with a collège, which comes next.
_CITES = 60
_AGRICULTURE = "098"


def plans(schools: int, seed: int) -> tuple[SchoolPlan, ...]:
    """The plans of the first `schools` schools of this seed."""
    found: list[SchoolPlan] = []
    ranks: dict[str, int] = {}
    lent: dict[int, int] = {}
    for index, draft in zip(range(schools), _drafts(seed), strict=False):
        academie = DEPARTEMENTS[draft.departement].academie
        source = _AGRICULTURE if draft.kind is Kind.AGRICOLE else academie
        neighbour = _neighbour(found, draft)
        found.append(
            SchoolPlan(
                index, draft.kind, source, academie, draft.departement, draft.town, draft.name,
                rank=ranks.get(source, 0), seat=draft.seat, neighbour=neighbour,
                neighbour_rank=lent.get(neighbour, 0) if neighbour is not None else 0,
                colleague=_colleague(found, draft, source),
            )
        )  # fmt: skip
        ranks[source] = ranks.get(source, 0) + 1
        if neighbour is not None:
            lent[neighbour] = lent.get(neighbour, 0) + 1
    return tuple(found)


def _drafts(seed: int) -> Iterator[_Draft]:
    """Schools without end."""
    yield from _FIRST_FIVE
    index = len(_FIRST_FIVE)
    while True:
        rng = drawer(seed, "plan", index)
        draft = _drawn(rng)
        yield draft
        index += 1
        if draft.kind is Kind.LYCEE and one_in(rng, _CITES):
            yield _Draft(Kind.COLLEGE, draft.departement, draft.town, draft.name, seat=index - 1)
            index += 1


def _drawn(rng: Random) -> _Draft:
    departement = _PLACES.draw(rng)
    return _Draft(
        _KINDS.draw(rng), departement, rng.choice(DEPARTEMENTS[departement].towns), rng.choice(SCHOOL_NAMES)
    )


def _neighbour(before: list[SchoolPlan], draft: _Draft) -> int | None:
    """The latest school of the département, else the first school of all for the very first ones."""
    near = [plan.index for plan in before if plan.departement == draft.departement]
    if near:
        return near[-1]
    return len(before) - 1 if before else None


def _colleague(before: list[SchoolPlan], draft: _Draft, source: str) -> int | None:
    """The latest school of the same département in the same delivery: one record may tell both functions."""
    near = [plan for plan in before if plan.departement == draft.departement and plan.source == source]
    return near[-1].index if near else None
