"""An incident: what was found, withdrawn, reset and kept on a bad day (capabilities C14, C31)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class Incident(models.Model):
    """A bad day, or its rehearsal, in `schools`: the head's own, or those of the perimeter of an administrator
    (`is_above`). `conclusion` is written when it closes. `key` is the form's: sent twice, it opens once.
    """

    id = models.BigAutoField(primary_key=True)
    schools = ArrayField(models.BigIntegerField())
    title = models.TextField()
    is_rehearsal = models.BooleanField()
    is_above = models.BooleanField()
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)
    conclusion = models.TextField(default="")
    key = models.UUIDField(unique=True)

    class Meta:
        db_table = "incident"
        ordering = ("-opened_at", "-id")

    def __str__(self) -> str:
        return self.title


class IncidentWriting(SchoolOwned):
    """A writing of an incident, by its kind and id, withdrawn from `withdrawn_at` to `restored_at`; `copies`
    people had it. `wants` is what the work under way does to it: `retirer`, `rendre`, or nothing.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    writing = models.TextField()
    writing_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    author_profile = models.TextField()
    written_at = models.DateTimeField()
    title = models.TextField()
    extract = models.TextField()
    copies = models.IntegerField()
    readers = models.IntegerField()
    kept_at = models.DateTimeField()
    wants = models.TextField(default="")
    withdrawn_at = models.DateTimeField(null=True)
    restored_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "incident_writing"
        ordering = ("-written_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["incident", "writing", "writing_id"], name="incident_writing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.writing} {self.writing_id}"


class IncidentAccount(SchoolOwned):
    """Somebody whose account an incident concerns, found in this school. `reset_at`: her sessions ended and her
    password went. In a rehearsal `person_id` is the id of a `DrillAccount`.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    person_id = models.BigIntegerField()
    kept_at = models.DateTimeField()
    wants = models.TextField(default="")
    reset_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "incident_account"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["incident", "person_id"], name="incident_account_once")]

    def __str__(self) -> str:
        return f"compte de {self.person_id}"


class IncidentWork(models.Model):
    """Something long that an incident asked for, done in the background piece by piece: `done` of `total`.

    A worker that dies goes on where it was: what remains is in the rows themselves. One of a kind at a time.
    """

    class Kind(models.TextChoices):
        WITHDRAW = "retirer", "Retrait des messages"
        RESTORE = "rendre", "Remise des messages"
        RESET = "reinitialiser", "Réinitialisation des comptes"
        EVIDENCE = "preuves", "Dossier de preuves"

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    schools = ArrayField(models.BigIntegerField())
    kind = models.TextField(choices=Kind.choices)
    total = models.IntegerField()
    done = models.IntegerField(default=0)
    copies = models.IntegerField(default=0)
    event_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    asked_profile = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "incident_work"
        ordering = ("-asked_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "kind"], condition=models.Q(ended_at=None), name="incident_work_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class EvidenceFile(models.Model):
    """What was kept for who will judge: a ZIP, and its SHA-256 in hexadecimal. Never changed once made."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    schools = ArrayField(models.BigIntegerField())
    made_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    writings = models.IntegerField()
    size = models.BigIntegerField()
    digest = models.TextField()
    content = models.BinaryField()

    class Meta:
        db_table = "evidence_file"
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"dossier {self.pk}"
