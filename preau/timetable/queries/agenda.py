"""The lessons that an outside calendar reads, of whoever made its address."""

from __future__ import annotations

from datetime import datetime

from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.timetable.ical import AgendaEntry
from preau.timetable.models import AgendaLink
from preau.timetable.policies import wards_followed
from preau.timetable.queries.lines import LessonLine, Seen
from preau.timetable.queries.weeks import Whose, lessons_between
from preau.timetable.rules import AGENDA_BEFORE, laid_until


def agenda_link_of(actor: Actor) -> datetime | None:
    """When the address of this person under this profile was made; None when she has none."""
    links = AgendaLink.objects.filter(person_id=actor.person_id, profile=actor.profile.value)
    return links.values_list("made_at", flat=True).first()


def agenda_of(actor: Actor) -> tuple[AgendaEntry, ...]:
    """The lessons of the weeks around today: a pupil's, a teacher's, those of the wards a guardian may follow (the
    child is named when there are several). One statement. The scope of the actor's schools is open.
    """
    wards = wards_followed(actor) if actor.is_a(Profile.GUARDIAN) else ()
    whose, names = [], []
    if actor.is_a(Profile.GUARDIAN):
        for ward in wards:
            whose.append(Whose(Seen.BY_PUPIL, ward.pupil_id, tuple(sorted(ward.school_ids))))
            names.append(ward.first_name if len(wards) > 1 else "")
    elif actor.is_a(Profile.PUPIL, Profile.TEACHER):
        seen = Seen.BY_PUPIL if actor.is_a(Profile.PUPIL) else Seen.BY_TEACHER
        whose, names = [Whose(seen, actor.person_id, actor.school_ids)], [""]
    if not whose:
        return ()
    today = clock.today()
    found = lessons_between(today - AGENDA_BEFORE, laid_until(today), whose, reader=actor)
    return tuple(
        _entry(line, one, name) for one, name, lines in zip(whose, names, found, strict=True) for line in lines
    )


def _entry(line: LessonLine, whose: Whose, name: str) -> AgendaEntry:
    is_taught = whose.seen is Seen.BY_TEACHER
    summary = ", ".join(part for part in (line.groups if is_taught else "", line.subject) if part)
    return AgendaEntry(
        # Two wards may attend one lesson: an entry each.
        uid=f"seance-{line.lesson_id}-{whose.key}@{line.uai}.preau",
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        summary=f"{name}\u202f: {summary}" if name else summary,
        location=line.room,
        is_cancelled=line.is_cancelled,
        sequence=int(line.is_cancelled or line.is_changed),
    )
