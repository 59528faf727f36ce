"""Mandates above schools: regional agents."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person


class Mandate(models.Model):
    """A person acts for the Region (or another partner) from `begins_on` until the day before `ends_on`.

    It opens the profile `agent`: counts and services of schools, never a pupil's file (rule B1). What she
    sets, she sets in her perimeter: every school (`region`), those of an académie (`code` as the schools say it,
    `Toulouse`), or the collèges of a département (`31`: code de l’éducation, L213-1).
    """

    class Over(models.TextChoices):
        REGION = "region", "toute la Région"
        ACADEMIE = "academie", "une académie"
        DEPARTEMENT = "departement", "les collèges d’un département"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    over = models.TextField(choices=Over.choices, default=Over.REGION, db_default="region")
    code = models.TextField(default="", db_default="")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "mandate"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["person", "label"], condition=models.Q(ends_on=None), name="mandate_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(over="region", code="") | (~models.Q(over="region") & ~models.Q(code="")),
                name="mandate_perimeter",
            ),
        ]

    def __str__(self) -> str:
        return self.label
