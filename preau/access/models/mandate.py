"""Mandates above schools: regional agents."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person


class Mandate(models.Model):
    """A person acts for the Region (or another partner) from `begins_on` until the day before `ends_on`.

    It opens the profile `agent`: counts and services of schools, never a pupil's file (rule B1).
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "mandate"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["person", "label"], condition=models.Q(ends_on=None), name="mandate_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.label
