"""The class council: what it decides of each pupil, and what was shown (C94)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.bulletins.models.settings import Mention
from preau.directory.models import Group, Pupil, School, Term
from preau.foundation.tenancy.models import SchoolOwned


class Council(SchoolOwned):
    """The council of a class for a term. `closed_at`: its decisions are whole; `validated_at`: direction agreed.

    `minutes` are those of the parents' delegates, sent to that class alone once validated.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    term = models.OneToOneField(Term, on_delete=models.CASCADE, related_name="+")
    synthesis = models.TextField(default="", db_default="")
    minutes = models.TextField(default="", db_default="")
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)
    validated_at = models.DateTimeField(null=True)
    validated_by_id = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "council"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(validated_at=None) | Q(closed_at__isnull=False), name="council_closed_before_validated"
            )
        ]

    def __str__(self) -> str:
        return f"conseil {self.pk}"


class CouncilDecision(SchoolOwned):
    """What the council says of a pupil: synthesis, mention, opinion on orientation. `votes` (for, against,
    abstained) are never shown outside of it. `version` as everywhere.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    synthesis = models.TextField(default="", db_default="")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, null=True, related_name="+")
    orientation = models.TextField(default="", db_default="")
    votes = models.JSONField(null=True)
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "council_decision"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["pupil", "term"], name="council_decision_once")]

    def __str__(self) -> str:
        return f"décision {self.pk}"


class CouncilDecisionVersion(SchoolOwned):
    """What a decision was before a change."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    decision = models.ForeignKey(CouncilDecision, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
    before = models.JSONField()
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "council_decision_version"
        ordering = ("decision_id", "version")
        constraints = [
            models.UniqueConstraint(fields=["decision", "version"], name="council_decision_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} v{self.version}"


class CouncilSnapshot(SchoolOwned):
    """What the council was shown of a pupil, as it was: kept when the council passes on."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    shown = models.JSONField()
    shown_at = models.DateTimeField()

    class Meta:
        db_table = "council_snapshot"
        ordering = ("council_id", "pupil_id", "shown_at")
        indexes = [models.Index(fields=["pupil", "shown_at"], name="council_snapshot_of_pupil")]

    def __str__(self) -> str:
        return f"vue du conseil {self.pk}"


class SchoolLife(SchoolOwned):
    """The school-life block of a pupil for a term, where vie scolaire wrote it: its comment, and the numbers it
    corrected. A null number is the one that attendance counts; `why` explains a correction.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    justified = models.SmallIntegerField(null=True)
    unjustified = models.SmallIntegerField(null=True)
    late = models.SmallIntegerField(null=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    comment = models.TextField(default="", db_default="")
    why = models.TextField(default="", db_default="")
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "school_life"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["pupil", "term"], name="school_life_once"),
            models.CheckConstraint(
                condition=(Q(justified=None) | Q(justified__range=(0, 999)))
                & (Q(unjustified=None) | Q(unjustified__range=(0, 999)))
                & (Q(late=None) | Q(late__range=(0, 999))),
                name="school_life_numbers",
            ),
        ]

    def __str__(self) -> str:
        return f"vie scolaire {self.pk}"
