"""What is known of the time a pupil was away: a period, its reason, what was decided of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from preau.attendance.models.collective import CollectiveAbsence
from preau.attendance.models.reason import AbsenceReason
from preau.directory.models import Pupil, School
from preau.foundation.tenancy.models import SchoolOwned


class AbsencePeriod(SchoolOwned):
    """A stretch of time of one pupil, gathered from rolls or told by somebody, with two independent axes (C58):
    why (`reason`, `words`) and whether it is received (`admissibility`), plus the proof.

    - `origin` `appel`: gathered from what rolls noted on one day (`gathering.py`), and follows their corrections.
      Any other was told: the family, vie scolaire, a collective absence. It holds whatever rolls say of it, and
      what rolls note inside belongs to it.
    - `ends_at` is excluded; `first_on` and `last_on` repeat its days in Paris.
    - `collective` is the trip or the exam it belongs to, for the origin `collectif` and no other.
    - `words` are what was said; only those who treat absences, and whoever wrote them, read them (rule B1).
    - A row is never erased: `withdrawn_at` ends it; each change leaves an `AbsencePeriodVersion`.
    """

    class Kind(models.TextChoices):
        ABSENCE = "absence", "Absence"
        LATE = "retard", "Retard"
        LEFT_EARLY = "depart", "Départ anticipé"

    class Origin(models.TextChoices):
        ROLL = "appel", "Appel"
        FAMILY = "famille", "Famille"
        OFFICE = "vie_scolaire", "Vie scolaire"
        COLLECTIVE = "collectif", "Absence collective"

    class Admissibility(models.TextChoices):
        PENDING = "en_attente", "En attente"
        ACCEPTED = "acceptee", "Acceptée"
        REFUSED = "refusee", "Refusée"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=Kind.choices, default=Kind.ABSENCE)
    origin = models.TextField(choices=Origin.choices)
    collective = models.ForeignKey(CollectiveAbsence, on_delete=models.CASCADE, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    first_on = models.DateField()
    last_on = models.DateField()
    reason = models.ForeignKey(AbsenceReason, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(default="")
    said_at = models.DateTimeField(null=True)
    said_by_id = models.BigIntegerField(null=True)
    admissibility = models.TextField(choices=Admissibility.choices, default=Admissibility.PENDING)
    answer = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    proof_received_at = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)
    followed_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)
    withdrawn_why = models.TextField(default="")
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "absence_period"
        ordering = ("starts_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="absence_period_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="absence_period_days_in_order"),
            models.CheckConstraint(
                condition=Q(admissibility="en_attente", decided_at=None)
                | (~Q(admissibility="en_attente") & Q(decided_at__isnull=False)),
                name="absence_period_decided_by_someone",
            ),
            models.UniqueConstraint(
                fields=["collective", "pupil"],
                condition=Q(withdrawn_at=None, collective__isnull=False),
                name="absence_period_once_in_collective",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "first_on"], name="absence_period_of_day"),
            models.Index(fields=["pupil", "first_on"], name="absence_period_of_pupil"),
            models.Index(fields=["school", "last_on"], name="absence_period_last_day"),
            models.Index(
                fields=["school", "first_on"],
                include=["id"],
                condition=Q(withdrawn_at=None, followed_at=None, collective=None) & ~Q(admissibility="acceptee"),
                name="absence_period_to_follow",
            ),
            models.Index(
                fields=["school", "reason"],
                condition=Q(withdrawn_at=None, followed_at=None, admissibility="acceptee", proof_received_at=None),
                name="absence_period_without_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"période {self.pk}"


class AbsencePeriodVersion(SchoolOwned):
    """What a period was before a change: who changed it, when, by which deed, and the columns as they were."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey(AbsencePeriod, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
    deed = models.TextField()
    before = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "absence_period_version"
        ordering = ("period_id", "version")
        constraints = [
            models.UniqueConstraint(fields=["period", "version"], name="absence_period_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} v{self.version}"


class FollowUp(SchoolOwned):
    """Something done about a period (capability C68): a call made or received, a message left, a letter."""

    class Kind(models.TextChoices):
        CALL_MADE = "appel_passe", "Appel passé"
        CALL_RECEIVED = "appel_recu", "Appel reçu"
        ANSWERING_MACHINE = "repondeur", "Message sur répondeur"
        SMS = "sms", "SMS"
        MAIL = "courriel", "Courriel"
        LETTER = "courrier", "Courrier"
        MEETING = "entretien", "Entretien"
        OTHER = "autre", "Autre"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey(AbsencePeriod, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=Kind.choices)
    comment = models.TextField(default="")
    done_at = models.DateTimeField()
    done_by_id = models.BigIntegerField()

    class Meta:
        db_table = "follow_up"
        ordering = ("done_at", "id")
        indexes = [models.Index(fields=["period", "done_at"], name="follow_up_of_period")]

    def __str__(self) -> str:
        return f"suivi {self.pk}"
