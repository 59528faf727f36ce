"""What each source last said, entry by entry: a delta only tells what changed in it."""

from __future__ import annotations

from django.db import models


class AafRecord(models.Model):
    """The last entry of a key, whatever came of it: the attributes that Préau reads, as they were written.

    `attributes` maps a name to its list of values. Texts of the source, not of the directory: what the ENT owns is
    not here.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.TextField()
    category = models.TextField()
    key = models.TextField()
    attributes = models.JSONField()

    class Meta:
        db_table = "aaf_record"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["source", "key", "category"], name="aaf_record_once_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.category}:{self.key}"


class Awaited(models.Model):
    """A relative whom a pupil's entry names and the source never delivered: the tie is made when she comes."""

    id = models.BigAutoField(primary_key=True)
    source = models.TextField()
    pupil = models.TextField()
    relative = models.TextField()

    class Meta:
        db_table = "aaf_awaited"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["source", "relative", "pupil"], name="aaf_awaited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.pupil} attend {self.relative}"
