"""What grading does later: release evaluations at their hour, count figures, make gradebooks each night, tell of
new marks those who asked.
"""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.access.devices import push_to
from preau.directory.models import Person, School
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.push.send import PushRefused
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.grading.actions.count_figures import count_figures
from preau.grading.actions.count_what_is_published import count_what_is_published
from preau.grading.actions.make_gradebooks import make_gradebooks
from preau.grading.actions.release_evaluation import release_evaluation
from preau.grading.actions.tell_new_marks import tell_new_marks
from preau.grading.models import NewMarksSubscription
from preau.kernel.actor import SYSTEM


@job
def release_at_its_hour(*, school_id: int, evaluation_id: int) -> None:
    """The hour of an evaluation has come; its date may have changed since."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        release_evaluation(actor=SYSTEM, school_id=school_id, evaluation_id=evaluation_id)


@job
def count_figures_of(*, school_id: int, gradebook_id: int) -> None:
    """After marks changed or were released."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        count_figures(actor=SYSTEM, school_id=school_id, gradebook_id=gradebook_id)


@job
def count_what_is_published_of(*, school_id: int, term_id: int) -> None:
    """The report cards of a class are read: what was decided is no secret any more."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        for gradebook_id in count_what_is_published(actor=SYSTEM, school_id=school_id, term_id=term_id):
            count_figures_of.later(school_id=school_id, gradebook_id=gradebook_id)


@job
def make_gradebooks_of(*, school_id: int) -> None:
    """What is taught in a school may have changed."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        make_gradebooks(actor=SYSTEM, school_id=school_id)


@scheduled("20 3 * * *")
def make_gradebooks_each_night() -> None:
    """One job per school."""
    with transaction.atomic():
        for school_id in School.objects.order_by("id").values_list("id", flat=True):
            make_gradebooks_of.later(school_id=school_id)


@job
def tell_new_marks_of(*, school_id: int, cadence: str, pupil_ids: list[int]) -> None:
    """To those who asked at this cadence; of these pupils, or of all when there are none."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        tell_new_marks(actor=SYSTEM, school_id=school_id, cadence=cadence, pupil_ids=pupil_ids)


@scheduled("15 17 * * *")
def tell_new_marks_each_evening() -> None:
    """Once the marks of the day are seen: 18 h 15 in winter, 19 h 15 in summer."""
    with transaction.atomic():
        for school_id in School.objects.order_by("id").values_list("id", flat=True):
            tell_new_marks_of.later(school_id=school_id, cadence=NewMarksSubscription.Cadence.DAILY, pupil_ids=[])


@job
def push_new_marks(*, person_id: int, pupil_id: int) -> None:
    """On the devices of who asked; a device that hears no more loses nothing: the page says it too."""
    with transaction.atomic():
        child = Person.objects.get(pk=pupil_id).first_name
        path = reverse("grading:statement", kwargs={"pupil_id": pupil_id})
        body = _("Une nouvelle pour %(child)s") % {"child": child}
        try:
            push_to(person_id, {"title": "Préau", "body": body, "path": path})
        except PushRefused as refusal:
            if not refusal.is_final:
                raise
