"""The logos of schools and of the collectivities they belong to (capability C127)."""

from __future__ import annotations

from django.db import models

from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class SchoolLogo(SchoolOwned):
    """The logo of a school: a PNG of ours (`photos/image.py`), at most `rules.LARGEST_LOGO` bytes."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    content = models.BinaryField()
    digest = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        db_table = "school_logo"
        ordering = ("school_id",)

    def __str__(self) -> str:
        return f"logo de {self.school_id}"


class CollectivityLogo(models.Model):
    """The logo of a département or of the Region, by the name that its schools give it (`School.collectivity`)."""

    id = models.BigAutoField(primary_key=True)
    collectivity = models.TextField(unique=True)
    content = models.BinaryField()
    digest = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        db_table = "collectivity_logo"
        ordering = ("collectivity",)

    def __str__(self) -> str:
        return f"logo de {self.collectivity}"
