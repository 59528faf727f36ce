"""One school, whole: its classes, pupils, teaching, week and staff, made from its plan and the seed."""

from __future__ import annotations

from dataclasses import dataclass

from preau.exchange.region.drawing import drawer
from preau.exchange.region.grouping import teaching_of
from preau.exchange.region.plan import SchoolPlan
from preau.exchange.region.pupils import Pupil, pupils_of
from preau.exchange.region.rooms import rooms_of
from preau.exchange.region.scheduling import weekly
from preau.exchange.region.staff import Function, Member, Recruiter
from preau.exchange.region.staffing import Teacher, staffed
from preau.exchange.region.structure import Division, divisions_of
from preau.exchange.region.sts_file import SchoolWeek
from preau.exchange.region.sts_services import Service, services_of
from preau.exchange.region.subjects import DISCIPLINES, MEFS

#: Teachers shared by a school, with the discipline each teaches.
Shared = list[Member]


@dataclass(frozen=True, slots=True)
class School:
    """`week` is what STS tells; `shared` are the teachers another school may also have; `lent` those that come
    from another one; `dropped` counts the lessons that found no hour.
    """

    plan: SchoolPlan
    pupils: list[Pupil]
    week: SchoolWeek
    shared: Shared
    lent: Shared
    dropped: int

    @property
    def members(self) -> list[Member]:
        """The staff of this school alone: neither shared nor lent."""
        apart = {id(member) for member in (*self.shared, *self.lent)}
        return [m for m in (*self.week.people.values(), *self.week.others) if id(m) not in apart]


def school_of(
    plan: SchoolPlan,
    neighbour: SchoolPlan | None,
    lent: Shared,
    seed: int,
    namesakes: dict[str, dict[str, int]],
) -> School:
    """Make the school. Members of `lent` learn what they do here."""
    rng = drawer(seed, "school", plan.index)
    divisions = divisions_of(plan, rng)
    pupils = pupils_of(plan, neighbour, divisions, seed, rng)
    teaching = teaching_of(plan.departement, divisions, pupils, rng)
    teachers = staffed(teaching, divisions, [member.discipline for member in lent], rng)
    rooms = rooms_of(teaching)
    week = weekly(teaching, teachers, rooms, len(divisions), rng)
    recruiter = Recruiter(plan, drawer(seed, "staff", plan.index), namesakes)
    people = recruiter.teachers(teachers, pupils)
    others = recruiter.others(len(pupils))
    came = []
    for teacher in teachers:
        if teacher.lent_by is not None:
            people[teacher.number] = lent[teacher.lent_by]
            came.append(lent[teacher.lent_by])
            _add_function(lent[teacher.lent_by], plan)
    services = services_of(teaching, week)
    _tell_teachers(plan, divisions, teachers, services, people)
    shared = [people[teacher.number] for teacher in teachers if teacher.is_shared]
    told = SchoolWeek(plan, divisions, teaching.groups, services, people, others, rooms)
    return School(plan, pupils, told, shared, came, week.dropped)


def _add_function(member: Member, plan: SchoolPlan) -> None:
    discipline = DISCIPLINES[member.discipline]
    member.functions.append(Function(plan.key, "ENS", "ENSEIGNEMENT", discipline.code, discipline.label))


def _tell_teachers(
    plan: SchoolPlan,
    divisions: list[Division],
    teachers: list[Teacher],
    services: list[Service],
    people: dict[int, Member],
) -> None:
    """What AAF says of teachers follows from the week: nobody is said to teach what found no hour."""
    level_of = {division.code: division.level for division in divisions}
    for service in services:
        for number in service.teachers:
            member = people[number]
            member.taught.append((plan.key, service.code, service.subject.code, service.is_division))
            member.labels.append((plan.key, service.subject.label.upper()))
            if service.is_division:
                mef = MEFS[level_of[service.code].mef]
                member.mefs.append((plan.key, mef.code, mef.label))
    for teacher in teachers:
        people[teacher.number].classes += [(plan.key, divisions[n].code) for n in teacher.form_classes]
