"""Who may write while messaging is suspended, who suspends it, who treats reports, who leads a bad day."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.access.perimeter import administered_schools
from preau.kernel import words
from preau.kernel.actor import STAFF_PROFILES, Actor, Profile
from preau.vigilance.models import Referent
from preau.vigilance.queries.standing import Standing, standing

#: Suspend messaging, and open it again.
FREEZE = "vigilance:messaging:freeze"
#: Read the reports of a school, and say what was done.
TREAT = "vigilance:report:treat"
#: Lead an incident: find, withdraw, reset accounts, keep evidence.
LEAD = "vigilance:incident:lead"


def is_frozen(school_id: int, profile: Profile | str) -> bool:
    """True when nobody under this profile writes in this school now. For what is under way without its author: a
    mass delivery asks it before each batch, and waits.
    """
    return bool(standing([school_id], str(profile)))


def frozen_because(actor: Actor, school_id: int) -> str:
    """Why this actor may write nothing in this school now, as a French sentence; empty when she may.

    One indexed look-up, in the transaction of the writing: a suspension holds for every writing that begins after
    it was decided. The scope of the school is open.
    """
    found = standing([school_id], actor.profile.value)
    return sentence_of(found[0]) if found else ""


def sentence_of(one: Standing) -> str:
    """What people read: since when, why, until when, and what still works."""
    said = [
        _("La messagerie est suspendue depuis le %(day)s, %(hour)s\u202f: %(reason)s")
        % {"day": words.day(one.begun_at), "hour": words.hour(one.begun_at), "reason": one.reason},
        _("Réouverture prévue le %(day)s.") % {"day": words.day(one.expected_on)} if one.expected_on else "",
        _("Vous pouvez toujours lire vos messages\u202f; le reste de Préau marche comme d’habitude."),
    ]
    return " ".join(part for part in said if part)


def may_freeze(actor: Actor, school_id: int) -> bool:
    """The direction in its school, an administrator in her perimeter (one statement)."""
    return actor.may(FREEZE) and _is_hers(actor, school_id)


def may_lead(actor: Actor, school_ids: tuple[int, ...]) -> bool:
    """Likewise for an incident: all its schools are hers."""
    if not actor.may(LEAD) or not school_ids:
        return False
    if actor.is_a(Profile.AGENT):
        return administered_schools(actor).filter(pk__in=school_ids).count() == len(set(school_ids))
    return all(actor.in_school(school_id) for school_id in school_ids)


def may_treat(actor: Actor, school_id: int) -> bool:
    """The direction and the CPE of this school, and the referents it chose. The scope of the school is open."""
    if not actor.is_a(*STAFF_PROFILES) or not actor.in_school(school_id):
        return False
    return actor.may(TREAT) or Referent.objects.filter(school_id=school_id, person_id=actor.person_id).exists()


def may_choose_referents(actor: Actor, school_id: int) -> bool:
    """The direction of this school."""
    return actor.may(TREAT) and actor.is_a(Profile.DIRECTION) and actor.in_school(school_id)


def may_report(actor: Actor, school_id: int) -> bool:
    """Whoever reads a writing in one of her schools."""
    return not actor.is_anonymous and actor.in_school(school_id)


def _is_hers(actor: Actor, school_id: int) -> bool:
    if actor.is_a(Profile.AGENT):
        return administered_schools(actor).filter(pk=school_id).exists()
    return actor.in_school(school_id)
