"""What a structure is: its kind, from its type, its ministry and what is taught there; its département."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from preau.directory.models import School
from preau.exchange.aaf.records import PupilRecord, Record, StructureRecord
from preau.kernel.words import folded

#: The three first characters of a MEF (« dispositif de formation »), as the nomenclature of the corpus uses
#: them: 100–199 collège, 200–239 general and technological lycée, 240–279 professional.
_KIND_OF_MEF = (
    (re.compile(r"1\d\d"), School.Kind.COLLEGE),
    (re.compile(r"2[0-3]\d"), School.Kind.LYCEE),
    (re.compile(r"2[4-7]\d"), School.Kind.LYCEE_PRO),
)
#: In that order: « LYCEE PROFESSIONNEL » is also a « LYCEE ».
_KIND_OF_TYPE = (
    (re.compile(r"\berea\b|enseignement adapte"), School.Kind.EREA),
    (re.compile(r"agricole|\blegta\b|\blpa\b"), School.Kind.LYCEE_AGRICOLE),
    (re.compile(r"lycee.* professionnel\b|\blp\b"), School.Kind.LYCEE_PRO),
    (re.compile(r"lycee|\bly?c\b|\blgt\b|\blpo\b"), School.Kind.LYCEE),
    (re.compile(r"college|\bclg\b"), School.Kind.COLLEGE),
)
#: Code of the ministry of education; any other one is that of agriculture (formats §1.3).
_OF_EDUCATION = frozenset({"", "6", "06"})
_OF_LYCEE = frozenset({School.Kind.LYCEE, School.Kind.LYCEE_PRO})
#: UAI of Corsica begin with 620 and 720.
_CORSICA = {"620": "2A", "720": "2B"}


def departement_of(uai: str) -> str:
    """`0310001A` → `31`, `6200001A` → `2A`, `9710001A` → `971`."""
    digits = uai[:3]
    return _CORSICA.get(digits, digits.removeprefix("0"))


def kind_of(structure: StructureRecord) -> str | None:
    """The kind told by the type, the name and the ministry; None when they tell nothing."""
    kind = _kind_told(folded(structure.type_label)) or _kind_told(folded(structure.name))
    ministry = folded(structure.ministry)
    is_agricultural = "agri" in ministry or (not ministry and structure.ministry_code not in _OF_EDUCATION)
    return School.Kind.LYCEE_AGRICOLE if is_agricultural and kind in {None, *_OF_LYCEE} else kind


def _kind_told(label: str) -> str | None:
    return next((kind for shape, kind in _KIND_OF_TYPE if shape.search(label)), None)


def kind_of_mef(code: str) -> str | None:
    """The kind of school where a MEF is taught, None when it is taught in several."""
    return next((kind for shape, kind in _KIND_OF_MEF if shape.match(code)), None)


@dataclass(slots=True)
class TaughtThere:
    """What pupils and divisions follow, per structure: decides for those whose type tells nothing."""

    counts: defaultdict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def see(self, record: Record) -> None:
        """Count what this record tells, if anything."""
        if isinstance(record, PupilRecord):
            self._see(record.place.source, record.structure, record.mef or "")
        elif isinstance(record, StructureRecord):
            self.see_structure(record)

    def see_structure(self, structure: StructureRecord) -> None:
        for division in structure.divisions:
            for mef in division.attached:
                self._see(structure.place.source, structure.key, mef)

    def absorb(self, other: TaughtThere) -> None:
        """Add what another file says."""
        for structure, kinds in other.counts.items():
            self.counts[structure].update(kinds)

    def kinds(self) -> list[tuple[str, str, str]]:
        """(source, structure, the kind most of its pupils tell); at equal numbers, the first in the alphabet."""
        return [
            (source, structure, min(kinds, key=lambda kind: (-kinds[kind], kind)))
            for (source, structure), kinds in self.counts.items()
        ]

    def _see(self, source: str, structure: str, mef: str) -> None:
        kind = kind_of_mef(mef)
        if kind:
            self.counts[source, structure][kind] += 1
