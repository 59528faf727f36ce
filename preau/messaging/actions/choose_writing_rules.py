"""Say who may write to whom in a school, and how many people a family writes to at once (capability C30)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from preau.directory.models import School
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.events_rights import WritingRulesChosen
from preau.messaging.models import MessagingSettings, WritingRule
from preau.messaging.policies import may_set_rights
from preau.messaging.rights.defaults import default_width, widths_offered

_MOST_PUPIL, _MOST_GUARDIAN = 100, 500


@dataclass(frozen=True, slots=True)
class Caps:
    """Distinct persons, by one message and in 24 hours."""

    pupil_message: int
    pupil_day: int
    guardian_message: int
    guardian_day: int


@action
def choose_writing_rules(
    *, actor: Actor, school_id: int, widths: Mapping[tuple[str, str], str], caps: Caps
) -> None:
    """`widths`: (from, to) -> how far; a pair that is not said stays. A choice equal to the default is no choice.

    Errors: `NotAllowed` for who does not set it here, or a width that this pair is not offered; `NotPossible` for
    a cap out of its bounds, with its field.
    """
    if not may_set_rights(actor, school_id):
        raise NotAllowed
    if any(width not in widths_offered(*pair) for pair, width in widths.items()):
        raise NotAllowed
    _check_caps(caps)
    # Two heads who choose at once follow each other.
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    kept = {
        (one.from_profile, one.to_profile): one.width for one in WritingRule.objects.filter(school_id=school_id)
    }
    wanted = kept | dict(widths)
    chosen = {pair: width for pair, width in wanted.items() if width != default_width(*pair)}
    WritingRule.objects.filter(school_id=school_id).delete()
    WritingRule.objects.bulk_create(
        WritingRule(school_id=school_id, from_profile=one, to_profile=other, width=width)
        for (one, other), width in sorted(chosen.items())
    )
    MessagingSettings.objects.update_or_create(school_id=school_id, defaults=asdict(caps))
    changed = sum(kept.get(pair) != chosen.get(pair) for pair in {*kept, *chosen})
    record(WritingRulesChosen(school_id, changed), actor=actor)


def _check_caps(caps: Caps) -> None:
    for field, number in asdict(caps).items():
        most = _MOST_PUPIL if field.startswith("pupil") else _MOST_GUARDIAN
        if not 1 <= number <= most:
            raise NotPossible(_("Donnez un nombre de 1 à %(most)d.") % {"most": most}, field=field)
    for who in ("pupil", "guardian"):
        if getattr(caps, f"{who}_message") > getattr(caps, f"{who}_day"):
            raise NotPossible(
                _("La limite d’un message ne dépasse pas celle de la journée."), field=f"{who}_message"
            )
