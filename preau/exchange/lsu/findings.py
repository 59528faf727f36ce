"""What a check finds: how grave it is, of whom, of what, and who can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gravity(StrEnum):
    """A blocking finding stops the file; the value is the word that screens print."""

    BLOCKING = "à corriger"
    TO_REVIEW = "à vérifier"
    LEFT_OUT = "laissé de côté"


class Mender(StrEnum):
    """Who can mend it; the value is a code, `label` is what screens print."""

    TEACHER = "enseignant"
    FORM_TEACHER = "pp"
    VIE_SCOLAIRE = "vie_scolaire"
    SECRETARIAT = "secretariat"
    DIRECTION = "direction"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Mender.TEACHER: "l’enseignant de la matière",
    Mender.FORM_TEACHER: "le professeur principal",
    Mender.VIE_SCOLAIRE: "la vie scolaire",
    Mender.SECRETARIAT: "le secrétariat",
    Mender.DIRECTION: "la direction",
}


@dataclass(frozen=True, slots=True)
class About:
    """Whom and what a finding is about, as keys of the file; `words` begins its sentence."""

    words: str
    pupil: str = ""
    period: str = ""
    discipline: str = ""
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`field` is the name in the format (`acquis/appreciation`); `sentence` names the pupil and what is wrong."""

    gravity: Gravity
    mender: Mender
    about: About
    field: str
    sentence: str
