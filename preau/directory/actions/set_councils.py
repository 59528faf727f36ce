"""Give class councils their dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from preau.directory.events import CouncilsSet
from preau.directory.models import Term
from preau.directory.policies import may_manage_calendar
from preau.foundation.ledger.record import record
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def set_councils(*, actor: Actor, school_id: int, councils: Mapping[int, date | None]) -> int:
    """Set the day of the class council of each term, by its id (None: no date any more). Returns how many changed.

    Errors: `NotAllowed` for who does not set this calendar or a term that is not of this school; `NotPossible`,
    its field `council_<id>`, for a day before the term or after the year.
    """
    if not may_manage_calendar(actor, school_id):
        raise NotAllowed
    terms = Term.objects.filter(school_id=school_id, pk__in=councils).select_related("year", "group")
    locked = list(terms.select_for_update(of=("self",)))
    if len(locked) != len(councils):
        raise NotAllowed
    changed = [term for term in locked if term.council_on != councils[term.pk]]
    for term in changed:
        term.council_on = councils[term.pk]
        _check(term)
    Term.objects.bulk_update(changed, ["council_on"])
    if changed:
        record(CouncilsSet(school_id, tuple(term.pk for term in changed)), actor=actor)
    return len(changed)


def _check(term: Term) -> None:
    day = term.council_on
    if day is not None and not term.starts_on <= day <= term.year.ends_on:
        raise NotPossible(
            _("Le conseil de %(division)s a lieu entre le %(first)s, début de la période, et le %(last)s.")
            % {
                "division": term.group.label or term.group.code,
                "first": words.day(term.starts_on),
                "last": words.full_day(term.year.ends_on),
            },
            field=f"council_{term.pk}",
        )
