"""The deliveries that came, and what was noted of them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class SourceDelivery(models.Model):
    """A delivery of one source, as it was last tried. `fingerprint` is that of its files.

    `reading` is how its relations are read (`relations.READINGS`, one bit), told by a full delivery of pupils and
    kept for the deltas after it; null when this one told nothing. `read_count` is, always,
    `applied_count + kept_count + listed_count`, for all the sources of the delivery together.
    """

    class Kind(models.TextChoices):
        FULL = "complet", "complète"
        DELTA = "delta", "delta"

    class State(models.TextChoices):
        APPLIED = "appliquée", "appliquée"
        WAITING = "en attente", "attend d’être confirmée"
        REFUSED = "refusée", "refusée"

    id = models.BigAutoField(primary_key=True)
    source = models.TextField()
    kind = models.TextField(choices=Kind.choices)
    dated_on = models.DateField()
    fingerprint = models.TextField()
    state = models.TextField(choices=State.choices)
    reason = models.TextField(default="", db_default="")
    categories = ArrayField(models.TextField(), default=list, db_default=[])
    reading = models.SmallIntegerField(null=True)
    is_old_generation = models.BooleanField(default=False, db_default=False)
    read_count = models.IntegerField(default=0, db_default=0)
    applied_count = models.IntegerField(default=0, db_default=0)
    kept_count = models.IntegerField(default=0, db_default=0)
    listed_count = models.IntegerField(default=0, db_default=0)
    tried_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "aaf_delivery"
        ordering = ("dated_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "dated_on", "fingerprint"], name="aaf_delivery_once_per_content"
            ),
            models.CheckConstraint(
                condition=models.Q(state="appliquée") ^ models.Q(applied_at=None),
                name="aaf_delivery_applied_at_some_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"livraison {self.source} du {self.dated_on}"


class DeliveryNote(SchoolOwned):
    """Something of a delivery that did not come in, or not as it was written: file, line, key, reason.

    `is_open` until a later delivery tells the same entry again. `school` is null when the entry leads to no school
    that we know. `owner` is who can mend the cause.
    """

    class Severity(models.TextChoices):
        LEFT_OUT = "laissée de côté", "fiche laissée de côté"
        ODDITY = "anomalie", "fiche entrée sans sa partie étrange"
        USUAL = "usage", "laissée de côté, comme il est d’usage"
        TOLD = "à savoir", "fait à connaître"

    class Owner(models.TextChoices):
        SCHOOL = "établissement", "l’établissement"
        ACADEMIE = "académie", "l’académie"
        US = "nous", "la Région"

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(SourceDelivery, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, related_name="+")
    file = models.TextField()
    line = models.IntegerField()
    category = models.TextField(default="", db_default="")
    key = models.TextField(default="", db_default="")
    shape = models.TextField()
    reason = models.TextField()
    severity = models.TextField(choices=Severity.choices)
    owner = models.TextField(choices=Owner.choices)
    is_open = models.BooleanField(default=True, db_default=True)

    class Meta:
        db_table = "aaf_note"
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["school", "shape"], condition=models.Q(is_open=True), name="aaf_note_open_of_school"
            ),
            models.Index(fields=["delivery", "key"], name="aaf_note_of_delivery"),
        ]

    def __str__(self) -> str:
        return f"{self.file}, ligne {self.line} : {self.reason}"
