"""The teachers, subjects and pupils that a timetable names, among those of the school. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.groups import CREATE, LEAVE, Answer, Answers, Unknown
from preau.exchange.upload.people.known import Known, KnownPerson
from preau.exchange.upload.people.names import names_known, sorting_name
from preau.exchange.weekly.records import Pupil, Subject, Teacher
from preau.kernel.words import folded

_TEACHER, _SUBJECT = Pairing.What.TEACHER.value, Pairing.What.SUBJECT.value
#: (source, code) of a subject.
SubjectKey = tuple[str, str]


class People:
    """Found by their numbers in the académie, else by their names among those of the school."""

    def __init__(self, known: Known, numbers: Mapping[tuple[str, str], int], answers: Answers) -> None:
        self._known = known
        self._numbers = numbers
        self._answers = answers
        self._staff = _by_name(known, {person for person, _function in known.posts})
        self._pupils = _by_name(known, known.enrolled)
        self._found: dict[Teacher, int | None] = {}
        self.unknown: dict[str, Unknown] = {}

    def teacher(self, told: Teacher) -> int | None:
        """The person; None when nobody is she, or several could be: the school is asked."""
        if told not in self._found:
            self._found[told] = self._teacher(told)
        return self._found[told]

    def pupil(self, told: Pupil) -> int | None:
        """A pupil enrolled here, by her exact names; by her birth date too when two have them."""
        named = self._pupils.get(sorting_name(told.last_name, told.first_name), ())
        alike = [person for person in named if told.born_on is None or person.born_on in {None, told.born_on}]
        return alike[0].id if len(alike) == 1 else None

    def _teacher(self, told: Teacher) -> int | None:
        for key in (("sts", told.sts_id), ("aaf", told.jointure)):
            if key[1] and key in self._numbers:
                return self._numbers[key]
        name = called(told)
        pairing = _TEACHER, name
        answer = self._answers.get(pairing)
        remembered = pairing in self._known.pairings
        kept = self._known.pairings.get(pairing)
        if answer is None and not remembered:
            found = self._by_name(told)
            if found is not None:
                return found
        if answer is None:
            answer = kept if kept is not None else LEAVE
        same = remembered and answer == (LEAVE if kept is None else kept)
        self.unknown[name] = Unknown(_TEACHER, name, "", answer, same)
        return answer if isinstance(answer, int) and answer in self._known.persons else None

    def _by_name(self, told: Teacher) -> int | None:
        names = {
            folded(f"{last} {first}".strip())
            for last in {told.last_name, told.birth_name} - {""}
            for first in (told.first_name,)
        }
        swapped = {folded(f"{told.first_name} {told.last_name}".strip())} if not told.first_name else set()
        found = {person.id: person for name in names | swapped for person in self._staff.get(name, ())}
        born = [person for person in found.values() if told.born_on and person.born_on == told.born_on]
        alike = born or [p for p in found.values() if not (told.born_on and p.born_on)]
        return alike[0].id if len(alike) == 1 else None


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


def called(teacher: Teacher) -> str:
    """How the school reads this teacher: the name, or the code of a file that gives no name."""
    return teacher.whole_name or teacher.code


def _by_name(known: Known, people: Iterable[int]) -> dict[str, list[KnownPerson]]:
    found: defaultdict[str, list[KnownPerson]] = defaultdict(list)
    for pk in people:
        for name in names_known(known.persons[pk]) if pk in known.persons else ():
            found[name].append(known.persons[pk])
    return found
