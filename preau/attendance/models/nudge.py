"""A reminder to whoever has not called a roll."""

from __future__ import annotations

from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.timetable.models import Lesson


class RollNudge(SchoolOwned):
    """Vie scolaire reminded the teachers of a lesson that its roll is still to be called (capability C57)."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    nudged_at = models.DateTimeField()
    nudged_by_id = models.BigIntegerField()

    class Meta:
        db_table = "roll_nudge"
        ordering = ("nudged_at", "id")
        indexes = [models.Index(fields=["lesson", "nudged_at"], name="roll_nudge_of_lesson")]

    def __str__(self) -> str:
        return f"relance {self.pk}"
