"""Why a pupil was away or late: the catalogue of a school."""

from __future__ import annotations

from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class AbsenceReason(SchoolOwned):
    """A reason (motif) and what it does (capability C59, rule B6: Gepi's four flags, and the list of L131-8).

    A school is born with the starting catalogue of `catalogue.py`. A reason that was used is hidden, never erased.
    - `is_legitimate`: of the closed list of L131-8; proposed as accepted. Any other is judged.
    - `needs_proof`: settled only once a paper, or a digital proof, was received.
    - `is_under_responsibility`: the school answers for the pupil (infirmary, trip): never counted as an absence.
    - `is_breach`: fails the duty to attend: counted in the report card.
    - `as_lateness`: counted there as a late arrival.
    - `is_health`: teachers and other families' eyes read « justifiée », never the reason (rule B1).
    - `counts_in_alerts`, `counts_in_alerts_once_settled`: weighs on thresholds before it is settled, and after.
    - `is_for_families`: families may choose it; `is_shown_to_families`: they read it.
    """

    class Kind(models.TextChoices):
        ABSENCE = "absence", "Absence"
        LATE = "retard", "Retard"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    code = models.TextField()
    label = models.TextField()
    kind = models.TextField(choices=Kind.choices)
    position = models.SmallIntegerField()
    is_legitimate = models.BooleanField(default=False)
    needs_proof = models.BooleanField(default=False)
    is_under_responsibility = models.BooleanField(default=False)
    is_breach = models.BooleanField(default=True)
    as_lateness = models.BooleanField(default=False)
    is_health = models.BooleanField(default=False)
    counts_in_alerts = models.BooleanField(default=True)
    counts_in_alerts_once_settled = models.BooleanField(default=False)
    is_for_families = models.BooleanField(default=False)
    is_shown_to_families = models.BooleanField(default=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "absence_reason"
        ordering = ("school_id", "kind", "position", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="absence_reason_once"),
            models.UniqueConstraint(fields=["school", "kind", "label"], name="absence_reason_label_once"),
        ]

    def __str__(self) -> str:
        return self.label
