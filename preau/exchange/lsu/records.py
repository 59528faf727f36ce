"""What a school sends to the LSU, second degree (formats §3.1), as frozen values. No database here.

`key` names a record inside the file, where others refer to it: ASCII letters, figures, `_`, `-`, `.`, not a figure
first, and unique in the whole file. An empty text is a text that is not written.
"""

from __future__ import annotations

from dataclasses import dataclass

from preau.exchange.lsu.reports import CycleReport, Pathway, PeriodReport


@dataclass(frozen=True, slots=True)
class Header:
    """`uai` is the school that sends."""

    uai: str
    editor: str = "Préau"
    application: str = "Préau"
    application_version: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the school, or who signs for them."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Pupil:
    """`siecle_id` is ELEVE_ID of SIECLE (ENTEleveStructRattachId of the directory feed)."""

    key: str
    siecle_id: str
    division: str
    last_name: str = ""
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """`rank` among the `count` periods of the school year that began in `year` (four figures)."""

    key: str
    year: str
    rank: int
    count: int


@dataclass(frozen=True, slots=True)
class Discipline:
    """A subject as elected; `code` has six signs, `national_code` too when the school made the subject itself.

    `language` is the key of the discipline of the living language in which this one is taught.
    """

    key: str
    code: str
    election_modality: str
    label: str
    national_code: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Teacher:
    """`sts_id` is the number of `sts_emp` (INDIVIDU/@ID); `kind` is epp, local, dir or autre."""

    key: str
    kind: str
    sts_id: str
    title: str = ""
    last_name: str = ""
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeElement:
    """A label is there once in the whole file, whoever taught it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class SharedDigitalSkills:
    """An appreciation for a whole division (`kind` D) or group (`kind` G)."""

    key: str
    structure: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SharedPathways:
    """What a whole division did of the four pathways in a period."""

    period: str
    division: str
    pathways: tuple[Pathway, ...]


@dataclass(frozen=True, slots=True)
class SharedSchoolLife:
    """A comment on school life for a whole division in a period."""

    period: str
    division: str
    comment: str


@dataclass(frozen=True, slots=True)
class EpiTheme:
    """A theme of the school's own, beside the eight national ones."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Epi:
    """A project of at least two disciplines."""

    key: str
    title: str
    theme: str
    disciplines: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """Personalised support (AP), of one discipline at least."""

    key: str
    title: str
    disciplines: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Teaching:
    """Who teaches which discipline in a group."""

    teacher: str
    discipline: str


@dataclass(frozen=True, slots=True)
class ProjectGroup:
    """The pupils who follow an EPI or a personalised support (`project`) together."""

    key: str
    title: str
    project: str
    teachings: tuple[Teaching, ...]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Livret:
    """A whole file, in the order of the file."""

    header: Header
    heads: tuple[Head, ...]
    pupils: tuple[Pupil, ...]
    periods: tuple[Period, ...] = ()
    disciplines: tuple[Discipline, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    programme_elements: tuple[ProgrammeElement, ...] = ()
    shared_digital_skills: tuple[SharedDigitalSkills, ...] = ()
    shared_pathways: tuple[SharedPathways, ...] = ()
    shared_school_lives: tuple[SharedSchoolLife, ...] = ()
    epi_themes: tuple[EpiTheme, ...] = ()
    epis: tuple[Epi, ...] = ()
    epi_groups: tuple[ProjectGroup, ...] = ()
    supports: tuple[Support, ...] = ()
    support_groups: tuple[ProjectGroup, ...] = ()
    period_reports: tuple[PeriodReport, ...] = ()
    cycle_reports: tuple[CycleReport, ...] = ()
