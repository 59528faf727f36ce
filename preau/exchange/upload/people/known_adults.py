"""What a school knows of its adults beyond their posts: its guests, who teaches what to whom, its subjects.

The scope of the school must be open. Read for a file of adults only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from preau.directory.models import Course, Post, School, Subject

#: The function of whoever is in the school by invitation: another member of the staff, with the fewest rights.
GUEST = "INV"


@dataclass(frozen=True, slots=True)
class KnownGuest:
    """The last right of a guest: until the day before `ends_on`."""

    post_id: int
    label: str
    begins_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class KnownCourse:
    """Somebody teaches a subject, by its source and its code, to a group. `origin`: the feed that says so."""

    id: int
    teacher_id: int
    source: str
    subject: str
    group_id: int
    origin: str


def guests_of(school: School) -> dict[int, KnownGuest]:
    """By person, whether their right is over or not."""
    rows = Post.objects.filter(school=school, function=GUEST, is_local=True).exclude(ends_on=None)
    found = rows.order_by("ends_on", "id").values_list("person_id", "id", "label", "begins_on", "ends_on")
    return {person: KnownGuest(pk, label, begins, ends) for person, pk, label, begins, ends in found if ends}


def courses_of(school: School) -> tuple[KnownCourse, ...]:
    """Those that nothing has ended."""
    rows = Course.objects.filter(school=school, ends_on=None).order_by("id")
    found = rows.values_list("id", "teacher_id", "subject__source", "subject__code", "group_id", "origin")
    return tuple(KnownCourse(*row) for row in found)


def subjects_of(school: School) -> tuple[tuple[int, str, str, str], ...]:
    """Of the académie's nomenclature and of the school's own: id, source, code, label."""
    rows = Subject.objects.filter(source__in=(school.source, school.uai)).order_by("id")
    return tuple(rows.values_list("id", "source", "code", "label"))
