"""The made-up accounts and messages of a rehearsal: nobody real is in them, and they end with it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.vigilance.models.incident import Incident


class DrillAccount(SchoolOwned):
    """An account that a rehearsal makes up, « stolen » or not."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    name = models.TextField()
    login = models.TextField()
    profile = models.TextField()
    is_stolen = models.BooleanField()
    sessions = models.SmallIntegerField()

    class Meta:
        db_table = "drill_account"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class DrillWriting(SchoolOwned):
    """A message that a rehearsal makes up. `received` are the made-up accounts that have it, `read` those of them
    that opened it.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(DrillAccount, on_delete=models.CASCADE, related_name="+")
    title = models.TextField()
    text = models.TextField()
    written_at = models.DateTimeField()
    received = ArrayField(models.BigIntegerField())
    read = ArrayField(models.BigIntegerField())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "drill_writing"
        ordering = ("-written_at", "-id")

    def __str__(self) -> str:
        return self.title
