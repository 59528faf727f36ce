"""Whether a message may leave as it is addressed: refused with the names and the reason, let through, or kept for
a moderator when a pupil or a parent writes to too many (capability C30).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.models import BroadcastList, Group, Person
from preau.directory.people.audience import Audience, Who, count_addressed, people_addressed
from preau.directory.policies import may_write_to, visible_lists
from preau.kernel import clock
from preau.kernel.actor import STAFF_PROFILES, Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.models import MessagingSettings
from preau.messaging.policies import closed_because
from preau.messaging.rights.defaults import ENDS, Width
from preau.messaging.rights.finding import people_open_to
from preau.messaging.rights.ties import Ties, ties_of

_PROFILE_OF = {
    Who.PUPILS: Profile.PUPIL, Who.GUARDIANS: Profile.GUARDIAN, Who.TEACHERS: Profile.TEACHER,
    Who.STAFF: Profile.STAFF, Who.VIE_SCOLAIRE: Profile.VIE_SCOLAIRE, Who.DIRECTION: Profile.DIRECTION,
}  # fmt: skip
_A_DAY = timedelta(hours=24)
_FAMILIES = (Profile.PUPIL, Profile.GUARDIAN)

# Distinct persons that the actor wrote to since an instant, those who only wait for a moderator included.
_WRITTEN_TO = """
SELECT DISTINCT c.person_id FROM message m JOIN message_copy c ON c.message_id = m.id
 WHERE m.sender_id = %(actor)s AND m.sent_at > %(since)s AND m.sender_profile = %(profile)s
   AND m.state IN ('en_cours', 'remis', 'depart') AND c.person_id <> %(actor)s
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What will leave: to how many people, `others` without the sender. `needs_moderation`: why it waits, empty
    when it leaves.
    """

    people: int
    others: int
    needs_moderation: str


def check_address(
    actor: Actor, school_id: int, audiences: Sequence[Audience], *, answers: Iterable[int] = ()
) -> Checked:
    """In the transaction of the writing. `answers` are persons one may always write to here: who wrote the message
    that is answered, and those it was openly addressed to.

    Errors: `NotPossible` for messaging that is suspended, nobody addressed, or somebody the actor may not write
    to: the sentence names them and says why; `NotAllowed` for an audience that does not exist here.
    """
    closed = closed_because(actor, school_id)
    if closed:
        raise NotPossible(closed)
    if not actor.in_school(school_id):
        raise NotAllowed
    if not audiences:
        raise NotPossible(_("Choisissez au moins un destinataire."), field="recipients")
    ties = ties_of(actor, school_id)
    _check_people(ties, audiences, frozenset(answers))
    for audience in audiences:
        if audience.who == Who.LIST:
            _check_list(actor, school_id, audience)
        elif audience.who != Who.PERSON:
            _check_group(ties, audience)
    people, is_among = count_addressed(school_id, audiences, actor.person_id)
    if people == 0:
        raise NotPossible(
            _("Personne ne recevrait ce message\u202f: choisissez d’autres destinataires."), field="recipients"
        )
    why = _over_the_cap(ties, audiences) if actor.is_a(*_FAMILIES) else ""
    return Checked(people, people - is_among, why)


def _check_people(ties: Ties, audiences: Sequence[Audience], answers: frozenset[int]) -> None:
    named = [one for one in audiences if one.who == Who.PERSON and one.person_id not in answers]
    if not named:
        return
    asked = [one.person_id for one in named if one.person_id is not None]
    open_to = people_open_to(ties, asked)
    refused = {
        one.person_id or 0
        for one in named
        if not any(person == one.person_id and one.profile in {"", hat} for person, hat in open_to)
    }
    if not refused:
        return
    people = Person.objects.filter(pk__in=refused).order_by("sorting_name", "pk")
    if people.count() != len(refused) or not ties.actor.is_a(*STAFF_PROFILES):
        # A family is not told who is in the school: only that the rule does not open it.
        raise NotPossible(
            _("Les règles de l’établissement ne vous permettent pas d’écrire à l’une de ces personnes."),
            field="recipients",
        )
    names = ", ".join(str(person) for person in people)
    raise NotPossible(
        _("Les règles de l’établissement ne vous permettent pas d’écrire à\u202f: %(names)s.") % {"names": names},
        field="recipients",
    )


def _check_list(actor: Actor, school_id: int, audience: Audience) -> None:
    lists = visible_lists(actor).filter(school_id=school_id)
    kept: BroadcastList | None = lists.filter(pk=audience.list_id or 0).first()
    if kept is None:
        raise NotAllowed
    if not may_write_to(actor, kept):
        raise NotPossible(
            _("La liste «\u202f%(label)s\u202f» ne vous est pas ouverte\u202f: qui la tient dit qui lui écrit.")
            % {"label": kept.label},
            field="recipients",
        )


def _check_group(ties: Ties, audience: Audience) -> None:
    """A whole class or level, or the school. `personnels` is the whole staff, teachers included."""
    if audience.who not in _PROFILE_OF:
        raise NotAllowed
    who = Who(audience.who)
    to = _PROFILE_OF[who]
    is_family = ties.actor.is_a(*_FAMILIES)
    staff = [end for end in ENDS if end in STAFF_PROFILES]
    is_wide = (
        all(ties.width(end) is Width.SCHOOL for end in staff)
        if who is Who.STAFF
        else ties.width(to) is Width.SCHOOL
    )
    if audience.group_id is None:
        if is_family or not is_wide:
            raise NotPossible(
                _("Vous n’écrivez pas à tout l’établissement\u202f: choisissez une classe ou des personnes."),
                field="recipients",
            )
        return
    name = (
        Group.objects.filter(school_id=ties.school_id, pk=audience.group_id).values_list("label", "code").first()
    )
    if name is None:
        raise NotAllowed
    is_tied = any(group.id == audience.group_id for group in ties.groups_open_to(to))
    # A parent writes to no pupil but her own, whatever the rule; a pupil to no parent but her own.
    is_never = is_family and {ties.actor.profile, to} == set(_FAMILIES)
    if is_never or not (is_tied or (is_wide and not is_family)):
        raise NotPossible(
            _("Les règles de l’établissement ne vous permettent pas d’écrire à ce groupe\u202f: %(group)s.")
            % {"group": name[0] or name[1]},
            field="recipients",
        )


def _over_the_cap(ties: Ties, audiences: Sequence[Audience]) -> str:
    """Why a moderator looks first. A delegate writes to her whole class at once; the day counts for her too."""
    kept = MessagingSettings.objects.filter(school_id=ties.school_id).first() or MessagingSettings()
    is_pupil = ties.actor.is_a(Profile.PUPIL)
    most, day_most = (
        (kept.pupil_message, kept.pupil_day) if is_pupil else (kept.guardian_message, kept.guardian_day)
    )
    spoken_for = {group.id for group in ties.groups if group.is_delegate}
    counted = [one for one in audiences if one.group_id is None or one.group_id not in spoken_for]
    now = {one.person_id for one in people_addressed(ties.school_id, audiences)} - {ties.actor.person_id}
    alone = {one.person_id for one in people_addressed(ties.school_id, counted)} if counted else set()
    if len(alone - {ties.actor.person_id}) > most:
        return _("Un message à plus de %(most)d personnes est lu par l’établissement avant de partir.") % {
            "most": most
        }
    if len(now | _written_to(ties.actor)) > day_most:
        return _(
            "En vingt-quatre heures, vous avez écrit à beaucoup de monde\u202f: au-delà de %(most)d personnes, "
            "l’établissement lit le message avant qu’il parte."
        ) % {"most": day_most}
    return ""


def _written_to(actor: Actor) -> set[int]:
    asked: dict[str, Any] = {
        "actor": actor.person_id, "profile": actor.profile.value, "since": clock.now() - _A_DAY,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return {row[0] for row in cursor.execute(_WRITTEN_TO, asked).fetchall()}
