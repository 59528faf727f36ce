"""Where classes gather when the alarm rings (capability C72)."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Group, School
from preau.foundation.tenancy.models import SchoolOwned


class AssemblyPoint(SchoolOwned):
    """A place outside where classes gather, as the school names it."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    position = models.SmallIntegerField()

    class Meta:
        db_table = "assembly_point"
        ordering = ("position", "id")
        # Deferred: two points may exchange their names.
        constraints = [
            models.UniqueConstraint(
                fields=["school", "label"], name="assembly_point_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.label


class AssemblyClass(SchoolOwned):
    """The point of a class: one."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    point = models.ForeignKey(AssemblyPoint, on_delete=models.CASCADE, related_name="+")
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "assembly_class"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.group_id}-{self.point_id}"
