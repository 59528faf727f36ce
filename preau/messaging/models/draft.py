"""What is being written and saves itself."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person, School
from preau.foundation.tenancy.models import SchoolOwned
from preau.messaging.models.message import Message


class Draft(SchoolOwned):
    """One message being written. `addressed` is what the form says of its recipients, as it says it; `version`
    grows at each save, and `window` names the one that saved it, so that two windows never overwrite each other
    silently. `key` becomes the message's.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    profile = models.TextField()
    subject = models.TextField(default="")
    html = models.TextField(default="")
    addressed = models.JSONField(default=list)
    answers = models.TextField(choices=Message.Answers.choices, default=Message.Answers.SENDER)
    is_urgent = models.BooleanField(default=False)
    wants_answer = models.BooleanField(default=False)
    answers_to = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.UUIDField()
    version = models.IntegerField(default=1)
    window = models.TextField(default="")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "message_draft"
        ordering = ("-changed_at", "-id")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="message_draft_once_per_key")]

    def __str__(self) -> str:
        return f"brouillon {self.pk}"
