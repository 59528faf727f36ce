"""Pupils, their enrolments, and the persons who answer for them (rule B8, capability C6)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from preau.directory.models.person import Person
from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class Pupil(models.Model):
    """A person as pupil, whatever the school: the anchor of all schooling. Its key is the person's."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    mef = models.TextField(default="")
    level = models.TextField(default="")
    regime = models.TextField(default="")
    is_apprentice = models.BooleanField(default=False)

    class Meta:
        db_table = "pupil"
        ordering = ("person_id",)

    def __str__(self) -> str:
        return f"élève {self.pk}"


class Enrolment(SchoolOwned):
    """A pupil in a school from `begins_on`, until the day before `ends_on` (null: still there)."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "enrolment"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pupil"], condition=models.Q(ends_on=None), name="enrolment_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("begins_on")),
                name="enrolment_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["pupil", "school"], name="enrolment_of_pupil"),
            models.Index(fields=["school", "pupil", "begins_on", "ends_on"], name="enrolment_of_school"),
        ]

    def __str__(self) -> str:
        return f"inscription {self.pk}"


class Guardianship(models.Model):
    """What ties a person to a pupil. Not owned by a school: it follows the child.

    `level` is SIECLE's: 1 legal representative, 2 person in charge, 3 contact only. The four capabilities start
    from it (`capabilities_of_level`) and are ENT-owned once `is_set_by_hand` (a court decision, with its
    `decision_reference`): a feed no longer changes them.
    """

    class Level(models.IntegerChoices):
        LEGAL = 1, "représentant légal"
        IN_CHARGE = 2, "personne en charge"
        CONTACT = 3, "contact"

    CAPABILITIES_OF_LEVEL: ClassVar[dict[int, tuple[bool, bool, bool]]] = {
        Level.LEGAL: (True, True, True),
        Level.IN_CHARGE: (True, True, False),
        Level.CONTACT: (False, False, False),
    }

    id = models.BigAutoField(primary_key=True)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level.choices)
    kinship = models.SmallIntegerField(default=90)
    pays_fees = models.BooleanField(default=False)
    receives_aids = models.BooleanField(default=False)
    is_contact = models.BooleanField(default=False)
    rank = models.SmallIntegerField(default=0)
    is_informed = models.BooleanField()
    may_consult = models.BooleanField()
    may_decide = models.BooleanField()
    no_contact = models.BooleanField(default=False)
    is_set_by_hand = models.BooleanField(default=False)
    decision_reference = models.TextField(default="")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "guardianship"
        ordering = ("rank", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "guardian"], condition=models.Q(ends_on=None), name="guardianship_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(no_contact=False)
                | models.Q(is_informed=False, may_consult=False, may_decide=False),
                name="guardianship_no_contact_means_nothing",
            ),
        ]
        indexes = [models.Index(fields=["guardian", "pupil"], name="guardianship_of_guardian")]

    def __str__(self) -> str:
        return f"responsabilité {self.pk}"
