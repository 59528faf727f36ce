"""A document that a family gives (C101)."""

from __future__ import annotations

from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.liaison.models.word import Word


class Deposit(SchoolOwned):
    """A file, or a photograph of a page. `verdict` is the antivirus's. Taken back or erased when its time has
    come, its content is empty and its row stays: what was given, when, and what was decided.
    """

    class State(models.TextChoices):
        RECEIVED = "recu", "Reçu"
        ACCEPTED = "accepte", "Accepté"
        REFUSED = "refuse", "Refusé"
        WITHDRAWN = "repris", "Repris par la famille"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="+")
    pupil_id = models.BigIntegerField()
    sent_by_id = models.BigIntegerField()
    sent_at = models.DateTimeField()
    name = models.TextField()
    kind = models.TextField()
    size = models.IntegerField()
    digest = models.TextField()
    content = models.BinaryField()
    verdict = models.TextField(default="")
    state = models.TextField(choices=State.choices, default=State.RECEIVED)
    reason = models.TextField(default="")
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "liaison_deposit"
        ordering = ("id",)
        indexes = [models.Index(fields=["word", "pupil_id"], name="liaison_deposit_of_word")]

    def __str__(self) -> str:
        return self.name
