"""Files joined to a draft, then to the body it became: kept once."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.messaging.models.draft import Draft
from preau.messaging.models.message import Body


class Attachment(models.Model):
    """A file of a draft or of a body, never of both. `kind` is what its content is (a MIME type), `digest` its
    SHA-256 in hexadecimal, `verdict` what the antivirus said of it (`foundation/files`): it is handed over only
    when it is no danger. `schools`: as for its body.
    """

    id = models.BigAutoField(primary_key=True)
    schools = ArrayField(models.BigIntegerField())
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.TextField()
    kind = models.TextField()
    size = models.IntegerField()
    digest = models.TextField()
    content = models.BinaryField()
    verdict = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "message_attachment"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft=None, body__isnull=False) | models.Q(draft__isnull=False, body=None),
                name="message_attachment_of_one",
            ),
            models.UniqueConstraint(fields=["draft", "digest", "name"], name="message_attachment_once"),
        ]

    def __str__(self) -> str:
        return self.name
