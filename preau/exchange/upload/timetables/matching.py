"""The teachers and pupils that a timetable names, among those of the school. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.groups import LEAVE, Answers, Unknown
from preau.exchange.upload.people.known import Known, KnownPerson
from preau.exchange.upload.people.names import names_known, sorting_name
from preau.exchange.weekly.records import Pupil, Teacher
from preau.kernel.words import folded

_TEACHER = Pairing.What.TEACHER.value


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


def called(teacher: Teacher) -> str:
    """How the school reads this teacher: the name, or the code of a file that gives no name."""
    return teacher.whole_name or teacher.code


def _by_name(known: Known, people: Iterable[int]) -> dict[str, list[KnownPerson]]:
    found: defaultdict[str, list[KnownPerson]] = defaultdict(list)
    for pk in people:
        for name in names_known(known.persons[pk]) if pk in known.persons else ():
            found[name].append(known.persons[pk])
    return found
