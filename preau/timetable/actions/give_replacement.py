"""Give a teacher's lessons to a substitute, for some days."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.agreement import agree_with_courses
from preau.timetable.deciding import check_may_change
from preau.timetable.events import ReplacementGiven
from preau.timetable.models import Replacement, WeeklyCourse
from preau.timetable.queries.substitutes import check_teaches_here
from preau.timetable.rules import laid_until


@action
def give_replacement(
    *,
    actor: Actor,
    school_id: int,
    absent_id: int,
    substitute_id: int,
    begins_on: date,
    ends_on: date,
    end_of_entry_on: date,
    course_id: int | None = None,
) -> int:
    """From `begins_on` to `ends_on`, both included, the lessons to come of `absent_id` (those of `course_id`
    alone, when told) are given by `substitute_id`, who may write for them until `end_of_entry_on`. Each laying
    holds to it. Returns its id.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` for days past or that cross, for one same
    person, for somebody who does not teach here, or when the absent teacher is replaced already on these days.
    """
    check_may_change(actor, school_id)
    _check_days(begins_on, ends_on, end_of_entry_on)
    if absent_id == substitute_id:
        raise NotPossible(_("Une personne ne se remplace pas elle-même."), field="substitute")
    check_teaches_here(school_id, absent_id, begins_on)
    check_teaches_here(school_id, substitute_id, begins_on)
    if course_id is not None and not WeeklyCourse.objects.filter(school_id=school_id, pk=course_id).exists():
        raise NotAllowed
    met = Replacement.objects.filter(
        school_id=school_id, absent_id=absent_id, lesson=None, begins_on__lte=ends_on, ends_on__gte=begins_on
    )
    if met.filter(weekly_course_id=course_id).exists():
        raise NotPossible(
            _("Cette personne est déjà remplacée sur ces jours\u202f: raccourcissez d’abord ce remplacement."),
            field="begins_on",
        )
    made = Replacement.objects.create(
        school_id=school_id, absent_id=absent_id, substitute_id=substitute_id, weekly_course_id=course_id,
        begins_on=begins_on, ends_on=ends_on, end_of_entry_on=end_of_entry_on,
    )  # fmt: skip
    given = ReplacementGiven(school_id, made.pk, absent_id, substitute_id, begins_on, ends_on, course_id)
    record(given, actor=actor)
    today = clock.today()
    agree_with_courses(school_id, since=today, until=laid_until(today))
    return made.pk


def _check_days(begins_on: date, ends_on: date, end_of_entry_on: date) -> None:
    if begins_on < clock.today():
        raise NotPossible(
            _("Ce jour est passé\u202f: un remplacement commence aujourd’hui au plus tôt."), field="begins_on"
        )
    if ends_on < begins_on:
        raise NotPossible(
            _("Le remplacement finit avant d’avoir commencé\u202f: corrigez une des dates."), field="ends_on"
        )
    if end_of_entry_on < ends_on:
        raise NotPossible(
            _("La fin de la saisie vient avant la fin du remplacement\u202f: donnez une date plus tardive."),
            field="end_of_entry_on",
        )
