"""Sessions: one row per signed-in browser. The cookie holds a secret, the row its digest."""

from __future__ import annotations

from django.db import models

from preau.access.models.account import Account


class Session(models.Model):
    """A signed-in browser, under exactly one profile. Sign-out everywhere ends all rows of the account.

    `address` is where it signed in from, `is_new_device` that this browser had never opened the account: a bad day
    asks for both (C14), nothing else reads them; they go with the session.

    Read through the SQL function `open_session` (migration 0004), one indexed look-up per request.
    """

    id = models.BigAutoField(primary_key=True)
    digest = models.BinaryField(unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    profile = models.TextField()
    device = models.TextField(default="")
    address = models.TextField(default="", db_default="")
    is_new_device = models.BooleanField(default=False, db_default=False)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "session"
        ordering = ("-started_at", "-id")
        indexes = [models.Index(fields=["account", "-started_at"], name="session_of_account")]

    def __str__(self) -> str:
        return f"session {self.pk}"
