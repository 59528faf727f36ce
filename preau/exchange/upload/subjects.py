"""The subjects that a file names, among those of the school. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.groups import CREATE, Answer, Answers, Unknown
from preau.exchange.upload.people.known import Known
from preau.exchange.weekly.records import Subject
from preau.kernel.words import folded

_SUBJECT = Pairing.What.SUBJECT.value
#: (source, code) of a subject.
SubjectKey = tuple[str, str]


class Subjects:
    """Found by their code in the académie's nomenclature, else by their label; else the school is asked, and those
    it has nothing for are created in a nomenclature of its own. STSweb writes the national codes: they are created
    in the académie's.
    """

    def __init__(
        self, kept: Iterable[tuple[int, str, str, str]], known: Known, answers: Answers, *, is_national: bool
    ) -> None:
        self._source = known.school.source
        self._own = self._source if is_national else known.school.uai
        self._is_national = is_national
        self._known = known
        self._answers = answers
        self._of_key: dict[SubjectKey, str] = {}
        self._of_id: dict[int, SubjectKey] = {}
        self._of_label: defaultdict[str, list[SubjectKey]] = defaultdict(list)
        for pk, source, code, label in kept:
            self._of_key[source, code] = label
            self._of_id[pk] = source, code
            self._of_label[folded(label)].append((source, code))
        self.new: dict[SubjectKey, str] = {}
        self.unknown: dict[str, Unknown] = {}

    def find(self, told: Subject) -> SubjectKey | None:
        """The subject; None, told as unknown, when nothing answers to it."""
        for code in (told.code, *told.aliases):
            for source in (self._source, self._own):
                if (source, code) in self._of_key:
                    return source, code
        return None if self._is_national else self._asked(told)

    def subject(self, told: Subject) -> SubjectKey:
        """The subject, a new one when nothing answers to it."""
        found = self.find(told)
        if found is not None:
            return found
        key = self._own, told.code
        self.new[key] = told.label or told.code
        return key

    def label(self, key: SubjectKey) -> str:
        """What a subject is called."""
        return self._of_key.get(key) or self.new.get(key) or key[1]

    def _asked(self, told: Subject) -> SubjectKey | None:
        pairing = _SUBJECT, told.code
        answer: Answer | None = self._answers.get(pairing)
        remembered = self._known.pairings.get(pairing)
        if answer is None and remembered in self._of_id:
            answer = remembered
        if answer is None:
            alike = self._of_label.get(folded(told.label), []) if told.label else []
            if len(alike) == 1:
                return alike[0]
            answer = CREATE
        self.unknown[told.code] = Unknown(_SUBJECT, told.code, told.label, answer, answer == remembered)
        return self._of_id.get(answer) if isinstance(answer, int) else None
