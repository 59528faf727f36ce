"""Wrong tries, counted per account and per device: never per address, a whole school shares one."""

from __future__ import annotations

from django.db import models


class Attempts(models.Model):
    """`subject` is `compte:<keyed digest of the typed login>` or `appareil:<device id>` (see `throttle.py`);
    a login that does not exist is counted like one that does, so that nothing tells them apart.
    """

    subject = models.TextField(primary_key=True)
    failures = models.IntegerField(default=0)
    last_failure_at = models.DateTimeField()
    closed_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "sign_in_attempts"
        ordering = ("subject",)

    def __str__(self) -> str:
        return self.subject
