"""The coming year of a school: who sees it from when, and what was prepared."""

from __future__ import annotations

from django.db import models

from preau.directory.models.school import School, SchoolYear
from preau.foundation.tenancy.models import SchoolOwned


class YearOpening(SchoolOwned):
    """From `opens_on` on, `profile` sees the classes of a year that has not begun. Without a row, the rule of
    `new_year/days.py`.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.CASCADE, related_name="+")
    profile = models.TextField()
    opens_on = models.DateField()

    class Meta:
        db_table = "year_opening"
        ordering = ("school_id", "year_id", "profile")
        constraints = [models.UniqueConstraint(fields=["school", "year", "profile"], name="year_opening_once")]

    def __str__(self) -> str:
        return f"{self.year_id} : {self.profile} le {self.opens_on}"


class YearPreparation(SchoolOwned):
    """A school's year was prepared, and what was counted then: pupils of the year that ends, of whom so many stay
    and so many leave; pupils of the new one, of whom so many arrive.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.CASCADE, related_name="+")
    prepared_at = models.DateTimeField()
    pupils_before = models.IntegerField()
    staying = models.IntegerField()
    arriving = models.IntegerField()
    pupils_after = models.IntegerField()

    class Meta:
        db_table = "year_preparation"
        ordering = ("school_id", "year_id")
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="year_preparation_once"),
            models.CheckConstraint(
                condition=models.Q(pupils_after=models.F("staying") + models.F("arriving"))
                & models.Q(pupils_before__gte=models.F("staying")),
                name="year_preparation_loses_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id}, {self.year_id}"
