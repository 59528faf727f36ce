"""What is sent to a person outside of Préau, and what became of it."""

from __future__ import annotations

from django.db import models

from preau.attendance.models.absence import Absence
from preau.directory.models import Pupil, School
from preau.foundation.tenancy.models import SchoolOwned


class Notification(SchoolOwned):
    """One message to one person by one channel, about a pupil: the proof of what was said (rule B6).

    `absence` is the one that is told, when the message is about one; `sent_to`, the address or the number it went
    to. `batch` joins the letters made together (C69), by `made_by_id`; a paper is sent as soon as it is made:
    somebody prints it. `incertain` from before it leaves until its answer is known (`begin_sending`); tried again
    while `en_cours`; `result` says why it failed. Kept one year (rule B11). Only those who treat absences read it:
    an address is never shown to the other parent (rule B8).
    """

    class Channel(models.TextChoices):
        MAIL = "courriel", "Courriel"
        SMS = "sms", "SMS"
        PUSH = "pousse", "Notification"
        PAPER = "papier", "Courrier papier"

    class State(models.TextChoices):
        INITIAL = "initial", "À envoyer"
        UNCERTAIN = "incertain", "Envoi incertain"
        RUNNING = "en_cours", "Nouvel essai prévu"
        SENT = "envoye", "Envoyé"
        FAILED = "echec", "Échec"
        CANCELLED = "annule", "Annulé"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    absence = models.ForeignKey(Absence, on_delete=models.SET_NULL, null=True, related_name="+")
    recipient_id = models.BigIntegerField()
    channel = models.TextField(choices=Channel.choices)
    sent_to = models.TextField()
    subject = models.TextField(default="")
    text = models.TextField()
    state = models.TextField(choices=State.choices, default=State.INITIAL)
    attempts = models.SmallIntegerField(default=0)
    result = models.TextField(default="")
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    batch = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notification"
        ordering = ("made_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["absence", "recipient_id", "channel"], name="notification_once_per_absence"
            ),
            models.UniqueConstraint(fields=["batch", "pupil", "recipient_id"], name="notification_once_per_batch"),
            models.CheckConstraint(
                condition=models.Q(state="envoye", sent_at__isnull=False)
                | (~models.Q(state="envoye") & models.Q(sent_at=None)),
                name="notification_sent_at_some_time",
            ),
        ]
        indexes = [models.Index(fields=["pupil", "made_at"], name="notification_of_pupil")]

    def __str__(self) -> str:
        return f"envoi {self.pk}"
