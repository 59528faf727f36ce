"""The gradebook (carnet de notes) of a group in a subject: the « service » of a report card (capability C79)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from preau.directory.models import Group, Person, School, SchoolYear, Subject
from preau.foundation.tenancy.models import SchoolOwned
from preau.grading.averages.general import InGeneral
from preau.grading.averages.rounding import Rounding


class Gradebook(SchoolOwned):
    """A subject taught to a group in a year, whoever teaches it, with what it weighs.

    Made from the courses of the feeds, arranged by the school. `part` is '' but where a school splits a subject
    between teachers who mark apart. `modality`: S common, O compulsory option, F optional, L, R, X (rule B4).
    `rounding` '': the school's. `closed_at`: its group or subject is taught no more; kept, and not offered.
    `version` counts the changes of what its averages are made of.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    part = models.TextField(default="", db_default="")
    label = models.TextField(default="", db_default="")
    coefficient = models.DecimalField(max_digits=5, decimal_places=2, default=1, db_default=1)
    modality = models.TextField(default="S", db_default="S")
    is_evaluable = models.BooleanField(default=True, db_default=True)
    in_general = models.TextField(default=InGeneral.COUNTS, db_default=InGeneral.COUNTS)
    position = models.SmallIntegerField(default=0, db_default=0)
    rounding = models.TextField(default="", db_default="")
    best_bonus = models.DecimalField(max_digits=5, decimal_places=2, default=0, db_default=0)
    version = models.BigIntegerField(default=1, db_default=1)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "gradebook"
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "group", "subject", "part"], name="gradebook_once"),
            models.CheckConstraint(
                condition=Q(coefficient__gte=0) & Q(best_bonus__gte=0), name="gradebook_weights"
            ),
            models.CheckConstraint(
                condition=Q(modality__in=["S", "O", "F", "L", "R", "X"]), name="gradebook_modality"
            ),
            models.CheckConstraint(
                condition=Q(in_general__in=[one.value for one in InGeneral]), name="gradebook_in_general"
            ),
            models.CheckConstraint(
                condition=Q(rounding__in=["", *(one.value for one in Rounding)]), name="gradebook_rounding"
            ),
        ]
        indexes = [models.Index(fields=["group", "year"], name="gradebook_of_group")]

    def __str__(self) -> str:
        return f"carnet {self.pk}"


class GradebookTeacher(SchoolOwned):
    """Who writes in a gradebook, from `begins_on` until the day before `ends_on` (null: still).

    Co-teachers are several. `origin` `service`: opened by the courses of the feeds, which may end it. Whoever is
    hidden (`is_shown` false) writes, and is not named in the report card. A substitute is not here: her right is
    that of the replacement (`timetable.Replacement`), until its end of entry.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_shown = models.BooleanField(default=True, db_default=True)
    origin = models.TextField(default="", db_default="")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "gradebook_teacher"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["gradebook", "person"], condition=Q(ends_on=None), name="gradebook_teacher_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="gradebook_teacher_in_order"
            ),
        ]
        indexes = [models.Index(fields=["person", "school"], name="gradebook_of_teacher")]

    def __str__(self) -> str:
        return f"{self.gradebook_id}-{self.person_id}"


class SubSubject(SchoolOwned):
    """A part of a subject with an average of its own (« Oral »), rule B2.6. `removed_at`: no longer offered; only
    where nothing is marked in it.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    position = models.SmallIntegerField(default=0)
    coefficient = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    best_bonus = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    rounding = models.TextField(default="")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sub_subject"
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["gradebook", "label"], condition=Q(removed_at=None), name="sub_subject_once"
            ),
            models.CheckConstraint(
                condition=Q(coefficient__gte=0) & Q(best_bonus__gte=0), name="sub_subject_weights"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class EntryPermission(SchoolOwned):
    """The exceptional reopening of a locked term for one gradebook, until `until` (C83): by whom and why.
    `person` null: for all who write in it.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    until = models.DateTimeField()
    why = models.TextField()
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "entry_permission"
        ordering = ("until", "id")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("given_at")), name="entry_permission_in_order"),
        ]
        indexes = [models.Index(fields=["gradebook", "until"], name="entry_permission_of_gradebook")]

    def __str__(self) -> str:
        return f"réouverture {self.pk}"
