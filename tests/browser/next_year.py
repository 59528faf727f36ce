"""A « rentrée » that comes: the collège prepares 2027-2028, so that its screens show their whole form.

Léa goes on to 3e B, most of her class to 3e A, some leave, children arrive in 6e A; families see it from today.
"""

from __future__ import annotations

from datetime import date

from preau.directory.models import (
    Course,
    Enrolment,
    Group,
    Membership,
    Pupil,
    SchoolYear,
    YearOpening,
)
from preau.kernel.actor import Profile
from tests.cast import TODAY, Cast, person

FIRST, LAST = date(2027, 9, 1), date(2028, 7, 5)

ARRIVING = ("Ahmed Sofiane", "Barthe Louise", "Cros Tiago", "Da Silva Inès", "Espitalier Malo", "Fontanilles Lina")


def prepare_next_year(cast: Cast, classmates: list[int]) -> None:
    """Write it. `classmates` are the pupils of 4e B besides Léa, of whom the last three leave. A scope is open."""
    college = cast.schools["college"]
    year = SchoolYear.objects.create(label="2027-2028", starts_on=FIRST, ends_on=LAST)
    divisions = [
        Group(school=college, kind=Group.Kind.DIVISION, code=code, label=code)
        for code in ("3e A", "3e B", "6e A – section internationale occitan")
    ]
    third, lea_s, sixth = Group.objects.bulk_create(divisions)
    staying = classmates[:-3]
    Membership.objects.filter(group=cast.groups["4B"]).update(ends_on=FIRST)
    Enrolment.objects.filter(pupil_id__in=classmates[-3:]).update(ends_on=FIRST)
    Membership.objects.bulk_create(
        Membership(school=college, group=group, pupil_id=pupil, begins_on=FIRST)
        for pupil, group in ((cast.lea.pk, lea_s), *((pupil, third) for pupil in staying[:-1]))
    )
    for number, name in enumerate(ARRIVING):
        last, _, first = name.rpartition(" ")
        pupil = Pupil.objects.create(
            person=person(cast, f"arrivante{number}", first, last, Profile.PUPIL, date(2016, 2, 1 + number))
        )
        Enrolment.objects.create(school=college, pupil=pupil, begins_on=FIRST)
        Membership.objects.create(school=college, group=sixth, pupil=pupil, begins_on=FIRST)
    Course.objects.filter(teacher=cast.durand).update(ends_on=FIRST)
    for group in (third, lea_s):
        Course.objects.create(
            school=college,
            group=group,
            subject=cast.subjects["Mathématiques"],
            teacher=cast.durand,
            begins_on=FIRST,
        )
    YearOpening.objects.bulk_create(
        YearOpening(school=college, year=year, profile=profile.value, opens_on=TODAY)
        for profile in (Profile.GUARDIAN, Profile.TEACHER)
    )
