"""What leaves Préau for one person by one channel, and what became of it."""

from __future__ import annotations

from django.db import models


class Sending(models.Model):
    """One message to one person: a notice told at once (`avis:12`) or the digest of a day (`resume:2026-11-17`).

    (`person_id`, `about`, `channel`) is unique: decided twice, it is sent once. It leaves at `leaves_at` at the
    earliest, is `incertain` from before it leaves until its answer is known, and tried again under the same name:
    at least once, the same each time. Belongs to no school: a family has several.
    """

    class Channel(models.TextChoices):
        MAIL = "courriel", "Courriel"
        SMS = "sms", "SMS"
        PUSH = "pousse", "Notification"

    class State(models.TextChoices):
        INITIAL = "initial", "À envoyer"
        UNCERTAIN = "incertain", "Envoi incertain"
        SENT = "envoye", "Envoyé"
        FAILED = "echec", "Échec"
        CANCELLED = "annule", "Annulé"

    id = models.BigAutoField(primary_key=True)
    person_id = models.BigIntegerField()
    about = models.TextField()
    notice_id = models.BigIntegerField(null=True)
    channel = models.TextField(choices=Channel.choices)
    sent_to = models.TextField()
    subject = models.TextField(default="")
    text = models.TextField()
    path = models.TextField(default="")
    state = models.TextField(choices=State.choices, default=State.INITIAL)
    attempts = models.SmallIntegerField(default=0)
    result = models.TextField(default="")
    made_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sending"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["person_id", "about", "channel"], name="sending_once"),
        ]
        indexes = [
            models.Index(
                fields=["leaves_at", "id"],
                condition=models.Q(state__in=["initial", "incertain"]),
                name="sending_waiting",
            ),
            models.Index(fields=["made_at"], name="sending_by_age"),
        ]

    def __str__(self) -> str:
        return f"envoi {self.pk}"


class DigestMark(models.Model):
    """Up to when a person was told in her digests of each day, and of each week."""

    person_id = models.BigIntegerField(primary_key=True)
    daily_until = models.DateTimeField(null=True)
    weekly_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "digest_mark"
        ordering = ("person_id",)

    def __str__(self) -> str:
        return f"résumé de {self.person_id}"


class DeadAddress(models.Model):
    """A mail address that a server refused for good: nothing goes there any more. Another address of the same
    person is another row: changing it is enough.
    """

    address = models.TextField(primary_key=True)
    since = models.DateTimeField()
    why = models.TextField()

    class Meta:
        db_table = "dead_address"
        ordering = ("address",)

    def __str__(self) -> str:
        return self.address
