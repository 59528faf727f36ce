"""Choose what a school decides about its report cards."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from preau.bulletins.events_settings import BulletinSettingsChanged
from preau.bulletins.policies import may_arrange_report_cards
from preau.bulletins.queries.mentions import settings_of
from preau.bulletins.rules import LONGEST_APPRECIATION, SHORTEST_LIMIT, SIGNATORY_LENGTH
from preau.directory.models import School
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@dataclass(frozen=True, slots=True)
class BulletinChoices:
    """The fields of `BulletinSettings`."""

    appreciation_length: int
    warns_of_words: bool
    has_warnings: bool
    signatory: str
    function: str


@action
def arrange_report_cards(*, actor: Actor, school_id: int, choices: BulletinChoices) -> None:
    """What is written already stays as it is, longer than a new limit or not. The same again: nothing.

    Errors: `NotAllowed` for who does not arrange report cards here; `NotPossible` for a limit out of bounds, a
    signatory or a function too long.
    """
    if not may_arrange_report_cards(actor, school_id):
        raise NotAllowed
    if not SHORTEST_LIMIT <= choices.appreciation_length <= LONGEST_APPRECIATION:
        raise NotPossible(
            _("De %(least)s à %(most)s caractères.") % {"least": SHORTEST_LIMIT, "most": LONGEST_APPRECIATION},
            field="appreciation_length",
        )
    for field in ("signatory", "function"):
        if len(getattr(choices, field)) > SIGNATORY_LENGTH:
            raise NotPossible(_("%(most)s caractères au plus.") % {"most": SIGNATORY_LENGTH}, field=field)
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    settings = settings_of(school_id)
    said = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(choices).items()}
    if all(getattr(settings, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(settings, name, value)
    settings.save()
    record(BulletinSettingsChanged(school_id), actor=actor)
