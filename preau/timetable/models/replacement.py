"""Who stands in for whom, and until when she may still write (capability C47)."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person, School
from preau.foundation.tenancy.models import SchoolOwned
from preau.timetable.models.lesson import Lesson
from preau.timetable.models.weekly import WeeklyCourse


class Replacement(SchoolOwned):
    """`substitute` gives the lessons of `absent` from `begins_on` to `ends_on`, both included.

    With `lesson`, that lesson alone; with `weekly_course`, its lessons alone. The substitute has the right of the
    lessons on their days, and may write the marks and remarks they call for until `end_of_entry_on`, included.
    Each laying gives the lessons of a long replacement to the substitute, and gives those to come back when it is
    shortened.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    absent = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    substitute = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, null=True, related_name="+")
    weekly_course = models.ForeignKey(WeeklyCourse, on_delete=models.CASCADE, null=True, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    end_of_entry_on = models.DateField()

    class Meta:
        db_table = "replacement"
        ordering = ("begins_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on"))
                & models.Q(end_of_entry_on__gte=models.F("ends_on")),
                name="replacement_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("substitute")), name="replacement_of_another"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "absent", "begins_on"], name="replacement_of_absent"),
            models.Index(fields=["substitute", "end_of_entry_on"], name="replacement_by_substitute"),
        ]

    def __str__(self) -> str:
        return f"remplacement {self.pk}"
