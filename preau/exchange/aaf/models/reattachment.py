"""Two records that may be one person, whose key changed in its source."""

from __future__ import annotations

from django.db import models


class Reattachment(models.Model):
    """`newcomer` came under a new key and looks like `person`, known before: a human says whether she is.

    Until then they are two. Plain ids: merging the two moves nothing here. Nothing is proposed twice. `reason` is
    a French phrase: what is missing to be sure.
    """

    class State(models.TextChoices):
        PENDING = "à décider", "à décider"
        ACCEPTED = "acceptée", "une seule personne"
        REFUSED = "refusée", "deux personnes"

    id = models.BigAutoField(primary_key=True)
    person_id = models.BigIntegerField()
    newcomer_id = models.BigIntegerField()
    source = models.TextField()
    key = models.TextField()
    reason = models.TextField()
    state = models.TextField(choices=State.choices, default=State.PENDING, db_default="à décider")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "aaf_reattachment"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["person_id", "newcomer_id"], name="aaf_reattachment_once"),
            models.CheckConstraint(
                condition=~models.Q(person_id=models.F("newcomer_id")), name="aaf_reattachment_of_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"rattachement {self.pk}"
