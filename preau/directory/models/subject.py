"""Subjects, programmes (MEF) and courses (STS « services »)."""

from __future__ import annotations

from django.db import models

from preau.directory.models.group import Group
from preau.directory.models.person import Person
from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class Subject(models.Model):
    """A subject of a source's nomenclature: (`source`, `code`), code of 6 digits and capitals."""

    id = models.BigAutoField(primary_key=True)
    source = models.TextField()
    code = models.TextField()
    label = models.TextField()

    class Meta:
        db_table = "subject"
        ordering = ("label", "id")
        constraints = [models.UniqueConstraint(fields=["source", "code"], name="subject_once_per_source")]

    def __str__(self) -> str:
        return self.label


class Mef(models.Model):
    """A programme of study (module élémentaire de formation): 11 characters."""

    id = models.BigAutoField(primary_key=True)
    source = models.TextField()
    code = models.TextField()
    label = models.TextField()
    attached_to = models.TextField(default="")
    stat11 = models.TextField(default="")

    class Meta:
        db_table = "mef"
        ordering = ("code", "id")
        constraints = [models.UniqueConstraint(fields=["source", "code"], name="mef_once_per_source")]

    def __str__(self) -> str:
        return self.label


class Course(SchoolOwned):
    """A teacher teaches a subject to a group (STS « service »), dated. Co-teaching is two courses.

    `origin` is the feed that opened it (`aaf`): a feed ends only the courses it opened.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    origin = models.TextField(default="", db_default="")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "course"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["group", "subject", "teacher"],
                condition=models.Q(ends_on=None),
                name="course_open_once",
            ),
        ]
        indexes = [models.Index(fields=["teacher", "school"], name="course_of_teacher")]

    def __str__(self) -> str:
        return f"service {self.pk}"
