"""The secret address by which a calendar outside Préau reads somebody's lessons."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person


class AgendaLink(models.Model):
    """One address per person and profile. Only the digest of its secret is kept (32 bytes): a new address makes
    the former one useless, and a withdrawn row opens nothing.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    profile = models.TextField()
    digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "agenda_link"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["person", "profile"], name="agenda_link_once")]

    def __str__(self) -> str:
        return f"abonnement {self.pk}"
