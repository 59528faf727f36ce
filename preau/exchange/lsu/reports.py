"""The reports of one pupil: « bilan périodique » and « bilan de fin de cycle » (formats §3.1), as frozen values.

Texts that name another record hold its key. What is `None` or empty is missing: `check` tells whether it may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum


class EvaluationStatus(IntEnum):
    """Why there is no average. Before version 10.0 the format only knows « non noté »."""

    NOT_GRADED = 1
    PENDING = 2
    EXEMPTED = 3


@dataclass(frozen=True, slots=True)
class Pathway:
    """What was done of a pathway: PAR_AVN, PAR_CIT, PAR_ART, PAR_SAN."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SubjectReport:
    """`acquis`: one discipline of a pupil in a period. Averages are texts: `12.5` is on 20, `12.5/30` on 30."""

    discipline: str
    teachers: tuple[str, ...]
    programme_elements: tuple[str, ...] = ()
    pupil_average: str = ""
    structure_average: str = ""
    pupil_status: EvaluationStatus | None = None
    structure_status: EvaluationStatus | None = None
    positioning: int | None = None
    appreciation: str = ""


@dataclass(frozen=True, slots=True)
class DigitalSkill:
    """A skill of the CRCN, at level 1, 2 or 3."""

    code: str
    level: int | None


@dataclass(frozen=True, slots=True)
class DigitalSkills:
    """`shared` names the appreciations of the division and of the groups of the pupil."""

    appreciation: str = ""
    skills: tuple[DigitalSkill, ...] = ()
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupComment:
    """A pupil in the group of an EPI or of a personalised support, with or without a word on them."""

    group: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Accompaniment:
    """PAP, PPS, UPE2A, SEGPA, ULIS, PAI, PPRE, CTR; `ppre` and `contract` complete PPRE and CTR."""

    code: str
    ppre: str = ""
    contract: str = ""


@dataclass(frozen=True, slots=True)
class SchoolLife:
    """Absences are half-days; `missed_hours` are hours of class."""

    late_arrivals: int | None
    justified_absences: int | None
    unjustified_absences: int | None
    missed_hours: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class DomainLevel:
    """A domain of the socle commun at level 1 to 4; 0 is « dispensé »."""

    code: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Address:
    """Four lines at most, then the postal line."""

    postal_code: str
    town: str
    line1: str = ""
    line2: str = ""
    line3: str = ""
    line4: str = ""


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who receives the report; `denomination` is the way to write to several people, or to a service."""

    title: str = ""
    last_name: str = ""
    first_name: str = ""
    is_legal1: bool | None = None
    is_legal2: bool | None = None
    kinship: str = ""
    denomination: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """`schooled_from` is the day the pupil began in the school; `locked_at` is a time on the wall."""

    pupil: str
    period: str
    head: str
    council_on: date | None
    schooled_from: date | None
    subjects: tuple[SubjectReport, ...]
    advice: str
    school_life: SchoolLife | None
    form_teachers: tuple[str, ...] = ()
    locked_at: datetime | None = None
    digital_skills: DigitalSkills | None = None
    epis: tuple[GroupComment, ...] = ()
    supports: tuple[GroupComment, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    accompaniments: tuple[Accompaniment, ...] = ()
    homework_help: str = ""
    domains: tuple[DomainLevel, ...] = ()
    guardians: tuple[Guardian, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplementTeaching:
    """AUC is none; otherwise the aims are reached (1) or exceeded (2)."""

    code: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class RegionalLanguage:
    """AUC is none; otherwise level A2 is not reached (1) or reached (2)."""

    code: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class CycleReport:
    """The end of cycle 3 or 4, in the school year that began in `year`; all eight domains."""

    pupil: str
    cycle: int
    year: str
    head: str
    created_on: date | None
    domains: tuple[DomainLevel, ...]
    synthesis: str
    form_teachers: tuple[str, ...] = ()
    locked_at: datetime | None = None
    complement: ComplementTeaching | None = None
    guardians: tuple[Guardian, ...] = ()
    regional_language: RegionalLanguage | None = None
