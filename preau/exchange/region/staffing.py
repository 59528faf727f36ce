"""Who teaches what: loads are given to teachers of their discipline, within their hours.

A teacher « shared » works here in the first half of the week only, and in another school in the second: she is
never expected in two places. Hours are lessons a week; nobody has more than `MOST_HOURS`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from preau.exchange.region.drawing import Shares
from preau.exchange.region.structure import Division
from preau.exchange.region.teaching import Load, Teaching

MOST_HOURS = 20.0
_CAPACITIES = Shares({18.0: 58, 17.0: 10, 15.0: 14, 13.5: 10, 9.0: 8})
#: Disciplines with few hours in a school: their teachers often have two.
_SHARED = ("L0429", "L0421", "L0444", "L0443", "L1700", "L1800", "P6500", "A7400")
_SHARED_MOST, _SHARED_HOURS = 2, 9.0
_BORROWED_HOURS = 8.0
#: Half a week: Monday to Wednesday, Thursday and Friday.
FIRST_DAYS, LAST_DAYS = frozenset({0, 1, 2}), frozenset({3, 4})
_VIE = ""


@dataclass(slots=True)
class Teacher:
    """A teacher as the timetable sees her; `lent_by` is her rank among those another school lends."""

    number: int
    discipline: str
    capacity: float
    days: frozenset[int] | None = None
    lent_by: int | None = None
    hours: float = 0.0
    loads: list[int] = field(default_factory=list)
    form_classes: list[int] = field(default_factory=list)

    @property
    def is_shared(self) -> bool:
        return self.days == FIRST_DAYS


def staffed(teaching: Teaching, divisions: list[Division], lent: list[str], rng: Random) -> list[Teacher]:
    """Give every load a teacher, and every class its form teacher.

    `lent` are the disciplines of the teachers whom another school shares: they take loads here first.
    """
    staff = _Staff(teaching, rng)
    for number, discipline in enumerate(lent):
        staff.hire(discipline, _BORROWED_HOURS, days=LAST_DAYS, lent_by=number)
    by_discipline: dict[str, list[Load]] = defaultdict(list)
    for load in teaching.loads:
        by_discipline[load.discipline].append(load)
    form_hours = by_discipline.pop(_VIE, [])
    for discipline in sorted(by_discipline):
        loads = sorted(by_discipline[discipline], key=lambda load: (-load.hours, load.index))
        staff.share_out(discipline, loads)
    _give_classes(staff, divisions, form_hours)
    return [teacher for teacher in staff.teachers if teacher.loads]


class _Staff:
    """The teachers found so far."""

    def __init__(self, teaching: Teaching, rng: Random) -> None:
        self.teaching = teaching
        self.teachers: list[Teacher] = []
        self._of_discipline: dict[str, list[Teacher]] = defaultdict(list)
        self._rng = rng
        self._shared = 0

    def hire(
        self,
        discipline: str,
        capacity: float,
        *,
        days: frozenset[int] | None = None,
        lent_by: int | None = None,
    ) -> Teacher:
        """One more teacher."""
        teacher = Teacher(len(self.teachers), discipline, capacity, days, lent_by)
        self.teachers.append(teacher)
        self._of_discipline[discipline].append(teacher)
        return teacher

    def share_out(self, discipline: str, loads: list[Load]) -> None:
        """First teacher with room for it, the largest loads first; else one more teacher."""
        wants_shared = discipline in _SHARED and self._shared < _SHARED_MOST
        for load in loads:
            teacher = next(
                (known for known in self._of_discipline[discipline] if self._can_take(known, load)), None
            )
            can_share = wants_shared and load.hours <= _SHARED_HOURS and self._can_meet(None, FIRST_DAYS, load)
            if teacher is None and can_share:
                teacher = self.hire(discipline, _SHARED_HOURS, days=FIRST_DAYS)
                self._shared += 1
                wants_shared = False
            if teacher is None:
                teacher = self.hire(discipline, max(_CAPACITIES.draw(self._rng), load.hours))
            self.give(load, teacher)

    def _can_take(self, teacher: Teacher, load: Load) -> bool:
        return teacher.hours + load.hours <= teacher.capacity and self._can_meet(
            teacher.number, teacher.days, load
        )

    def _can_meet(self, number: int | None, days: frozenset[int] | None, load: Load) -> bool:
        """Not at the same hour as herself, nor as a colleague who is never there on the same days."""
        rivals = [self.teaching.loads[rival].teacher for rival in sorted(load.rivals)]
        present = [self.teachers[rival].days for rival in rivals if rival is not None]
        return (number is None or number not in rivals) and not any(
            days and other and not days & other for other in present
        )

    def give(self, load: Load, teacher: Teacher) -> None:
        load.teacher = teacher.number
        teacher.loads.append(load.index)
        teacher.hours += load.hours


def _give_classes(staff: _Staff, divisions: list[Division], form_hours: list[Load]) -> None:
    """Each class gets one of its own teachers, one who has no class yet when there is one."""
    teaching, teachers = staff.teaching, staff.teachers
    hours_of = {load.divisions[0]: load for load in form_hours}
    for division in divisions:
        own = {
            load.teacher: None
            for load in teaching.loads
            if load.divisions == (division.index,) and load.teacher is not None
        }
        ready = [teachers[number] for number in own if teachers[number].days is None]
        chosen = min(
            (teacher for teacher in ready if teacher.hours < MOST_HOURS),
            key=lambda teacher: (
                len(teacher.form_classes),
                -_hours_in(teaching, teacher, division),
                teacher.number,
            ),
            default=None,
        )
        if chosen is None:
            continue
        chosen.form_classes.append(division.index)
        if division.index in hours_of:
            staff.give(hours_of[division.index], chosen)


def _hours_in(teaching: Teaching, teacher: Teacher, division: Division) -> float:
    return sum(
        teaching.loads[index].hours
        for index in teacher.loads
        if teaching.loads[index].divisions == (division.index,)
    )
