"""One line at the top of every page, for a while (capability C26)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Banner(models.Model):
    """A sentence shown to the people it concerns, in these `schools`, between two instants.

    `audience`: profiles (`responsable`) and functions (`f:EDU`); empty: everybody. `origin` is empty when a school
    wrote it for its own people. A person puts one away until it changes (`version`); an urgent one stays. Readers
    do not query this table: each process keeps what stands, and asks again when a banner was written (ADR 0024).
    """

    class Level(models.TextChoices):
        INFORMATION = "information", "Information"
        WARNING = "attention", "Attention"
        URGENT = "urgence", "Urgence"

    id = models.BigAutoField(primary_key=True)
    schools = ArrayField(models.BigIntegerField())
    origin = models.TextField(default="")
    text = models.TextField()
    level = models.TextField(choices=Level.choices, default=Level.INFORMATION)
    audience = ArrayField(models.TextField(), default=list)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    version = models.IntegerField(default=1)
    written_by_id = models.BigIntegerField()
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(null=True)

    class Meta:
        db_table = "news_banner"
        ordering = ("-begins_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["written_by_id", "key"], name="news_banner_once_per_key"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("begins_at")), name="news_banner_ends"),
        ]
        indexes = [
            models.Index(fields=["ends_at"], condition=models.Q(withdrawn_at=None), name="news_banner_standing")
        ]

    def __str__(self) -> str:
        return self.text
