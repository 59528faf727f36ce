"""What a school decides for itself, and the projects it takes part in."""

from __future__ import annotations

from django.db import models

from preau.directory.models.school import School
from preau.directory.rules import HOLIDAY_ZONE, MIDDAY
from preau.foundation.tenancy.models import SchoolOwned


class SchoolSettings(SchoolOwned):
    """The choices of a school; without a row, those of `rules.py`.

    Classes that begin before `midday` are of the morning (rule B6). `zone` says whose holidays are kept.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    midday = models.TimeField(default=MIDDAY)
    zone = models.TextField(default=HOLIDAY_ZONE)
    has_saturday_class = models.BooleanField(default=False)

    class Meta:
        db_table = "school_settings"
        ordering = ("school_id",)
        constraints = [
            models.CheckConstraint(condition=models.Q(zone__in=("A", "B", "C")), name="school_settings_zone")
        ]

    def __str__(self) -> str:
        return f"réglages de {self.school_id}"


class Project(models.Model):
    """Something several schools take part in together, besides their collectivity and their académie (C127)."""

    id = models.BigAutoField(primary_key=True)
    label = models.TextField(unique=True)

    class Meta:
        db_table = "project"
        ordering = ("label",)

    def __str__(self) -> str:
        return self.label


class SchoolProject(SchoolOwned):
    """A school in a project; it may be in several."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "school_project"
        ordering = ("school_id", "project_id")
        constraints = [models.UniqueConstraint(fields=["school", "project"], name="school_project_once")]

    def __str__(self) -> str:
        return f"{self.school_id}-{self.project_id}"
