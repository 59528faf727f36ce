"""A trip, an exam, an outing: many pupils away together (capability C64)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from preau.attendance.models.reason import AbsenceReason
from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class CollectiveAbsence(SchoolOwned):
    """What the pupils do (`label`, read by teachers and families), its time, its reason; each pupil has an
    `AbsencePeriod` of origin `collectif` that points here, and may have hours of her own.

    - `ends_at` is excluded; `first_on` and `last_on` repeat its days in Paris.
    - `key` comes with the form: sent twice, it is one.
    - A row is never erased: `cancelled_at` ends it; each change leaves a `CollectiveAbsenceVersion`.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    label = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    first_on = models.DateField()
    last_on = models.DateField()
    reason = models.ForeignKey(AbsenceReason, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_id = models.BigIntegerField(null=True)
    cancelled_why = models.TextField(default="")
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "collective_absence"
        ordering = ("starts_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "key"], name="collective_absence_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="collective_absence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="collective_absence_days_in_order"
            ),
        ]
        indexes = [models.Index(fields=["school", "last_on"], name="collective_absence_of_day")]

    def __str__(self) -> str:
        return self.label


class CollectiveAbsenceVersion(SchoolOwned):
    """What a collective absence was before a change: who changed it, when, and the columns as they were."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    collective = models.ForeignKey(CollectiveAbsence, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
    before = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField()

    class Meta:
        db_table = "collective_absence_version"
        ordering = ("collective_id", "version")
        constraints = [
            models.UniqueConstraint(fields=["collective", "version"], name="collective_absence_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.collective_id} v{self.version}"
