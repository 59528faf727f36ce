"""What a school's file says of its people, whatever the file: the one form that comparing knows. No database.

`key` names a person inside the file; `external` is a name that the school's software keeps from one export to the
next, '' when it has none. None means « the file says nothing », and nothing is then changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from preau.exchange.aaf.records import Identity
from preau.exchange.places import Place
from preau.exchange.tabular.records import (
    Anomaly,
)


@dataclass(frozen=True, slots=True)
class Option:
    """A subject followed by choice: its code, its modality, its rank (None: not told)."""

    subject: str
    modality: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class ToldPupil:
    """`divisions` and `groups` are codes; `options`, each subject once; None: the file does not say."""

    place: Place
    key: str
    external: str
    ine: str
    siecle_id: str
    identity: Identity
    mef: str | None
    level: str | None
    regime: str | None
    is_apprentice: bool | None
    entered_on: date | None
    divisions: tuple[str, ...] | None
    groups: tuple[str, ...] | None
    options: tuple[Option, ...] | None = None


@dataclass(frozen=True, slots=True)
class ToldGuardian:
    place: Place
    key: str
    external: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class PupilNamed:
    """A pupil as another line names her: by her key in the file, her identifiers, or her names and her class."""

    key: str = ""
    ine: str = ""
    siecle_id: str = ""
    external: str = ""
    last_name: str = ""
    first_name: str = ""
    born_on: date | None = None
    divisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldTie:
    """A guardian of a pupil. `level` 1 legal, 2 in charge, 3 contact; `kinship` in the new list."""

    place: Place
    pupil: PupilNamed
    guardian: str
    level: int | None
    kinship: int | None
    pays_fees: bool | None
    receives_aids: bool | None
    is_contact: bool | None
    rank: int


@dataclass(frozen=True, slots=True)
class ToldAdult:
    """A member of the staff, or a guest; `function` is a code of the directory feed, '' when none is known.

    `subjects` are taught to `divisions`, classes or groups by their codes (None: the file has no such column).
    `since` and `until`, the last day included, date the right of a guest.
    """

    place: Place
    key: str
    external: str
    identity: Identity
    function: str
    label: str
    subjects: tuple[str, ...] = ()
    divisions: tuple[str, ...] | None = None
    is_guest: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """A class or a group, by its code; `is_declared` when the file describes it, not only uses it. `aliases` are
    other codes the source gives it. `is_either`: the file does not say whether it is a class or a group.
    """

    place: Place
    is_division: bool
    code: str
    label: str = ""
    is_declared: bool = False
    aliases: tuple[str, ...] = ()
    is_either: bool = False


@dataclass(frozen=True, slots=True)
class ToldNomenclature:
    """`attached_to` and `stat11` are those of a MEF, '' for a subject."""

    code: str
    label: str
    attached_to: str = ""
    stat11: str = ""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A pupil of the file who does not come in. `has_left`: the file says that she left the school."""

    place: Place
    siecle_id: str
    name: str
    reason: str
    has_left: bool


@dataclass(frozen=True, slots=True)
class ToldSchool:
    """What the school is, as the file tells it; None: it does not say."""

    place: Place
    street: str | None
    postal_code: str | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """Everything. `origin` is written on the groups it opens (`siecle`, `csv`).

    `has_pupils`: the file is a list of the pupils of the school, so that whoever is not there may have left.
    `has_guardians`: it lists the guardians of each pupil it ties. `erases`: an empty value is said on purpose.
    `opens_groups`: a class or a group that is not known is opened, unless the school answers otherwise.
    `anomalies` are the first ones, `anomaly_count` how many there were.
    """

    origin: str
    has_pupils: bool = False
    has_guardians: bool = False
    erases: bool = False
    opens_groups: bool = True
    pupils: tuple[ToldPupil, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    guardians: tuple[ToldGuardian, ...] = ()
    ties: tuple[ToldTie, ...] = ()
    adults: tuple[ToldAdult, ...] = ()
    groups: tuple[ToldGroup, ...] = ()
    mefs: tuple[ToldNomenclature, ...] = ()
    subjects: tuple[ToldNomenclature, ...] = ()
    school: ToldSchool | None = None
    anomalies: tuple[Anomaly, ...] = ()
    anomaly_count: int = 0


def merged(one: Told, other: Told) -> Told:
    """What two files of one set say together; where both say, the second adds to the first."""
    joined = {
        name: getattr(one, name) + getattr(other, name)
        for name in (
            "pupils", "not_taken", "guardians", "ties", "adults", "mefs", "subjects", "anomalies", "anomaly_count",
        )
    }  # fmt: skip
    groups = {(group.is_division, group.code): group for group in one.groups}
    for group in other.groups:
        key = group.is_division, group.code
        if key not in groups or (group.is_declared and not groups[key].is_declared):
            groups[key] = group
    return Told(
        origin=other.origin,
        has_pupils=one.has_pupils or other.has_pupils,
        has_guardians=one.has_guardians or other.has_guardians,
        erases=other.erases,
        opens_groups=one.opens_groups and other.opens_groups,
        groups=tuple(groups.values()),
        school=other.school or one.school,
        **joined,
    )
