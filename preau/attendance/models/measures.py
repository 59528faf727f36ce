"""What a school does about the absenteeism of a pupil (rule B6, capability C71)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.directory.models import Person, Pupil, School
from preau.foundation.tenancy.models import SchoolOwned


class AbsenteeismMeasures(SchoolOwned):
    """Of a month when half-days without a legitimate reason reached the number of the law: the referent adult,
    what was agreed with the family and when, the wider meeting from ten half-days on, what it decided.

    `version` grows at each change: nobody overwrites what she did not see.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    referent = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    agreement = models.TextField(default="", db_default="")
    met_on = models.DateField(null=True)
    measures = models.TextField(default="", db_default="")
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "absenteeism_measures"
        ordering = ("-month", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "pupil", "month"], name="absenteeism_measures_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="absenteeism_measures_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"mesures {self.pk}"
