"""When marks are seen: at the hour of their evaluation, then at that of families where the school delays them."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.grading.events import (
    EvaluationReleased,
    EvaluationWithdrawn,
    EvaluationWritten,
    MarksWritten,
    TermResultsWritten,
)
from preau.grading.events_books import GradebooksArranged, SubSubjectWritten
from preau.grading.events_settings import GradingSettingsChanged
from preau.grading.jobs import count_figures_of, release_at_its_hour
from preau.grading.models import Evaluation, GradingSettings
from preau.kernel import clock

_PUPILS = """
SELECT pupil_id FROM mark WHERE evaluation_id = %(evaluation)s
 UNION SELECT pupil_id FROM skill_mark WHERE evaluation_id = %(evaluation)s
"""


@on(EvaluationWritten)
def release_then(event: EvaluationWritten, recorded: Recorded) -> None:
    """At its hour; at once when that is past. A date that changes leaves a job that will find nothing to do."""
    evaluation = Evaluation.objects.filter(pk=event.evaluation_id).first()
    if evaluation is not None and evaluation.released_at is not None:
        release_at_its_hour.after(
            evaluation.released_at - clock.now(), school_id=event.school_id, evaluation_id=event.evaluation_id
        )


@on(GradingSettingsChanged)
def release_at_the_new_hour(event: GradingSettingsChanged, recorded: Recorded) -> None:
    """The school changed its hour: what was not seen yet has another one."""
    for moved in Evaluation.objects.filter(pk__in=event.evaluation_ids, withdrawn_at=None):
        if moved.released_at is not None:
            release_at_its_hour.after(
                moved.released_at - clock.now(), school_id=event.school_id, evaluation_id=moved.pk
            )


@on(EvaluationReleased)
def show_to_its_pupils(event: EvaluationReleased, recorded: Recorded) -> None:
    """Their pages ask again, and once more when families may see it."""
    touch([f"eleve:{pupil_id}" for pupil_id in _pupils(event.evaluation_id)], recorded.id)
    settings = GradingSettings.objects.filter(school_id=event.school_id).first()
    evaluation = Evaluation.objects.filter(pk=event.evaluation_id).first()
    if (
        settings is None
        or not settings.parents_after_hours
        or evaluation is None
        or evaluation.released_at is None
    ):
        return
    for_families = evaluation.released_at + timedelta(hours=settings.parents_after_hours)
    if for_families > clock.now():
        release_at_its_hour.after(
            for_families - clock.now(), school_id=event.school_id, evaluation_id=event.evaluation_id
        )


@on(MarksWritten, EvaluationWritten, EvaluationWithdrawn, EvaluationReleased)
def count_soon(
    event: MarksWritten | EvaluationWritten | EvaluationWithdrawn | EvaluationReleased, recorded: Recorded
) -> None:
    """The figures of the group follow."""
    count_figures_of.later(school_id=event.school_id, gradebook_id=event.gradebook_id)


@on(TermResultsWritten)
def count_what_is_decided(event: TermResultsWritten, recorded: Recorded) -> None:
    """Of a term that is published already, reopened to mend something."""
    count_figures_of.later(school_id=event.school_id, gradebook_id=event.gradebook_id)


@on(SubSubjectWritten)
def count_with_its_parts(event: SubSubjectWritten, recorded: Recorded) -> None:
    """A part that weighs otherwise changes the averages of the group."""
    count_figures_of.later(school_id=event.school_id, gradebook_id=event.gradebook_id)


@on(GradebooksArranged)
def count_what_the_best_mark_weighs(event: GradebooksArranged, recorded: Recorded) -> None:
    """Of all that is arranged, the weight of the best mark alone changes averages."""
    if "best_bonus" in event.changed:
        for gradebook_id in event.gradebook_ids:
            count_figures_of.later(school_id=event.school_id, gradebook_id=gradebook_id)


@on(EvaluationWritten, EvaluationWithdrawn)
def touch_grid_and_its_pupils(event: EvaluationWritten | EvaluationWithdrawn, recorded: Recorded) -> None:
    """A column came, changed or went."""
    pupils = [f"eleve:{pupil_id}" for pupil_id in _pupils(event.evaluation_id)]
    touch([f"carnet:{event.school_id}:{event.gradebook_id}", *pupils], recorded.id)


def _pupils(evaluation_id: int) -> list[int]:
    with connection.cursor() as cursor:
        return [pupil_id for (pupil_id,) in cursor.execute(_PUPILS, {"evaluation": evaluation_id}).fetchall()]
