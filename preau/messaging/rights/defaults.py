"""Who may write to whom when the school has decided nothing (capability C30).

The defaults of the field: the staff writes to everybody of the school, a teacher to the staff, and to the pupils
and families she teaches; the pupils of a class to each other and to their teachers; parents to those who teach and
follow their child, never to other parents, unless they are delegates of the class.
"""

from __future__ import annotations

from django.db.models import TextChoices

from preau.kernel.actor import Profile


class Width(TextChoices):
    """How far one profile writes to another."""

    NONE = "aucun", "Personne"
    #: Those of one's classes and groups; for a guardian, her child's, and among pupils her own child.
    TIED = "lies", "Ceux de ses classes et groupes"
    SCHOOL = "etablissement", "Tout l’établissement"


#: Profiles of the two ends, in the order of the table that a school sees.
ENDS = (
    Profile.DIRECTION, Profile.VIE_SCOLAIRE, Profile.TEACHER, Profile.STAFF, Profile.GUARDIAN, Profile.PUPIL,
)  # fmt: skip
_STAFF = (Profile.DIRECTION, Profile.VIE_SCOLAIRE, Profile.TEACHER, Profile.STAFF)

#: What differs from « the whole school »: (from, to).
_NARROWER: dict[tuple[Profile, Profile], Width] = {
    (Profile.TEACHER, Profile.PUPIL): Width.TIED,
    (Profile.TEACHER, Profile.GUARDIAN): Width.TIED,
    (Profile.GUARDIAN, Profile.TEACHER): Width.TIED,
    (Profile.GUARDIAN, Profile.PUPIL): Width.TIED,
    (Profile.GUARDIAN, Profile.GUARDIAN): Width.NONE,
    (Profile.PUPIL, Profile.DIRECTION): Width.NONE,
    (Profile.PUPIL, Profile.STAFF): Width.NONE,
    (Profile.PUPIL, Profile.TEACHER): Width.TIED,
    (Profile.PUPIL, Profile.PUPIL): Width.TIED,
    (Profile.PUPIL, Profile.GUARDIAN): Width.TIED,
}

#: What a class or a group may open or close whatever the school says: (from, to).
GROUP_PAIRS = (
    (Profile.PUPIL, Profile.PUPIL), (Profile.PUPIL, Profile.TEACHER), (Profile.GUARDIAN, Profile.TEACHER),
    (Profile.GUARDIAN, Profile.GUARDIAN),
)  # fmt: skip

#: Distinct persons that a pupil or a guardian writes to, by one message and in a day, before a moderator looks.
#: The figures are ours (no text gives any): a class and its teachers are about forty; in March 2024, stolen
#: accounts wrote to whole schools.
PUPIL_MESSAGE, PUPIL_DAY = 12, 40
GUARDIAN_MESSAGE, GUARDIAN_DAY = 15, 60


def default_width(from_profile: str, to_profile: str) -> Width:
    """Nobody, for an end that is not of a school."""
    if from_profile not in ENDS or to_profile not in ENDS:
        return Width.NONE
    return _NARROWER.get((Profile(from_profile), Profile(to_profile)), Width.SCHOOL)


def widths_offered(from_profile: str, to_profile: str) -> tuple[Width, ...]:
    """What a school may choose for this pair: nothing ties two members of the staff but the school itself, and
    the staff is never kept from its own head or from vie scolaire.
    """
    if from_profile in _STAFF and to_profile in _STAFF:
        return (
            (Width.SCHOOL,)
            if to_profile in {Profile.DIRECTION, Profile.VIE_SCOLAIRE}
            else (Width.NONE, Width.SCHOOL)
        )
    if to_profile in {Profile.DIRECTION, Profile.VIE_SCOLAIRE, Profile.STAFF}:
        return (Width.NONE, Width.SCHOOL)
    if from_profile in {Profile.DIRECTION, Profile.VIE_SCOLAIRE, Profile.STAFF}:
        return (Width.NONE, Width.SCHOOL)
    if from_profile in {Profile.GUARDIAN, Profile.PUPIL} and to_profile in {Profile.GUARDIAN, Profile.PUPIL}:
        return (Width.NONE, Width.TIED)
    return tuple(Width)
