"""What a table typed or exported by a school says, as frozen values. No database here.

Every record knows the line of the file where it was read. In records `None` and `()` mean « the file says
nothing »: an empty cell never erases anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from preau.exchange.aaf.records import Identity
from preau.exchange.places import Place


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something to tell the school: where, in which column or element ('' for the whole line), and why.

    `is_left_out` tells that the line or the entry does not come in at all; else only its odd part does not.
    """

    place: Place
    reason: str
    column: str = ""
    is_left_out: bool = False

    @property
    def sentence(self) -> str:
        """« fichier », ligne, colonne : raison."""
        column = f", « {self.column} »" if self.column else ""
        return f"« {self.place.file} », ligne {self.place.line}{column} : {self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with as many cells as there are headers; blanks around are taken off."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file read as cells, nothing being known yet of what they mean.

    `encoding` is a Python codec. `anomalies` are the first ones told, `anomaly_count` how many there were.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    separator: str
    anomalies: tuple[Anomaly, ...] = ()
    anomaly_count: int = 0


class Kind(StrEnum):
    """Whom a table is about; the value is what addresses and forms say."""

    PUPILS = "eleves"
    GUARDIANS = "responsables"
    TEACHERS = "enseignants"
    STAFF = "personnels"
    GUESTS = "invites"


class Whose(StrEnum):
    """Of whom a column speaks: the person of the line, a child of a guardian, a guardian of a pupil."""

    LINE = "ligne"
    CHILD = "enfant"
    GUARDIAN = "responsable"


class Field(StrEnum):
    """What a column may hold; the value is its French name, for the mapping screen."""

    NAME = "nom"
    USAGE_NAME = "nom d’usage"
    BIRTH_NAME = "nom de famille"
    FIRST_NAME = "prénom"
    OTHER_FIRST_NAMES = "autres prénoms"
    TITLE = "civilité"
    BORN_ON = "date de naissance"
    EMAIL = "courriel"
    MOBILE = "téléphone mobile"
    PHONE = "téléphone"
    WORK_PHONE = "téléphone professionnel"
    ADDRESS = "adresse"
    POSTAL_CODE = "code postal"
    TOWN = "ville"
    COUNTRY = "pays"
    EXTERNAL_ID = "identifiant externe"
    INE = "INE"
    SIECLE_ID = "identifiant SIECLE"
    DIVISIONS = "classes"
    GROUPS = "groupes"
    MEF = "MEF"
    LEVEL = "niveau"
    REGIME = "régime"
    STATUS = "statut"
    ENTERED_ON = "date d’entrée"
    LEFT_ON = "date de sortie"
    FUNCTION = "fonction"
    SUBJECTS = "matières"
    VALID_FROM = "début du droit"
    VALID_UNTIL = "fin du droit"
    KINSHIP = "lien de parenté"
    RESPONSIBILITY = "niveau de responsabilité"
    PAYS_FEES = "paie les frais scolaires"
    RECEIVES_AIDS = "perçoit les aides"
    PRIORITY = "à contacter en priorité"


@dataclass(frozen=True, slots=True)
class Target:
    """What a column means. `rank` tells the first child (or guardian) of the line from the second, from 1."""

    field: Field
    whose: Whose = Whose.LINE
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table, by its position (headers may repeat), and its meaning when it has one."""

    index: int
    header: str
    target: Target | None


@dataclass(frozen=True, slots=True)
class Bond:
    """What the file says of a guardianship: level 1 legal, 2 in charge, 3 contact; kinship in the new list."""

    level: int | None = None
    kinship: int | None = None
    pays_fees: bool | None = None
    receives_aids: bool | None = None
    is_contact: bool | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil as a guardian's line names her: enough to find her, not a record of her own."""

    last_name: str
    first_name: str
    born_on: date | None
    ine: str
    external_id: str
    divisions: tuple[str, ...]
    bond: Bond


@dataclass(frozen=True, slots=True)
class Guardian:
    """A guardian written on the line of a pupil (`r1_nom`…)."""

    identity: Identity
    bond: Bond


@dataclass(frozen=True, slots=True)
class PupilRecord:
    place: Place
    external_id: str
    siecle_id: str
    ine: str
    identity: Identity
    divisions: tuple[str, ...]
    groups: tuple[str, ...]
    mef: str | None
    level: str | None
    regime: str | None
    is_apprentice: bool
    entered_on: date | None
    left_on: date | None
    guardians: tuple[Guardian, ...]


@dataclass(frozen=True, slots=True)
class GuardianRecord:
    place: Place
    external_id: str
    identity: Identity
    children: tuple[Child, ...]


@dataclass(frozen=True, slots=True)
class AdultRecord:
    """A teacher, another member of the staff or a guest, as `kind` says.

    `function` is a code of the directory feed (`ENS`, `EDU`…), '' when `function_label` tells none we know.
    `valid_from` and `valid_until`, the last day included, are those of the right of a guest.
    """

    place: Place
    kind: Kind
    external_id: str
    identity: Identity
    function: str
    function_label: str
    subjects: tuple[str, ...]
    divisions: tuple[str, ...]
    valid_from: date | None = None
    valid_until: date | None = None


Record = PupilRecord | GuardianRecord | AdultRecord


@dataclass(frozen=True, slots=True)
class Applied:
    """A table understood through a mapping."""

    kind: Kind
    records: tuple[Record, ...]
    anomalies: tuple[Anomaly, ...]
    anomaly_count: int
