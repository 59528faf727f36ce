"""What a report card says, as it is kept for ever: plain values, frozen when the card is made (rule B3).

Everything is there: names of that day, averages as they were written, the layout chosen. Nothing is looked up
again when a card is read, printed or sent to the national record; a later change makes another version.
`plain` and `content_of` are inverse of each other. A field that comes later has a default here: older cards stay
readable, and `FORMAT` grows when a field changes its meaning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

FORMAT = 1

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SchoolSaid:
    """The school of that day; `address` has its lines, `academie` its code."""

    uai: str
    name: str
    kind: str
    address: str = ""
    phone: str = ""
    email: str = ""
    academie: str = ""


@dataclass(frozen=True, slots=True)
class PupilSaid:
    """Who she is: dates are written `2012-05-03`."""

    pupil_id: int
    last_name: str
    first_name: str
    born_on: str = ""


@dataclass(frozen=True, slots=True)
class TermSaid:
    """The term of her class. `count`: terms in its year. Dates are written `2026-11-29`, '' when nobody said."""

    term_id: int
    group_id: int
    division: str
    kind: str
    number: int
    count: int
    year: str
    starts_on: str
    ends_on: str
    council_on: str = ""


@dataclass(frozen=True, slots=True)
class ResponsibleSaid:
    """Whom it is sent to. Never shown to another of them (rule B8)."""

    person_id: int
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class PartSaid:
    """A sub-subject and its average as it is written."""

    label: str
    average: str


@dataclass(frozen=True, slots=True)
class SubjectSaid:
    """A subject. `average` as it is written (« 12,5 », « NN », '' when nothing is marked), `hundredths` the same
    to the hundredth (« 12.47 »), `annual` that of the year, in its last term; class figures as they are written,
    '' with too few pupils. `positioning`: 1 to 4.
    """

    gradebook_id: int
    code: str
    label: str
    modality: str
    coefficient: str
    teachers: list[str]
    teacher_ids: list[int]
    average: str = ""
    hundredths: str = ""
    lowest: str = ""
    mean: str = ""
    highest: str = ""
    class_hundredths: str = ""
    annual: str = ""
    positioning: int | None = None
    parts: list[PartSaid] | None = None
    elements: list[str] | None = None
    appreciation: str = ""


@dataclass(frozen=True, slots=True)
class GeneralSaid:
    """The general average and that of the class, as they are written; `rank` where the school ticks it."""

    average: str = ""
    lowest: str = ""
    mean: str = ""
    highest: str = ""
    rank: str = ""
    annual: str = ""


@dataclass(frozen=True, slots=True)
class ProjectSaid:
    """An EPI, a support or a pathway: `kind` and `code` are those of the project, `common` is of the group."""

    project_id: int
    kind: str
    code: str
    title: str
    subjects: list[str]
    description: str = ""
    common: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class LifeSaid:
    """School life: half-days of absence, late arrivals, hours missed (« 12 »), and what vie scolaire says."""

    justified: int = 0
    unjustified: int = 0
    late: int = 0
    hours: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CouncilSaid:
    """What the class council said of her."""

    synthesis: str = ""
    mention: str = ""
    orientation: str = ""


@dataclass(frozen=True, slots=True)
class SkillSaid:
    """A domain and its level, 1 to 4."""

    domain: str
    level: int


@dataclass(frozen=True, slots=True)
class ModelSaid:
    """The layout: words of `layout.OPTIONS`; `regulation`: EN or AGRI."""

    label: str
    regulation: str
    options: list[str]


@dataclass(frozen=True, slots=True)
class Content:
    """A report card. `accompaniments` are the plans in force, in words a family reads; never what is in them."""

    school: SchoolSaid
    pupil: PupilSaid
    term: TermSaid
    model: ModelSaid
    form_teachers: list[str]
    responsibles: list[ResponsibleSaid]
    subjects: list[SubjectSaid]
    general: GeneralSaid
    projects: list[ProjectSaid]
    accompaniments: list[str]
    life: LifeSaid
    council: CouncilSaid
    skills: list[SkillSaid]
    class_comment: str = ""
    signatory: str = ""
    function: str = ""
    format: int = FORMAT

    @property
    def name(self) -> str:
        """« MARTIN Léa »."""
        return f"{self.pupil.last_name} {self.pupil.first_name}"

    def shows(self, option: str) -> bool:
        """True when the layout has this option."""
        return option in self.model.options


def plain(content: Content) -> dict[str, Any]:
    """The same, as JSON keeps it."""
    return asdict(content)


def digest_of(content: Content) -> str:
    """What two cards that say the same thing share, and no other two (SHA-256, in hexadecimal)."""
    said = json.dumps(plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def content_of(said: Mapping[str, Any]) -> Content:
    """What was kept. A field it has and that is no longer known is left aside."""
    known = _known(Content, said)
    return Content(
        **{
            **known,
            "school": read_as(SchoolSaid, said["school"]),
            "pupil": read_as(PupilSaid, said["pupil"]),
            "term": read_as(TermSaid, said["term"]),
            "model": read_as(ModelSaid, said["model"]),
            "responsibles": [read_as(ResponsibleSaid, one) for one in said["responsibles"]],
            "subjects": [_subject(one) for one in said["subjects"]],
            "general": read_as(GeneralSaid, said["general"]),
            "projects": [read_as(ProjectSaid, one) for one in said["projects"]],
            "life": read_as(LifeSaid, said["life"]),
            "council": read_as(CouncilSaid, said["council"]),
            "skills": [read_as(SkillSaid, one) for one in said["skills"]],
        }
    )


def _subject(said: Mapping[str, Any]) -> SubjectSaid:
    parts = [read_as(PartSaid, one) for one in said.get("parts") or []]
    return SubjectSaid(**{**_known(SubjectSaid, said), "parts": parts})


def read_as(kind: type[T], said: Mapping[str, Any]) -> T:
    """One piece of what was kept, likewise."""
    return kind(**_known(kind, said))


def _known(kind: type[Any], said: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in said.items() if name in names}
