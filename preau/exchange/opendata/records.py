"""What the open-data files say, once read (formats §8)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from preau.exchange.places import Anomaly, Place


@dataclass(slots=True)
class Notes:
    """Filled while files are read: what is odd, and what was set aside on purpose (a reason, a number)."""

    anomalies: list[Anomaly] = field(default_factory=list)
    aside: Counter[str] = field(default_factory=Counter)

    def tell(self, place: Place, reason: str) -> None:
        self.anomalies.append(Anomaly(place, reason))


@dataclass(frozen=True, slots=True)
class OfficialHoliday:
    """A holiday of a zone (`A`, `B`, `C`), first and last free days; the end may not be published yet."""

    zone: str
    year_label: str
    label: str
    starts_on: date
    ends_on: date
    has_known_end: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        return self.zone, self.year_label, self.label


@dataclass(frozen=True, slots=True)
class OfficialSchool:
    """A school as the public directory describes it. Empty texts and None: the file does not say.

    `kind`, `sector`: values of `School.Kind` and `School.Sector`; `departement` as `31` or `2A`; `academie_code`
    as `16`; degrees for the position.
    """

    place: Place
    uai: str
    name: str
    kind: str = ""
    sector: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    siret: str = ""
    academie: str = ""
    academie_code: str = ""
    departement: str = ""
    departement_label: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_open: bool | None = None
