"""What an AAF delivery says, one frozen dataclass per category (formats §1.3). No database here.

Every record knows where it was read (`file`, `line` of its addRequest), so that whatever is wrong with it
can be
told as « fichier, ligne, raison ». Keys are the feed's (`jointure`) and are unique per source only.
In texts, `None` means « the attribute is absent, or empty where an empty value is ignored »; the empty string
means « erase » (formats §1.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Category(StrEnum):
    """A category of files: the word of its file name."""

    STRUCTURE = "EtabEducNat"
    SUBJECT = "MatiereEducNat"
    MEF = "MefEducNat"
    PUPIL = "Eleve"
    RELATIVE = "PersRelEleve"
    STAFF = "PersEducNat"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: the source (`016`), the file as the delivery names it, the line from 1."""

    source: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something to tell the school or the rectorat. `structure` is the key of the school concerned, or ''.

    `is_left_out`: the whole entry did not come in, and not one part of it only.
    """

    place: Place
    reason: str
    structure: str = ""
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """A division or a group as its structure declares it: code, label, and what it is attached to (MEF or
    divisions).
    """

    code: str
    label: str
    attached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InStructure:
    """`structure$code`: a class, a group or a head-teacher post of a structure."""

    structure: str
    code: str


@dataclass(frozen=True, slots=True)
class StructureRecord:
    place: Place
    key: str
    uai: str
    name: str
    town: str | None
    type_label: str
    ministry_code: str
    ministry: str
    academie: str
    street: str | None
    postal_code: str | None
    phone: str | None
    seats: tuple[str, ...]
    divisions: tuple[Declared, ...]
    groups: tuple[Declared, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Civil status and contacts, in the form the directory keeps."""

    title: str | None
    last_name: str
    birth_name: str | None
    first_name: str
    other_first_names: str | None
    born_on: date | None
    email: str | None
    mobile: str | None
    phone: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class RelationTuple:
    """One value of ENTElevePersRelEleve, read but not yet interpreted (see `relations`)."""

    relative: str
    link: int | None
    pays_fees: bool
    legal: int | None
    is_contact: bool
    receives_aids: bool


@dataclass(frozen=True, slots=True)
class DatedClass:
    """`structure$date$class` of ENTEleveDateEntreeClasses or …DateSortieClasses."""

    structure: str
    code: str
    on: date


@dataclass(frozen=True, slots=True)
class PupilRecord:
    place: Place
    key: str
    identity: Identity
    ine: str
    siecle_id: str
    structure: str
    mef: str | None
    level: str | None
    regime: str | None
    is_apprentice: bool
    subjects: tuple[str, ...]
    divisions: tuple[InStructure, ...]
    groups: tuple[InStructure, ...]
    relations: tuple[RelationTuple, ...]
    entered_on: date | None
    left_on: date | None
    class_entries: tuple[DatedClass, ...]
    class_exits: tuple[DatedClass, ...]


@dataclass(frozen=True, slots=True)
class RelativeRecord:
    place: Place
    key: str
    identity: Identity
    accepts_address_diffusion: bool


@dataclass(frozen=True, slots=True)
class StaffFunction:
    """One value of ENTPersonFonctions: `structure$FUNC$label$DISC$label`."""

    structure: str
    code: str
    label: str
    discipline_code: str
    discipline: str


@dataclass(frozen=True, slots=True)
class Teaching:
    """`structure$group$subject`: who teaches what to whom. `is_division` tells the two kinds of group
    apart.
    """

    structure: str
    code: str
    subject: str
    is_division: bool


@dataclass(frozen=True, slots=True)
class StaffRecord:
    place: Place
    key: str
    identity: Identity
    sts_id: str
    attachment: str
    functions: tuple[StaffFunction, ...]
    teachings: tuple[Teaching, ...]
    principal_of: tuple[InStructure, ...]
    head_of: frozenset[str]
    is_teacher: bool


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    place: Place
    key: str
    label: str
    attached_to: str


@dataclass(frozen=True, slots=True)
class MefRecord:
    place: Place
    key: str
    label: str
    attached_to: str
    stat11: str
    level: str
    stream: str


Record = StructureRecord | PupilRecord | RelativeRecord | StaffRecord | SubjectRecord | MefRecord
