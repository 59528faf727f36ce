"""Close the school for some days, or for half a day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from preau.directory import wording
from preau.directory.events import ClosureAdded
from preau.directory.models import Closure, Half, School, SchoolYear
from preau.directory.policies import may_manage_calendar
from preau.foundation.ledger.record import record
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def add_closure(
    *, actor: Actor, school_id: int, label: str, starts_on: date, ends_on: date, half: str = ""
) -> int:
    """The school has no class from `starts_on` to `ends_on`, both included; `half` (`matin`, `apres_midi`) keeps
    the other half of one single day. Returns the id of the closure.

    Errors: `NotAllowed` for who does not set this calendar; `NotPossible` for dates that cross, leave the year or
    meet another closure.
    """
    if not may_manage_calendar(actor, school_id) or half not in {"", *Half.values}:
        raise NotAllowed
    if not label.strip():
        raise NotPossible(_("Dites pourquoi l’établissement est fermé."), field="label")
    if ends_on < starts_on:
        raise NotPossible(
            _("La fermeture finit avant d’avoir commencé : corrigez une des dates."), field="ends_on"
        )
    if half and ends_on != starts_on:
        raise NotPossible(
            _("Une demi-journée tient en un seul jour : donnez deux fois la même date."), field="ends_on"
        )
    _check_year(starts_on, ends_on)
    # Two closings of a school follow each other: neither misses the other.
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    _check_others(school_id, starts_on, ends_on, half)
    closure = Closure.objects.create(
        school_id=school_id, label=label.strip(), starts_on=starts_on, ends_on=ends_on, half=half
    )
    record(ClosureAdded(school_id, closure.pk, starts_on, ends_on, half), actor=actor)
    return closure.pk


def _check_year(starts_on: date, ends_on: date) -> None:
    if SchoolYear.objects.filter(starts_on__lte=starts_on, ends_on__gte=ends_on).exists():
        return
    known = ", ".join(
        _("%(label)s (du %(first)s au %(last)s)")
        % {
            "label": year.label,
            "first": words.full_day(year.starts_on),
            "last": words.full_day(year.ends_on),
        }
        for year in SchoolYear.objects.all()
    )
    raise NotPossible(
        _("Ces jours sortent de l’année scolaire. Années connues : %(known)s.") % {"known": known or _("aucune")},
        field="starts_on",
    )


def _check_others(school_id: int, starts_on: date, ends_on: date, half: str) -> None:
    met = Closure.objects.filter(school_id=school_id, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if half:
        met = met.filter(half__in=("", half))
    other = met.first()
    if other is not None:
        raise NotPossible(
            _("L’établissement est déjà fermé %(days)s : «\u202f%(label)s\u202f».")
            % {"days": wording.days(other.starts_on, other.ends_on, other.half), "label": other.label},
            field="starts_on",
        )
