"""Report cards as they were given: immutable, numbered (C95), and the end-of-cycle report (C90)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.directory.models import Group, Pupil, School, Term
from preau.foundation.tenancy.models import SchoolOwned


class ReportCard(SchoolOwned):
    """One version of the report card of a pupil for a term: what it says (`content`) and its PDF, never changed.

    A correction makes the next version, with `why`; families read the last one from `published_at` on, staff all.
    `announced_at`: families were told of it; PostgreSQL refuses that what it says changes.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    content = models.JSONField()
    pdf = models.BinaryField()
    digest = models.TextField()
    why = models.TextField(default="", db_default="")
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    published_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "report_card"
        ordering = ("pupil_id", "term_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["pupil", "term", "number"], name="report_card_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="report_card_next_says_why"),
        ]
        indexes = [models.Index(fields=["term", "number"], name="report_card_of_term")]

    def __str__(self) -> str:
        return f"bulletin {self.pk}"


class ReportCardBatch(SchoolOwned):
    """Report cards of classes made in the background: how many are asked, how many are made; resumable.

    `made` counts pupils whose card is right, made anew or not; `done` are the terms of classes that are finished,
    `failed` the pupils without a card, each with why.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    term_ids = models.JSONField()
    why = models.TextField(default="", db_default="")
    asked = models.IntegerField()
    made = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    failed = models.JSONField(default=list)
    done = models.JSONField(default=list)

    class Meta:
        db_table = "report_card_batch"
        ordering = ("-asked_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(made__gte=0) & Q(asked__gte=0), name="report_card_batch_counts")
        ]

    def __str__(self) -> str:
        return f"édition {self.pk}"


class CycleReport(SchoolOwned):
    """The end-of-cycle report of a pupil (rule B4): eight domains 1 to 4 (0: exempt), a synthesis, and what was
    learnt besides. `computed` keeps the levels that skills gave.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    cycle = models.SmallIntegerField()
    year_label = models.TextField()
    levels = models.JSONField(default=dict)
    computed = models.JSONField(default=dict)
    synthesis = models.TextField(default="", db_default="")
    complement = models.TextField(default="", db_default="")
    complement_level = models.SmallIntegerField(null=True)
    language = models.TextField(default="", db_default="")
    language_level = models.SmallIntegerField(null=True)
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()
    validated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cycle_report"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["school", "pupil", "cycle", "year_label"], name="cycle_report_once"),
            models.CheckConstraint(condition=Q(cycle__in=[3, 4]), name="cycle_report_cycle"),
            models.CheckConstraint(
                condition=(Q(complement_level=None) | Q(complement_level__range=(1, 2)))
                & (Q(language_level=None) | Q(language_level__range=(1, 2))),
                name="cycle_report_besides",
            ),
        ]

    def __str__(self) -> str:
        return f"bilan de cycle {self.pk}"
