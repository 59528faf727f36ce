"""What people report, and who is told at once (capability C36)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

from preau.directory.models import Person, School
from preau.foundation.tenancy.models import SchoolOwned


class Report(SchoolOwned):
    """Somebody says that a writing hurts or lies. Its author never learns who.

    (`writing`, `writing_id`) name it; `title` and `extract` are what it said that day, kept when it is withdrawn.
    `outcome` is what was done, as its reporter reads it; `note` stays among those who treat reports.
    """

    class Reason(models.TextChoices):
        HARASSMENT = "harcelement", gettext_lazy("Harcèlement")
        THREAT = "menace", gettext_lazy("Menace")
        SHOCKING = "choquant", gettext_lazy("Contenu choquant")
        IMPOSTURE = "usurpation", gettext_lazy("Quelqu’un écrit à la place d’un autre")
        OTHER = "autre", gettext_lazy("Autre raison")

    class Outcome(models.TextChoices):
        NONE = "", gettext_lazy("À traiter")
        ACTED = "agi", gettext_lazy("L’établissement est intervenu")
        WITHDRAWN = "retire", gettext_lazy("Le contenu est retiré")
        FOLLOWED = "suivi", gettext_lazy("La situation est suivie par l’établissement")
        UNFOUNDED = "sans_suite", gettext_lazy("Sans suite\u202f: le contenu ne pose pas de problème")

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    writing = models.TextField()
    writing_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    author_profile = models.TextField()
    written_at = models.DateTimeField()
    title = models.TextField()
    extract = models.TextField()
    reason = models.TextField(choices=Reason.choices)
    words = models.TextField(default="")
    reporter_id = models.BigIntegerField()
    reporter_profile = models.TextField()
    reported_at = models.DateTimeField()
    outcome = models.TextField(choices=Outcome.choices, default=Outcome.NONE)
    note = models.TextField(default="")
    treated_at = models.DateTimeField(null=True)
    treated_by_id = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "writing_report"
        ordering = ("-reported_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["reporter_id", "writing", "writing_id"], name="writing_report_once"),
            models.CheckConstraint(
                condition=models.Q(outcome="", treated_at=None)
                | (~models.Q(outcome="") & ~models.Q(treated_at=None)),
                name="writing_report_treated",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "-reported_at"], name="writing_report_of_school"),
            models.Index(fields=["school"], condition=models.Q(treated_at=None), name="writing_report_to_treat"),
        ]

    def __str__(self) -> str:
        return f"signalement {self.pk}"


class Referent(SchoolOwned):
    """Somebody of the staff told at once of harassment and threats. A school that names nobody has its direction
    and its CPE told.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "referent"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["school", "person"], name="referent_once")]

    def __str__(self) -> str:
        return f"référent {self.person_id}"
