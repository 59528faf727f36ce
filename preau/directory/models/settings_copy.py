"""What an administrator copied of a school to others, and what became of each (capability C127)."""

from __future__ import annotations

from django.db import models

from preau.directory.models.school import School


class SettingsCopy(models.Model):
    """One gesture: the `groups` of settings of `source`, given to the schools of `report`.

    It belongs to who made it, not to a school. `key` is the gesture's own: sent twice, it is done once. `report`
    has one entry per line of the list: `line`, `uai`, `name`, `state` (`copie`, `identique`, `refuse`), `sentence`
    and `changes`.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True)
    source = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    groups = models.JSONField()
    report = models.JSONField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()

    class Meta:
        db_table = "settings_copy"
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"copie {self.pk}"
