"""The devices that hear Préau when it is closed (capability C134)."""

from __future__ import annotations

from django.db import models

from preau.access.models.session import Session


class PushDevice(models.Model):
    """What a browser gave so that it may be told: one for a session, which ends with it. Belongs to no school.

    `endpoint` is the address of its service; `key` and `secret` seal what is sent to it alone.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, primary_key=True, related_name="+")
    person_id = models.BigIntegerField(db_index=True)
    endpoint = models.TextField(unique=True)
    key = models.TextField()
    secret = models.TextField()
    made_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "push_device"
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"appareil {self.pk}"
