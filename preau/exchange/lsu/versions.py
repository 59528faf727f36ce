"""The versions of the format, in the order they were met, and what each has (formats §3.1).

The ministry gives no date inside a schema: `met` is when a public repository carried it. Revisions of 3.0 bear the
same number and do not grow steadily: each says here what it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from preau.exchange.lsu import vocabulary
from preau.kernel.refusals import NotPossible

NAMESPACE = "urn:fr:edu:scolarite:lsun:bilans:import"
#: The name by which a file calls its schema, whatever the version.
SCHEMA_LOCATION = f"{NAMESPACE} import-bilan-complet.xsd"


class Feature(Enum):
    """What some versions have, or require, and others not."""

    APPLICATION_VERSION = auto()
    DIGITAL_SKILLS = auto()
    EPI_THEMES = auto()
    HOMEWORK_HELP = auto()
    CONTRACT = auto()
    NEW_COMPLEMENTS = auto()
    REGIONAL_LANGUAGE = auto()
    MORE_REGIONAL_LANGUAGES = auto()
    MORE_TEACHER_KINDS = auto()
    DENOMINATION = auto()
    LANGUAGE_LINK = auto()
    MODALITY_D = auto()
    LOCK = auto()
    TEXT_AVERAGES = auto()
    EVALUATION_STATUS = auto()
    LOCK_REQUIRED = auto()
    PROGRAMME_ELEMENTS_REQUIRED = auto()
    WHOLE_SOCLE_REQUIRED = auto()
    ADDRESS_LINE_REQUIRED = auto()
    GUARDIAN_IDENTITY_REQUIRED = auto()


@dataclass(frozen=True, slots=True)
class Version:
    """`number` is what the file says of itself; `schema` is the file that judges it, in the operator's folder."""

    name: str
    number: str
    met: str
    schema: str
    features: frozenset[Feature]

    def has(self, feature: Feature) -> bool:
        return feature in self.features

    @property
    def modalities(self) -> frozenset[str]:
        return vocabulary.MODALITIES if self.has(Feature.MODALITY_D) else vocabulary.FIRST_MODALITIES

    @property
    def teacher_kinds(self) -> frozenset[str]:
        more = self.has(Feature.MORE_TEACHER_KINDS)
        return vocabulary.TEACHER_KINDS if more else vocabulary.FIRST_TEACHER_KINDS

    @property
    def accompaniments(self) -> frozenset[str]:
        every = vocabulary.ACCOMPANIMENTS
        return every if self.has(Feature.CONTRACT) else every - {vocabulary.CONTRACT}

    @property
    def complements(self) -> frozenset[str]:
        return vocabulary.COMPLEMENTS if self.has(Feature.NEW_COMPLEMENTS) else vocabulary.FIRST_COMPLEMENTS

    @property
    def regional_languages(self) -> frozenset[str]:
        more = self.has(Feature.MORE_REGIONAL_LANGUAGES)
        return vocabulary.REGIONAL_LANGUAGES if more else vocabulary.FIRST_REGIONAL_LANGUAGES


_JANUARY_2018 = frozenset(
    {
        Feature.LOCK,
        Feature.LOCK_REQUIRED,
        Feature.TEXT_AVERAGES,
        Feature.PROGRAMME_ELEMENTS_REQUIRED,
        Feature.WHOLE_SOCLE_REQUIRED,
        Feature.ADDRESS_LINE_REQUIRED,
        Feature.GUARDIAN_IDENTITY_REQUIRED,
    }
)
_EARLY_2019 = _JANUARY_2018 | {
    Feature.EPI_THEMES,
    Feature.HOMEWORK_HELP,
    Feature.CONTRACT,
    Feature.NEW_COMPLEMENTS,
    Feature.REGIONAL_LANGUAGE,
    Feature.MORE_TEACHER_KINDS,
}
_APRIL_2019 = _EARLY_2019 | {Feature.MORE_REGIONAL_LANGUAGES}
_FEBRUARY_2019 = (_APRIL_2019 | {Feature.APPLICATION_VERSION, Feature.DENOMINATION}) - {
    Feature.GUARDIAN_IDENTITY_REQUIRED
}
_JUNE_2021 = (_FEBRUARY_2019 | {Feature.DIGITAL_SKILLS}) - {Feature.PROGRAMME_ELEMENTS_REQUIRED}
_SEVEN = (_JUNE_2021 | {Feature.LANGUAGE_LINK, Feature.MODALITY_D}) - {
    Feature.LOCK_REQUIRED,
    Feature.WHOLE_SOCLE_REQUIRED,
    Feature.ADDRESS_LINE_REQUIRED,
}
_TEN = (_SEVEN | {Feature.EVALUATION_STATUS}) - {Feature.LOCK, Feature.CONTRACT, Feature.TEXT_AVERAGES}

VERSIONS = (
    Version("3.0-2018-01", "3.0", "2018-01", "import-complet-strict_v3.0_2018-01.xsd", _JANUARY_2018),
    Version("3.0-2019", "3.0", "2019-01", "gepi-import-bilan-complet_2019.xsd", _EARLY_2019),
    Version("3.0-2019-02", "3.0", "2019-02", "import-complet-strict_v3.0_2019-02.xsd", _FEBRUARY_2019),
    Version("3.0-2019-04", "3.0", "2019-04", "gepi-import-bilan-complet_20190427.xsd", _APRIL_2019),
    Version("3.0-2021-06", "3.0", "2021-06", "import-complet-strict_v3.0_2021-06.xsd", _JUNE_2021),
    Version("7.0", "7.0", "", "import-complet-strict_v7.0.xsd", _SEVEN),
    Version("10.0", "10.0", "2025-08", "import-complet-strict_v10.0.xsd", _TEN),
)
LATEST = VERSIONS[-1]
_RANK = {version.name: rank for rank, version in enumerate(VERSIONS)}


def version_named(name: str) -> Version:
    """Raises `NotPossible` for a version that is not written here, with those that are."""
    if name not in _RANK:
        known = ", ".join(version.name for version in VERSIONS)
        raise NotPossible(
            f"La version «\u202f{name[:20]}\u202f» du livret scolaire n’est pas connue. Choisissez-en une\u202f: "
            f"{known}."
        )
    return VERSIONS[_RANK[name]]


def is_since(version: Version, first: str) -> bool:
    """Whether `version` was met at the same time as the one named `first`, or later."""
    return _RANK[version.name] >= _RANK[first]
