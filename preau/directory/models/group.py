"""Divisions and teaching groups: both are groups of pupils with dated membership (capability C7)."""

from __future__ import annotations

from django.db import models

from preau.directory.models.person import Person
from preau.directory.models.pupil import Pupil
from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class Group(SchoolOwned):
    """A set of pupils of one school. A division and a teaching group differ by `kind` only, so that a roll,
    a mark or a message asks the same question of both (ADR 0004).

    `code` is the feed's (`6A`, `6A ANG-G1`) and may hold blanks; a renamed class is a new group (formats §1.6).
    `origin` is the feed that opened the group (`aaf`) and may close it; a locked group is left as it is.
    """

    class Kind(models.TextChoices):
        DIVISION = "division", "classe"
        TEACHING = "groupe", "groupe d’enseignement"
        MANUAL = "manuel", "groupe manuel"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=Kind.choices)
    code = models.TextField()
    label = models.TextField(default="")
    origin = models.TextField(default="", db_default="")
    is_locked = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "pupil_group"
        ordering = ("code", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "code"],
                condition=models.Q(closed_on=None),
                name="pupil_group_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.code


class Membership(SchoolOwned):
    """A pupil in a group from `begins_on` until the day before `ends_on` (null: still there).

    Lists, rolls and marks use the membership at their date, never today's.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "membership"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["group", "pupil"], condition=models.Q(ends_on=None), name="membership_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("begins_on")),
                name="membership_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "begins_on", "ends_on"], name="membership_of_group"),
            models.Index(fields=["pupil", "group"], name="membership_of_pupil"),
        ]

    def __str__(self) -> str:
        return f"appartenance {self.pk}"


class FormTeacher(SchoolOwned):
    """The « professeur principal » of a division, dated. `origin`: the feed that opened and may end it."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    origin = models.TextField(default="", db_default="")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "form_teacher"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=models.Q(ends_on=None), name="form_teacher_open_once"
            ),
        ]
        indexes = [models.Index(fields=["person", "school"], name="form_teacher_of_person")]

    def __str__(self) -> str:
        return f"professeur principal {self.pk}"
