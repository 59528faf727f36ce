"""What a roll notes: a pupil absent from a lesson, or arrived late."""

from __future__ import annotations

from django.db import models

from preau.attendance.models.period import AbsencePeriod
from preau.directory.models import Pupil, School
from preau.foundation.tenancy.models import SchoolOwned
from preau.timetable.models import Lesson


class Absence(SchoolOwned):
    """A pupil's absence from, or late arrival at, one lesson. At most one standing fact per pupil and lesson.

    `late_minutes` null means absent; a number means arrived that late (an absence becomes lateness when the
    pupil arrives). `withdrawn_at` marks an error: rows are never erased (rule B6 « Erreur de saisie »). Its
    `period` is given by `gathering.py` a moment after the tap.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    period = models.ForeignKey(AbsencePeriod, on_delete=models.SET_NULL, null=True, related_name="+")
    late_minutes = models.SmallIntegerField(null=True)
    noted_at = models.DateTimeField()
    noted_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "absence"
        ordering = ("noted_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "pupil"], name="absence_once_per_lesson"),
            models.CheckConstraint(
                condition=models.Q(late_minutes=None) | models.Q(late_minutes__range=(1, 240)),
                name="absence_late_minutes",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "held_on"], name="absence_of_day"),
            models.Index(fields=["pupil", "held_on"], name="absence_of_pupil"),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"
