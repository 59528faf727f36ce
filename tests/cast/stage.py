"""Everybody of the cast by name, and the moment at which every test lives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction

from preau.attendance.models import AbsencePeriod, AbsenceProof, CollectiveAbsence
from preau.directory.models import (
    Closure,
    Group,
    Membership,
    Person,
    School,
    Subject,
    Term,
    UnpairedPortrait,
)
from preau.exchange.aaf.models import Reattachment
from preau.exchange.upload.models import SchoolImport
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.grading.models import Evaluation, Gradebook, Skill
from preau.kernel.actor import Profile
from preau.timetable.models import Lesson, Replacement

#: The moment at which every test lives: Tuesday 24 November 2026, 10 h 15 in Paris.
NOW = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)
YEAR_START = date(2026, 9, 1)


@dataclass
class Cast:
    """Everybody and everything by name."""

    people: dict[str, Person] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    closures: dict[str, Closure] = field(default_factory=dict)
    replacements: dict[str, Replacement] = field(default_factory=dict)
    imports: dict[str, SchoolImport] = field(default_factory=dict)
    reattachments: dict[str, Reattachment] = field(default_factory=dict)
    photos: dict[str, UnpairedPortrait] = field(default_factory=dict)
    periods: dict[str, AbsencePeriod] = field(default_factory=dict)
    #: « Sortie au musée », tomorrow, for which nobody is chosen yet.
    outings: dict[str, CollectiveAbsence] = field(default_factory=dict)
    proofs: dict[str, AbsenceProof] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)
    gradebooks: dict[str, Gradebook] = field(default_factory=dict)
    evaluations: dict[str, Evaluation] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    #: Terms, by class and number (« 4B-1 »).
    terms: dict[str, Term] = field(default_factory=dict)
    #: Ids of what was written for report cards (`words.py`).
    words: dict[str, int] = field(default_factory=dict)
    #: Ids of news items, their thread, a comment, a file, banners (`news.py`).
    news: dict[str, int] = field(default_factory=dict)
    #: Ids of messages, a thread, a file, a draft, a folder (`messages.py`).
    messages: dict[str, int] = field(default_factory=dict)
    #: Ids of a report, an incident and what it keeps (`vigilance.py`).
    vigilance: dict[str, int] = field(default_factory=dict)
    #: Ids of words to families and of a document given (`liaison.py`).
    liaison: dict[str, int] = field(default_factory=dict)
    #: Ids of weekly courses, when a test or a journey added one.
    courses: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            found: Person = self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None
        return found

    def token(self, name: str) -> str:
        """The session cookie of this person, under her profile of the cast."""
        return f"jeton-de-{name}"


@contextmanager
def everywhere(cast: Cast) -> Iterator[None]:
    """Open the scope of all the schools of the cast, to look at what was written."""
    with transaction.atomic(), scope_opened_by_hand([school.pk for school in cast.schools.values()]):
        yield
