"""What the public directory would change in the description of schools: computed, printable, applied or not. Pure.

Who owns a field decides. What the school wrote itself stays (`School.owned_fields`). What the académie's feed
describes (`OF_FEED`) is completed where it is empty, never replaced, or two imports would undo each other each
night. The rest is the public directory's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from preau.directory.models import School
from preau.exchange.opendata.records import OfficialSchool
from preau.kernel.ids import is_uai

#: What the public directory fills.
FIELDS = (
    "kind", "sector", "street", "postal_code", "town", "phone", "email", "web", "siret", "academie", "departement",
    "collectivity", "latitude", "longitude", "is_open",
)  # fmt: skip
#: Of these, what the académie's feed describes too, for the schools it delivers (`source_key`).
OF_FEED = frozenset({"kind", "street", "postal_code", "town", "phone", "academie", "departement"})
#: The two académies of Occitanie: where `--create` makes schools by default.
OCCITANIE = ("11", "16")


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """A school of ours: its fields of `FIELDS` by name, whether a feed describes it, what it wrote itself."""

    id: int
    uai: str
    name: str
    is_fed: bool
    owned: frozenset[str]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """What would change in a school: field → (before, after); and its whole description after."""

    id: int
    uai: str
    name: str
    changes: Mapping[str, tuple[Any, Any]]
    after: Mapping[str, Any]

    @property
    def closes(self) -> bool:
        return self.changes.get("is_open") == (True, False)


@dataclass(frozen=True, slots=True)
class SchoolsPlan:
    """Everything that applying would do. `unknown`: how many UAI of the files are no schools of ours; `absent`:
    schools of ours the files do not describe; `joining`: ids of schools that enter the project.
    """

    changed: tuple[SchoolChange, ...]
    new: tuple[OfficialSchool, ...]
    joining: tuple[int, ...]
    unchanged: int
    unknown: int
    absent: tuple[str, ...]

    @property
    def closing(self) -> tuple[SchoolChange, ...]:
        return tuple(change for change in self.changed if change.closes)

    @property
    def is_nothing(self) -> bool:
        return not (self.changed or self.new or self.joining)


def plan_schools(
    told: Mapping[str, OfficialSchool],
    known: Iterable[KnownSchool],
    *,
    create: bool = False,
    academies: Iterable[str] = OCCITANIE,
    joined: frozenset[int] | None = None,
) -> SchoolsPlan:
    """Compare. With `create`, the open second-degree schools of these académies that are unknown come in.
    `joined`: the schools already in the project that those of the files enter (None: no project).
    """
    ours = {school.uai: school for school in known}
    changes = [_change(school, told[uai]) for uai, school in ours.items() if uai in told]
    unknown = [school for uai, school in told.items() if uai not in ours]
    wanted = frozenset(academies)
    return SchoolsPlan(
        changed=tuple(change for change in changes if change.changes),
        new=tuple(school for school in unknown if create and _may_be_created(school, wanted)),
        joining=() if joined is None else tuple(change.id for change in changes if change.id not in joined),
        unchanged=sum(not change.changes for change in changes),
        unknown=len(unknown),
        absent=tuple(uai for uai in ours if uai not in told),
    )


def collectivity_of(kind: str, school: OfficialSchool) -> str:
    """The département of a collège, the Region of a lycée or an EREA (code de l’éducation, L213-1 and L214-5)."""
    if kind == School.Kind.COLLEGE:
        return school.departement_label
    return "" if kind == School.Kind.OTHER or not kind else school.region


def description(school: OfficialSchool, kind: str = "") -> dict[str, Any]:
    """The fields of a school as the directory tells them; `kind` when ours knows better."""
    kind = kind or school.kind
    told = {name: getattr(school, name) for name in FIELDS if name not in {"kind", "collectivity"}}
    return {**told, "kind": kind, "collectivity": collectivity_of(kind, school)}


def _may_be_created(school: OfficialSchool, academies: frozenset[str]) -> bool:
    """A second-degree school of these académies, open, whose UAI has the right key: a slip makes no school."""
    is_ours = bool(school.kind) and school.academie_code in academies
    return is_ours and school.is_open is True and is_uai(school.uai)


def _change(school: KnownSchool, told: OfficialSchool) -> SchoolChange:
    kind = school.values["kind"]
    wanted = description(told, kind if school.is_fed and kind != School.Kind.OTHER else "")
    after = {name: _chosen(school, name, wanted[name]) for name in FIELDS}
    changes = {name: (school.values[name], after[name]) for name in FIELDS if school.values[name] != after[name]}
    return SchoolChange(school.id, school.uai, school.name, changes, after)


def _chosen(school: KnownSchool, name: str, told: Any) -> Any:
    """Ours, or what is told, as the owner of the field decides."""
    ours = school.values[name]
    is_empty = ours in {"", None} or (name == "kind" and ours == School.Kind.OTHER)
    keeps = name in school.owned or (school.is_fed and name in OF_FEED and not is_empty)
    return ours if keeps or told in {"", None} else told
