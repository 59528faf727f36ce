"""Reports: those of a school, one of them, those of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.foundation.rooms.registry import writings
from preau.foundation.screens.page import PROFILE_LABELS
from preau.kernel.actor import Actor, Profile
from preau.vigilance.models import Report

PER_PAGE = 50

# How many reported the same writing: three reports of one message are one matter.
_OF_SCHOOL = """
SELECT r.id, r.writing, r.title, r.reason, r.reported_at, r.outcome,
       a.first_name || ' ' || a.last_name, r.author_profile,
       (SELECT count(*) FROM writing_report o
         WHERE o.school_id = r.school_id AND o.writing = r.writing AND o.writing_id = r.writing_id)
  FROM writing_report r LEFT JOIN person a ON a.id = r.author_id
 WHERE r.school_id = %(school)s AND (r.treated_at IS NULL) = %(waiting)s
 ORDER BY (r.treated_at IS NULL AND r.reason = ANY(%(alarming)s)) DESC, r.reported_at DESC, r.id DESC
 LIMIT %(most)s OFFSET %(skipped)s
"""

_COUNTS = """
SELECT count(*) FILTER (WHERE treated_at IS NULL), count(*) FILTER (WHERE treated_at IS NOT NULL)
  FROM writing_report WHERE school_id = %(school)s
"""

_ONE = """
SELECT r.id, r.writing, r.writing_id, r.title, r.extract, r.written_at, r.reason, r.words, r.reported_at,
       r.outcome, r.note, r.treated_at, r.version,
       coalesce(a.first_name || ' ' || a.last_name, ''), r.author_profile,
       coalesce(b.first_name || ' ' || b.last_name, ''), r.reporter_profile,
       coalesce(t.first_name || ' ' || t.last_name, '')
  FROM writing_report r
  LEFT JOIN person a ON a.id = r.author_id
  LEFT JOIN person b ON b.id = r.reporter_id
  LEFT JOIN person t ON t.id = r.treated_by_id
 WHERE r.school_id = %(school)s AND r.id = %(report)s
"""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list. `times`: how many people reported the same writing."""

    id: int
    writing: str
    title: str
    reason: str
    reported_at: datetime
    outcome: str
    author: str
    author_role: str
    times: int
    is_alarming: bool


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report whole, for those who treat it."""

    id: int
    writing: str
    writing_id: int
    title: str
    extract: str
    written_at: datetime
    reason: str
    words: str
    reported_at: datetime
    outcome: str
    note: str
    treated_at: datetime | None
    version: int
    author: str
    author_role: str
    reporter: str
    reporter_role: str
    treated_by: str


@dataclass(frozen=True, slots=True)
class MyReport:
    """What a person reported and what became of it."""

    id: int
    writing: str
    title: str
    reason: str
    reported_at: datetime
    outcome: str
    treated_at: datetime | None


def reports_of(
    school_id: int, *, waiting: bool, alarming: frozenset[str], skipped: int = 0
) -> tuple[ReportLine, ...]:
    """To treat (the alarming first) or treated, the latest first: a page and one more."""
    rows = _rows(
        _OF_SCHOOL,
        school=school_id,
        waiting=waiting,
        alarming=sorted(alarming),
        most=PER_PAGE + 1,
        skipped=skipped,
    )
    return tuple(
        ReportLine(
            pk, label_of(writing), title, str(Report.Reason(reason).label), at, str(Report.Outcome(outcome).label),
            author or "", _role(profile), times, reason in alarming,
        )
        for pk, writing, title, reason, at, outcome, author, profile, times in rows
    )  # fmt: skip


def counts_of(school_id: int) -> tuple[int, int]:
    """How many wait, how many are treated."""
    waiting, treated = _rows(_COUNTS, school=school_id)[0]
    return waiting, treated


def report_card(school_id: int, report_id: int) -> ReportCard | None:
    """None for another school's."""
    rows = _rows(_ONE, school=school_id, report=report_id)
    if not rows:
        return None
    pk, writing, writing_id, *middle = rows[0]
    *told, author, author_profile, reporter, reporter_profile, treated_by = middle
    roles = [author, _role(author_profile), reporter, _role(reporter_profile), treated_by]
    return ReportCard(*[pk, label_of(writing), writing_id, *told, *roles])


def reports_by(actor: Actor) -> tuple[MyReport, ...]:
    """Hers, in the schools in scope, the latest first; a hundred at most."""
    mine = Report.objects.filter(reporter_id=actor.person_id).order_by("-reported_at", "-id")
    rows = mine.values_list("id", "writing", "title", "reason", "reported_at", "outcome", "treated_at")[:100]
    return tuple(
        MyReport(
            pk,
            label_of(writing),
            title,
            str(Report.Reason(reason).label),
            at,
            str(Report.Outcome(outcome).label),
            done,
        )
        for pk, writing, title, reason, at, outcome, done in rows
    )


def label_of(writing: str) -> str:
    """The French name of a kind of writing; of one whose room is gone, its slug."""
    kind = writings().get(writing)
    return kind.label if kind else writing


def _role(profile: str) -> str:
    return PROFILE_LABELS[Profile(profile)]


def _rows(statement: str, **parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())
