"""« Pourquoi ne puis-je pas écrire à… »: the rule that stands for each kind of people, in a sentence (C30)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.kernel.actor import Actor, Profile
from preau.messaging.rights.defaults import ENDS, Width
from preau.messaging.rights.ties import Ties, ties_of


@dataclass(frozen=True, slots=True)
class Explained:
    """One kind of people: may the actor write to them, to which of them, and who decided it."""

    people: str
    is_open: bool
    sentence: str
    decided_by_school: bool


def explained(actor: Actor, school_id: int) -> tuple[Explained, ...]:
    """One line a kind of people, as the rules stand for this actor today."""
    ties = ties_of(actor, school_id)
    return tuple(_explained(ties, profile) for profile in ENDS)


def _explained(ties: Ties, to: Profile) -> Explained:
    width = ties.width(to)
    groups = [group.name for group in ties.groups_open_to(to)]
    is_own = {ties.actor.profile, to} == {Profile.PUPIL, Profile.GUARDIAN}
    if width is Width.SCHOOL:
        sentence = _("À toutes les personnes de l’établissement.")
    elif is_own and width is Width.TIED:
        sentence = (
            _("À vos enfants, à personne d’autre.")
            if to is Profile.PUPIL
            else _("À vos responsables, à personne d’autre.")
        )
    elif groups:
        sentence = _("À ceux de\u202f: %(groups)s.") % {"groups": ", ".join(groups)}
    elif width is Width.TIED:
        sentence = _("À ceux de vos classes et groupes\u202f: vous n’en avez aucun aujourd’hui.")
    else:
        sentence = _("À personne, sauf pour répondre à qui vous a écrit.")
    return Explained(
        people=_(PEOPLE[to]),
        is_open=width is Width.SCHOOL or bool(groups) or (is_own and width is Width.TIED),
        sentence=sentence,
        decided_by_school=to.value in ties.chosen,
    )


PEOPLE = {
    Profile.DIRECTION: gettext_noop("Direction"),
    Profile.VIE_SCOLAIRE: gettext_noop("Vie scolaire"),
    Profile.TEACHER: gettext_noop("Enseignants"),
    Profile.STAFF: gettext_noop("Autres personnels"),
    Profile.GUARDIAN: gettext_noop("Parents et responsables"),
    Profile.PUPIL: gettext_noop("Élèves"),
}
