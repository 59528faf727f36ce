"""What is left of the presence of a year once it is over (rule B11): numbers that name nobody."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.directory.models import School, SchoolYear
from preau.foundation.tenancy.models import SchoolOwned


class PresenceSummary(SchoolOwned):
    """The numbers of a part of a school in a year: a class, a reason, a month (`view` says by what it is parted).

    Each stands for five pupils at least (`summing.safe_parts`); `is_rest` is the part where smaller ones were put
    together. Kept ten years, with no link to anybody.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    view = models.TextField()
    label = models.TextField()
    position = models.SmallIntegerField()
    is_rest = models.BooleanField(default=False)
    pupils = models.IntegerField()
    half_days = models.IntegerField()
    unjustified = models.IntegerField()
    minutes = models.IntegerField()
    lessons = models.IntegerField()
    late = models.IntegerField()

    class Meta:
        db_table = "presence_summary"
        ordering = ("view", "position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "view", "label", "is_rest"], name="presence_summary_once"
            ),
            models.CheckConstraint(condition=Q(pupils__gte=5), name="presence_summary_names_nobody"),
        ]

    def __str__(self) -> str:
        return f"{self.view} {self.label}"


class PresencePurge(SchoolOwned):
    """The end of the presence of a year in a school: put off, asked by the direction, then done.

    `erased` says how many rows of each table went. Asked, it is done by a job, whole or not at all.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    put_off_until = models.DateField(null=True)
    why = models.TextField(default="", db_default="")
    asked_at = models.DateTimeField(null=True)
    asked_by_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    erased = models.JSONField(default=dict)

    class Meta:
        db_table = "presence_purge"
        ordering = ("-year_id",)
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="presence_purge_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(asked_at__isnull=False), name="presence_purge_asked_first"
            ),
        ]

    def __str__(self) -> str:
        return f"fin d’année {self.pk}"
