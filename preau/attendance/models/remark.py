"""What a sheet says of a pupil besides absent or late (capability C60)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.directory.models import Pupil, School
from preau.foundation.tenancy.models import SchoolOwned
from preau.timetable.models import Lesson


class SheetRemark(SchoolOwned):
    """One kind of remark at most per pupil and lesson; an error is withdrawn, never erased.

    - `depart`: left before the end, `minutes` before it; gathered into a period.
    - `carnet`: forgot the notebook (carnet de correspondance). `materiel`: forgot what the lesson needs.
    - `remarque`: a sentence (`words`) for vie scolaire.
    - `presence`: is there, though an absence was told for that time; vie scolaire looks into it (C65).
    """

    class Kind(models.TextChoices):
        LEFT_EARLY = "depart", "Parti avant la fin"
        NOTEBOOK = "carnet", "Carnet oublié"
        MATERIAL = "materiel", "Matériel oublié"
        REMARK = "remarque", "Remarque"
        PRESENT = "presence", "Présent malgré une absence annoncée"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    kind = models.TextField(choices=Kind.choices)
    words = models.TextField(default="")
    minutes = models.SmallIntegerField(null=True)
    noted_at = models.DateTimeField()
    noted_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "sheet_remark"
        ordering = ("noted_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "pupil", "kind"], name="sheet_remark_once"),
            models.CheckConstraint(
                condition=(Q(kind="depart") & Q(minutes__range=(1, 240))) | (~Q(kind="depart") & Q(minutes=None)),
                name="sheet_remark_minutes",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "held_on"], name="sheet_remark_of_day"),
            models.Index(fields=["pupil", "held_on"], name="sheet_remark_of_pupil"),
        ]

    def __str__(self) -> str:
        return f"remarque {self.pk}"
