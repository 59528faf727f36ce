"""Messaging suspended in a school (capability C14): reading stays open, nobody concerned writes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class Freeze(SchoolOwned):
    """These `profiles` write nothing in this school from `begun_at` until somebody lifts it.

    `is_above`: decided by who administers several schools: a head does not lift it. A school has one of each at
    most; freezing again replaces it. `gesture` is the key of the form: one row for each school of one gesture.
    `expected_on` is what people are told of its end; nothing reopens by itself. A rehearsal (`is_rehearsal`)
    suspends nobody.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    profiles = ArrayField(models.TextField())
    reason = models.TextField()
    expected_on = models.DateField(null=True)
    is_above = models.BooleanField()
    is_rehearsal = models.BooleanField(default=False)
    gesture = models.UUIDField()
    begun_at = models.DateTimeField()
    begun_by_id = models.BigIntegerField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "messaging_freeze"
        ordering = ("-begun_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "is_above", "is_rehearsal"],
                condition=models.Q(lifted_at=None),
                name="freeze_open_once",
            ),
            models.UniqueConstraint(fields=["gesture", "school"], name="freeze_once_per_gesture"),
        ]

    def __str__(self) -> str:
        return f"suspension {self.pk}"
