"""The roll (appel): one sheet per lesson."""

from __future__ import annotations

from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.timetable.models import Lesson


class Roll(SchoolOwned):
    """The sheet of a lesson. No row: to do. A row without `closed_at`: in progress. Closed: done.

    An empty sheet is recorded too (rule B6: any call, even empty, is stored). « Forgotten » is not a state of
    the row: it is a lesson started for more than the school's delay without a closed roll.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    lesson = models.OneToOneField(Lesson, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "roll"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="roll_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by_id=None)
                | models.Q(closed_at__isnull=False, closed_by_id__isnull=False),
                name="roll_closed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"appel {self.pk}"
