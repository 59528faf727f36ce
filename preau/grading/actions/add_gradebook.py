"""Open a gradebook by hand: a subject that no feed brings, or a part of one that is split (capability C79)."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _

from preau.directory.models import Group, SchoolYear
from preau.foundation.ledger.record import record
from preau.grading.events_books import GradebookAdded
from preau.grading.models import Gradebook, GradebookTeacher
from preau.grading.policies import may_arrange
from preau.grading.queries.teachers import is_taught_subject, is_teacher
from preau.grading.rules import PART_LENGTH
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def add_gradebook(
    *, actor: Actor, school_id: int, group_id: int, subject_id: int, teacher_id: int, part: str = ""
) -> Gradebook:
    """It comes last in its group, and its teacher writes in it from today on. `part` names a half of a subject
    that two teachers mark apart. One that was retired opens again, with what it had.

    Errors: `NotAllowed` for who arranges nothing in this school, or a group, a subject or a teacher that are not
    of it; `NotPossible`, with its field, outside any school year, or when it is open already.
    """
    if not may_arrange(actor, school_id):
        raise NotAllowed
    today = clock.today()
    year = SchoolYear.objects.filter(starts_on__lte=today, ends_on__gte=today).first()
    if year is None:
        raise NotPossible(_("Aucune année scolaire n’est en cours\u202f: un carnet s’ouvre pendant l’année."))
    name = " ".join(part.split())
    if len(name) > PART_LENGTH:
        raise NotPossible(
            _("Le nom d’une part ne dépasse pas %(most)s caractères.") % {"most": PART_LENGTH}, field="part"
        )
    # Two people who open the same at once follow each other.
    group = (
        Group.objects.select_for_update(no_key=True)
        .filter(school_id=school_id, pk=group_id, closed_on=None)
        .first()
    )
    if group is None or not is_taught_subject(school_id, subject_id) or not is_teacher(school_id, teacher_id):
        raise NotAllowed
    key = {"school_id": school_id, "year": year, "group": group, "subject_id": subject_id, "part": name}
    book = Gradebook.objects.filter(**key).first()
    if book is not None and book.closed_at is None:
        raise NotPossible(
            _("Ce carnet est déjà ouvert. Pour en ouvrir un second dans cette matière, donnez un nom à la part."),
            field="subject_id",
        )
    if book is None:
        of_group = Gradebook.objects.filter(school_id=school_id, year=year, group=group)
        last = of_group.aggregate(last=Max("position"))["last"] or 0
        book = Gradebook.objects.create(position=last + 1, **key)
    else:
        book.closed_at = None
        book.save(update_fields=["closed_at"])
    GradebookTeacher.objects.get_or_create(
        gradebook=book, person_id=teacher_id, ends_on=None, defaults={"school_id": school_id, "begins_on": today}
    )
    record(GradebookAdded(school_id, book.pk), actor=actor)
    return book
