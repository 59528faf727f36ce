"""Pupils who came of age, and whether they oppose the information of their parents (rule B8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from preau.directory.events import OppositionEnded
from preau.directory.models import AdultOpposition, Enrolment, Person
from preau.directory.policies import may_record_opposition
from preau.directory.rules import LONGEST_REASON, TOLD_OF_AGE_FOR, of_age_on
from preau.kernel import clock, words
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible

_ADULT = """
SELECT p.born_on, o.asked_on, o.begins_on, o.is_emancipated, coalesce(o.asked_reason, ''), coalesce(o.reason, '')
  FROM person p LEFT JOIN adult_opposition o ON o.pupil_id = p.id AND o.ends_on IS NULL
 WHERE p.id = %(person)s
"""


@dataclass(frozen=True, slots=True)
class Majority:
    """When a pupil comes of age (None: her birth date is not known), and where her opposition is. The reasons are
    empty for who may not read them; `may_record`: the reader records it.
    """

    of_age_on: date | None
    asked_on: date | None
    begins_on: date | None
    is_emancipated: bool
    asked_reason: str
    reason: str
    may_record: bool

    @property
    def is_of_age(self) -> bool:
        return self.of_age_on is not None and self.of_age_on <= clock.today()

    @property
    def is_standing(self) -> bool:
        return self.asked_on is not None or self.begins_on is not None


def majority_of(actor: Actor, school_id: int, person_id: int) -> Majority:
    """For a page of the school; the caller has decided that the actor reaches the pupil."""
    return _majority(person_id, may_record=may_record_opposition(actor, school_id), reads=False)


def majority_block(actor: Actor, school_id: int, person_id: int) -> Majority | None:
    """On the page of a pupil: who came of age, or opposes; the office also before, to record an emancipation."""
    told = majority_of(actor, school_id, person_id)
    return told if told.is_of_age or told.is_standing or told.may_record else None


def own_majority(actor: Actor) -> Majority:
    """What a pupil reads of herself, her own reason included."""
    return _majority(actor.person_id, may_record=False, reads=True)


def coming_of_age(actor: Actor) -> Majority | None:
    """On the home page of a pupil: in the weeks after she came of age, until she has chosen."""
    told = own_majority(actor)
    is_recent = told.of_age_on is not None and told.of_age_on >= clock.today() - TOLD_OF_AGE_FOR
    return told if is_recent and told.is_of_age and not told.is_standing else None


def standing_opposition(pupil_id: int) -> AdultOpposition | None:
    """Asked or in force; locked until the end of the gesture. Two gestures on one pupil follow each other."""
    Person.objects.select_for_update(no_key=True).filter(pk=pupil_id).first()
    return AdultOpposition.objects.filter(pupil_id=pupil_id, ends_on=None).first()


def close_opposition(standing: AdultOpposition) -> OppositionEnded:
    """It ends today: what was asked or begun this very day leaves no day behind it."""
    was_in_force = standing.begins_on is not None
    standing.ends_on = clock.today()
    standing.save(update_fields=["ends_on"])
    return OppositionEnded(standing.office_id, standing.pk, standing.pupil_id, was_in_force)


def is_opposed(pupil_id: int, on: date) -> bool:
    """True when the pupil opposes the information of her parents on this day."""
    in_force = Q(ends_on=None) | Q(ends_on__gt=on)
    return AdultOpposition.objects.filter(in_force, pupil_id=pupil_id, begins_on__lte=on).exists()


def is_enrolled(school_id: int, pupil_id: int) -> bool:
    """True of a pupil of this school today."""
    today = clock.today()
    return Enrolment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), school_id=school_id, pupil_id=pupil_id, begins_on__lte=today
    ).exists()


def check_of_age(pupil_id: int) -> None:
    """`NotPossible` for a minor, or a pupil whose birth date is not known."""
    born_on = Person.objects.values_list("born_on", flat=True).get(pk=pupil_id)
    if born_on is None:
        raise NotPossible(_("La date de naissance n’est pas connue\u202f: l’âge ne peut pas se vérifier."))
    day = of_age_on(born_on)
    if day > clock.today():
        raise NotPossible(
            _("La majorité est le %(day)s\u202f: avant, les parents sont informés.") % {"day": words.full_day(day)}
        )


def check_reason(reason: str) -> None:
    """`NotPossible` for a reason that goes on too long."""
    if len(reason) > LONGEST_REASON:
        raise NotPossible(_("Dites-le en %(most)d caractères au plus.") % {"most": LONGEST_REASON}, field="reason")


def _majority(person_id: int, *, may_record: bool, reads: bool) -> Majority:
    with connection.cursor() as cursor:
        row = cursor.execute(_ADULT, {"person": person_id}).fetchone()
    assert row is not None
    born_on, asked_on, begins_on, is_emancipated, asked_reason, reason = row
    return Majority(
        of_age_on=of_age_on(born_on) if born_on else None,
        asked_on=asked_on,
        begins_on=begins_on,
        is_emancipated=bool(is_emancipated),
        asked_reason=asked_reason if may_record or reads else "",
        reason=reason if may_record else "",
        may_record=may_record,
    )
