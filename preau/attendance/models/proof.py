"""What a family joins to explain an absence: a paper, photographed or scanned."""

from __future__ import annotations

from django.db import models

from preau.attendance.models.period import AbsencePeriod
from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class AbsenceProof(SchoolOwned):
    """A file sent for a period. `mime` was recognised by its bytes; `content` is at most `rules.LARGEST_PROOF`.

    Read by whoever sent it and by those who treat absences: a paper of one parent is not shown to the other (rule
    B8). Taken back by its sender (`withdrawn_at`), its content and its name are erased; the row says that it was.
    """

    class Mime(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "image"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey(AbsencePeriod, on_delete=models.CASCADE, related_name="+")
    name = models.TextField()
    mime = models.TextField(choices=Mime.choices)
    content = models.BinaryField()
    digest = models.TextField()
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "absence_proof"
        ordering = ("sent_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "sent_by_id", "digest"],
                condition=models.Q(withdrawn_at=None),
                name="absence_proof_once",
            ),
        ]
        indexes = [models.Index(fields=["school", "period"], name="absence_proof_of_period")]

    def __str__(self) -> str:
        return f"justificatif {self.pk}"
