"""The ledger: every fact of the house, once. A row is at once audit line, outbox and live trigger."""

from __future__ import annotations

from django.db import models


class LedgerEvent(models.Model):
    """A fact that happened. Rows are inserted by `record` only and never changed by screens.

    `payload` carries ids, never names. `key` is the sender's: the same actor and key cannot be recorded
    twice, which makes a repeated request one effect. The last columns follow the delivery to listeners.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    name = models.TextField()
    school_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    actor_profile = models.TextField()
    payload = models.JSONField()
    key = models.UUIDField(null=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        db_table = "ledger_event"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["actor_id", "key"],
                condition=models.Q(key__isnull=False),
                name="ledger_event_once_per_key",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(delivered_at__isnull=True), name="ledger_event_undelivered"
            ),
            models.Index(fields=["school_id", "name", "at"], name="ledger_event_by_school"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"
