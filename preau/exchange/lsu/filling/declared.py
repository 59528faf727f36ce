"""What a file declares once and reports refer to: disciplines, programme elements, teachers. They are declared as
they are met, so that nothing useless goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from preau.exchange.lsu.filling.people import teacher_key
from preau.exchange.lsu.filling.plain import plain
from preau.exchange.lsu.filling.school import SubjectOfSchool
from preau.exchange.lsu.limits import LIMITS
from preau.exchange.lsu.records import Discipline, ProgrammeElement

_COMMON = "S"
_LABEL_LENGTH = next(limit.longest for limit in LIMITS if limit.field == "discipline/libelle")


@dataclass(slots=True)
class Declared:
    """`subjects`: those of the school, by id."""

    subjects: Mapping[int, SubjectOfSchool]
    teacher_ids: set[int] = field(default_factory=set)
    _disciplines: dict[tuple[int, str], Discipline] = field(default_factory=dict)
    _elements: dict[str, ProgrammeElement] = field(default_factory=dict)

    @property
    def disciplines(self) -> tuple[Discipline, ...]:
        """As they were met."""
        return tuple(self._disciplines.values())

    @property
    def elements(self) -> tuple[ProgrammeElement, ...]:
        """As they were met; a label is there once, whoever taught it."""
        return tuple(self._elements.values())

    def discipline(self, subject_id: int, modality: str = "") -> str:
        """The key of a subject elected so; without a modality, as it is elected already, else common to all.

        National labels are longer than the record takes: they are cut, the code says the subject.
        """
        subject = self.subjects[subject_id]
        if not modality:
            known = (of for first, of in self._disciplines if first == subject.first_id)
            modality = next(known, _COMMON)
        one = self._disciplines.get((subject.first_id, modality))
        if one is None:
            label = subject.label[:_LABEL_LENGTH].strip()
            one = Discipline(f"D{subject.first_id}{modality}", subject.code, modality, label)
            self._disciplines[subject.first_id, modality] = one
        return one.key

    def element(self, label: str) -> str:
        """The key of a programme element."""
        text = plain(label)
        one = self._elements.setdefault(text, ProgrammeElement(f"EP{len(self._elements) + 1}", text))
        return one.key

    def teachers(self, person_ids: Iterable[int]) -> tuple[str, ...]:
        """The keys of these people, each once."""
        several = tuple(dict.fromkeys(person_ids))
        self.teacher_ids.update(several)
        return tuple(teacher_key(person_id) for person_id in several)
