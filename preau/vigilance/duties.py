"""What reports leave to be done: to be treated, by the direction and the CPE."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.rooms.duties import Asked, Duty, DutySource
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor, Profile
from preau.vigilance.models import Report
from preau.vigilance.policies import TREAT

# The same writing reported by several people is one thing to do: the first report stands for all.
_TO_TREAT = """
SELECT ARRAY[min(r.id)], NULL::bigint, r.school_id, ARRAY[min(r.reason)], NULL::timestamptz, min(r.reported_at)
  FROM writing_report r
 WHERE r.school_id = ANY(%(schools)s) AND r.treated_at IS NULL
 GROUP BY r.school_id, r.writing, r.writing_id
"""


def _to_treat(actor: Actor, asked: Asked) -> Duty:
    uai = next(school.uai for school in actor.schools if school.id == asked.school_id)
    return Duty(
        verb=_("Traiter"),
        title=_("Signalement\u202f: %(reason)s") % {"reason": Report.Reason(asked.texts[0]).label.lower()},
        path=url("vigilance:case", uai=uai, report_id=asked.keys[0]),
    )


def _reports(count: int) -> str:
    said = ngettext("%(count)s signalement à traiter", "%(count)s signalements à traiter", count)
    return said % {"count": count}


DUTIES = (
    DutySource(
        name="signalements",
        profiles=frozenset({Profile.DIRECTION, Profile.VIE_SCOLAIRE}),
        statement=_TO_TREAT,
        told=_to_treat,
        many=_reports,
        topics=lambda actor: tuple(f"signalements:{school_id}" for school_id in actor.school_ids),
        capability=TREAT,
    ),
)
