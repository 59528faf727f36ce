"""What the exports of SIECLE « Base élèves » say (formats §2.1), as frozen values. No database here.

Every record knows the file and the line where it was read. In texts `None` means « the element is absent », the
empty string « it is there and empty », as in the records of the directory feed. What nothing uses in Préau
(nationality, professions, scholarships) is known and not kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from preau.exchange.aaf.records import Identity
from preau.exchange.places import Place
from preau.exchange.tabular.records import (
    Anomaly,
)


class ExportKind(StrEnum):
    """What a file holds; the value is what its root says after `BEE_`."""

    PUPILS = "ELEVES"
    GUARDIANS = "RESPONSABLES"
    NOMENCLATURES = "NOMENCLATURES"
    STRUCTURES = "STRUCTURES"
    SCHOOL = "COMMUN"


class Reason(StrEnum):
    """Why a pupil of the file does not come in; the value is what the report says."""

    LEFT = "l’élève a quitté l’établissement"
    NO_STRUCTURE = "l’élève n’est dans aucune classe ni aucun groupe"
    INACTIVE = "l’élève est dans la division « Inactifs »"
    ONLY_GROUPS = "l’élève est dans un groupe, mais dans aucune classe"
    NO_INE = "l’élève n’a pas d’INE"
    NO_NAME = "l’élève n’a pas de nom ou pas de prénom"


@dataclass(frozen=True, slots=True)
class Birthplace:
    """Codes as written: country (100 is France), département (`033`, `02A`), INSEE commune; or a foreign town."""

    country: str
    departement: str
    commune: str
    town: str


@dataclass(frozen=True, slots=True)
class OptionTaken:
    """A subject followed as an option: its rank, its modality (S, O, F, L, R, X…), its code."""

    rank: int | None
    election_modality: str
    subject: str


@dataclass(frozen=True, slots=True)
class PreviousSchooling:
    """SCOLARITE_AN_DERNIER: where the pupil was last year. Its MEF is not the pupil's."""

    uai: str
    name: str
    mef: str
    division: str


@dataclass(frozen=True, slots=True)
class PupilRecord:
    """`siecle_id` is ELEVE_ID (the `ENTEleveStructRattachId` of the directory feed), '' in the agricultural
    roll; `local_id` is ELENOET, `private_id` ID_PRV_ELE. `regime` is written as the directory feed writes it.
    """

    place: Place
    siecle_id: str
    local_id: str
    private_id: str
    ine: str
    identity: Identity
    sex: str
    birthplace: Birthplace
    mef: str | None
    status: str
    is_apprentice: bool
    regime: str | None
    repeats: bool | None
    accepts_messages: bool | None
    takes_transport: bool | None
    entered_on: date | None
    left_on: date | None
    divisions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    options: tuple[OptionTaken, ...] = ()
    previous: PreviousSchooling | None = None


@dataclass(frozen=True, slots=True)
class IgnoredPupil:
    """A pupil of the file who does not come in, and why; `detail` completes the reason."""

    place: Place
    siecle_id: str
    name: str
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class GuardianRecord:
    """A person of the file of guardians; `key` is PERSONNE_ID, which is not a jointure of the directory feed."""

    place: Place
    key: str
    identity: Identity
    accepts_messages: bool | None
    accepts_address_diffusion: bool | None


@dataclass(frozen=True, slots=True)
class GuardianshipRecord:
    """`level` 1 legal, 2 in charge, 3 contact; `kinship` in the new list; `rank` among those of the pupil,
    from 1: legal representatives first, then by kinship.
    """

    place: Place
    pupil: str
    guardian: str
    level: int
    kinship: int
    pays_fees: bool
    receives_aids: bool
    is_contact: bool
    hosts_pupil: bool
    rank: int = 0


@dataclass(frozen=True, slots=True)
class MefRecord:
    """A formation; a date is None when it is open-ended."""

    place: Place
    code: str
    label: str
    formation: str
    attached_to: str
    stat11: str
    opens_on: date | None
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    place: Place
    code: str
    short_code: str
    label: str
    short_label: str


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """A subject taught in a formation; `minutes` a week, None when it is not told."""

    place: Place
    mef: str
    subject: str
    election_modality: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class CompulsoryOptionRecord:
    place: Place
    mef: str
    subject: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class ElectionModalityRecord:
    """How a subject is chosen: common core, compulsory or optional."""

    place: Place
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class StructureRecord:
    """A division or a group; `uai` is the school of a division of a cité scolaire, '' when not told."""

    place: Place
    code: str
    label: str
    is_division: bool
    mefs: tuple[str, ...]
    uai: str


@dataclass(frozen=True, slots=True)
class SchoolRecord:
    """The school and its year, from Communs.xml."""

    place: Place
    siecle_id: str
    name: str
    street: str | None
    postal_code: str | None
    commune: str
    phone: str | None
    email: str | None
    year_begins_on: date | None
    year_ends_on: date | None


@dataclass(frozen=True, slots=True)
class Contents:
    """All that an export says, whatever files it is made of. What a file it lacks would say is empty.

    `kinds` are the files it holds. `anomalies` are the first ones told, `anomaly_count` how many there were;
    `unknown_elements` counts, per section and element, what the reader knows nothing of.
    """

    uai: str
    year: int | None
    kinds: frozenset[ExportKind]
    pupils: tuple[PupilRecord, ...] = ()
    ignored: tuple[IgnoredPupil, ...] = ()
    guardians: tuple[GuardianRecord, ...] = ()
    guardianships: tuple[GuardianshipRecord, ...] = ()
    mefs: tuple[MefRecord, ...] = ()
    subjects: tuple[SubjectRecord, ...] = ()
    programmes: tuple[ProgrammeRecord, ...] = ()
    compulsory_options: tuple[CompulsoryOptionRecord, ...] = ()
    election_modalities: tuple[ElectionModalityRecord, ...] = ()
    structures: tuple[StructureRecord, ...] = ()
    school: SchoolRecord | None = None
    anomalies: tuple[Anomaly, ...] = ()
    anomaly_count: int = 0
    unknown_elements: dict[tuple[str, str], int] = field(default_factory=dict)
