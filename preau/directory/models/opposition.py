"""A pupil who came of age may oppose the information of her parents (rule B8, capability C138)."""

from __future__ import annotations

from django.db import models

from preau.directory.models.pupil import Pupil
from preau.directory.models.school import School


class AdultOpposition(models.Model):
    """What a pupil asked and a school recorded. It follows the pupil: it belongs to no school.

    Asked on `asked_on` by the pupil in her account, in force from `begins_on`, when the office recorded it,
    until the day before `ends_on`. `asked_reason` is the pupil's, `reason` the office's: nobody else reads them.
    """

    id = models.BigAutoField(primary_key=True)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    asked_on = models.DateField(null=True)
    asked_reason = models.TextField(default="")
    is_emancipated = models.BooleanField(default=False)
    begins_on = models.DateField(null=True)
    reason = models.TextField(default="")
    recorded_by_id = models.BigIntegerField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "adult_opposition"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["pupil"], condition=models.Q(ends_on=None), name="adult_opposition_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(asked_on__isnull=False) | models.Q(begins_on__isnull=False),
                name="adult_opposition_asked_or_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"opposition {self.pk}"
