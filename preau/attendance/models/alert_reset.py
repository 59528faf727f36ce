"""An alert that vie scolaire has dealt with."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Pupil, School
from preau.foundation.tenancy.models import SchoolOwned


class AlertReset(SchoolOwned):
    """What counts for the alerts of a pupil starts again from here (capability C67). `kind` is that of the periods
    counted (`absence` or `retard`); `words` say what was done.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    words = models.TextField(default="")
    reset_at = models.DateTimeField()
    reset_by_id = models.BigIntegerField()

    class Meta:
        db_table = "alert_reset"
        ordering = ("reset_at", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["absence", "retard"]), name="alert_reset_kind"),
        ]
        indexes = [models.Index(fields=["pupil", "kind", "reset_at"], name="alert_reset_of_pupil")]

    def __str__(self) -> str:
        return f"alerte traitée {self.pk}"
