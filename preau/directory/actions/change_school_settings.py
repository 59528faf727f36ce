"""Choose the midday, the holiday zone and the Saturdays of a school."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _

from preau.directory.events import SchoolSettingsChanged
from preau.directory.models import SchoolSettings
from preau.directory.policies import may_manage_calendar
from preau.directory.rules import EARLIEST_MIDDAY, LATEST_MIDDAY, ZONES
from preau.foundation.ledger.record import record
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def change_school_settings(
    *, actor: Actor, school_id: int, midday: time, zone: str, has_saturday_class: bool
) -> None:
    """Classes that begin before `midday` are of the morning (rule B6); `zone` says whose holidays are kept.

    Errors: `NotAllowed` for who does not set this calendar or an unknown zone; `NotPossible` for a midday that
    would cut no day in two.
    """
    if not may_manage_calendar(actor, school_id) or zone not in ZONES:
        raise NotAllowed
    if not EARLIEST_MIDDAY <= midday <= LATEST_MIDDAY:
        raise NotPossible(
            _("Choisissez une heure entre %(first)s et %(last)s.")
            % {"first": words.hour(EARLIEST_MIDDAY), "last": words.hour(LATEST_MIDDAY)},
            field="midday",
        )
    SchoolSettings.objects.update_or_create(
        school_id=school_id,
        defaults={"midday": midday, "zone": zone, "has_saturday_class": has_saturday_class},
    )
    record(SchoolSettingsChanged(school_id), actor=actor)
