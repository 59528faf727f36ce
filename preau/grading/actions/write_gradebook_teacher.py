"""Say who writes in a gradebook, from when until when, and whether the report card names her (capability C79)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from preau.directory.models import SchoolYear
from preau.foundation.ledger.record import record
from preau.grading.book_choices import FROM_FEED, SET_ASIDE
from preau.grading.events_books import GradebookTeacherWritten
from preau.grading.models import Gradebook, GradebookTeacher
from preau.grading.policies import may_arrange
from preau.grading.queries.teachers import is_teacher
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_gradebook_teacher(
    *,
    actor: Actor,
    school_id: int,
    gradebook_id: int,
    person_id: int,
    begins_on: date,
    last_on: date | None,
    is_shown: bool = True,
    teacher_id: int | None = None,
) -> GradebookTeacher:
    """She writes from `begins_on` to `last_on`, included (None: as long as the year). `teacher_id` changes what
    was said of her before. Whom the feed brought and the school ends is not brought back.

    Errors: `NotAllowed` for who arranges nothing in this school, a gradebook that is not open in it, or a person
    who does not teach in it; `NotPossible`, with its field, for days that are not in order or not of the year, or
    that overlap days on which she writes already.
    """
    if not may_arrange(actor, school_id):
        raise NotAllowed
    book = (
        Gradebook.objects.select_for_update(no_key=True)
        .filter(school_id=school_id, pk=gradebook_id, closed_at=None)
        .first()
    )
    if book is None:
        raise NotAllowed
    held = GradebookTeacher.objects.filter(gradebook=book)
    kept = held.filter(pk=teacher_id, person_id=person_id).first() if teacher_id is not None else None
    if (teacher_id is not None and kept is None) or (kept is None and not is_teacher(school_id, person_id)):
        raise NotAllowed
    year = SchoolYear.objects.get(pk=book.year_id)
    _check_days(year, begins_on, last_on)
    ends_on = last_on + timedelta(days=1) if last_on is not None else None
    if kept is None:
        kept = held.filter(person_id=person_id, begins_on=begins_on, ends_on=ends_on).first()
    _check_alone(held.filter(person_id=person_id).exclude(pk=kept.pk if kept else 0), begins_on, ends_on)
    row = kept or GradebookTeacher(school_id=school_id, gradebook=book, person_id=person_id)
    before = (row.begins_on, row.ends_on, row.is_shown)
    if kept is not None and before == (begins_on, ends_on, is_shown):
        return kept
    if row.ends_on != ends_on:
        row.origin = SET_ASIDE if row.origin == FROM_FEED and ends_on is not None else row.origin
        row.origin = "" if row.origin == SET_ASIDE and ends_on is None else row.origin
    row.begins_on, row.ends_on, row.is_shown = begins_on, ends_on, is_shown
    row.save()
    record(GradebookTeacherWritten(school_id, gradebook_id, person_id), actor=actor)
    return row


def _check_days(year: SchoolYear, begins_on: date, last_on: date | None) -> None:
    if not year.starts_on <= begins_on <= year.ends_on:
        raise NotPossible(_not_of(year), field="begins_on")
    if last_on is None:
        return
    if last_on > year.ends_on:
        raise NotPossible(_not_of(year), field="last_on")
    # The day before the first one: she writes not even a day.
    if last_on < begins_on - timedelta(days=1):
        raise NotPossible(_("Le dernier jour vient après le premier."), field="last_on")


def _not_of(year: SchoolYear) -> str:
    return _("Ce jour n’est pas de l’année scolaire, qui va du %(first)s au %(last)s.") % {
        "first": words.full_day(year.starts_on),
        "last": words.full_day(year.ends_on),
    }


def _check_alone(others: QuerySet[GradebookTeacher], begins_on: date, ends_on: date | None) -> None:
    """Her days in a gradebook never overlap: otherwise who may write would have two answers."""
    meeting = others.filter(Q(ends_on=None) | Q(ends_on__gt=begins_on))
    if ends_on is not None:
        meeting = meeting.filter(begins_on__lt=ends_on)
    if meeting.exists():
        raise NotPossible(_("Cette personne écrit déjà dans ce carnet ces jours-là."), field="begins_on")
