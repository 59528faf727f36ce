"""What attendance shows on home pages: a teacher's day, the school at this moment, a child's today."""

from __future__ import annotations

from dataclasses import dataclass

from preau.attendance.queries.moment import AbsentLine, SchoolToday, absent_now, school_today
from preau.attendance.queries.pupils import PupilToday, pupils_today
from preau.attendance.queries.register import LedClass, led_classes
from preau.attendance.queries.rolls import RollLine, forgotten_rolls, rolls_of_teacher
from preau.attendance.rules import RollState
from preau.kernel import clock
from preau.kernel.actor import Actor, SchoolRef


@dataclass(frozen=True, slots=True)
class TeacherDay:
    """A teacher's lessons of today, the one to call now, how many rolls were forgotten, the classes she leads;
    `keeper` is whose.
    """

    lessons: tuple[RollLine, ...]
    current: RollLine | None
    following: RollLine | None
    forgotten: int
    several_schools: bool
    keeper: int
    schools: tuple[SchoolRef, ...]
    led: tuple[LedClass, ...]

    @property
    def sheets(self) -> tuple[str, ...]:
        """Addresses of the sheets still to be called today: the device keeps them."""
        return tuple(
            f"/{line.uai}/appel/{line.lesson_id}/"
            for line in self.lessons
            if not line.is_cancelled and line.state is not RollState.DONE
        )


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """The school at this moment. `forgotten` and `absent` are the first lines of the board."""

    school: SchoolRef
    figures: SchoolToday
    absent: tuple[AbsentLine, ...]
    forgotten: tuple[RollLine, ...]

    @property
    def evacuation(self) -> str:
        """The address of the evacuation list: the device keeps it."""
        return f"/{self.school.uai}/evacuation/"


def teacher_day(actor: Actor) -> TeacherDay:
    """Today's lessons of the actor in all her schools."""
    lessons = rolls_of_teacher(actor, clock.today())
    standing = [line for line in lessons if not line.is_cancelled]
    now = clock.now()
    return TeacherDay(
        lessons=lessons,
        current=next((line for line in standing if line.is_now), None),
        following=next((line for line in standing if line.starts_at > now), None),
        forgotten=sum(line.state is RollState.FORGOTTEN for line in standing),
        several_schools=len({line.uai for line in lessons}) > 1,
        keeper=actor.person_id,
        schools=actor.schools,
        led=led_classes(actor),
    )


def teacher_topics(actor: Actor) -> tuple[str, ...]:
    """A teacher's own taps come back with the page; nothing else moves her day."""
    return ()


def school_card(actor: Actor) -> tuple[SchoolCard, ...]:
    """One card per school of the actor (one for almost everybody)."""
    return tuple(
        SchoolCard(school, school_today(school.id), absent_now(school.id), forgotten_rolls(school.id, most=30))
        for school in actor.schools
    )


def school_topics(actor: Actor) -> tuple[str, ...]:
    """The presence of each school."""
    return tuple(f"ecole:{school.id}:presence" for school in actor.schools)


def pupil_today(actor: Actor) -> PupilToday | None:
    """Today of the pupil herself."""
    return pupils_today(actor, (actor.person_id,)).get(actor.person_id)


def pupil_topics(actor: Actor) -> tuple[str, ...]:
    """The pupil's own."""
    return (f"eleve:{actor.person_id}",)
