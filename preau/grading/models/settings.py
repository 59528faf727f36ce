"""What a school decides about marks."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.grading import rules
from preau.grading.averages.rounding import Rounding


class GradingSettings(SchoolOwned):
    """The choices of a school; without a row, those of `rules.py`, each with its source.

    - `release_hour`: marks are seen from that hour of their publication day on.
    - `parents_after_hours`: parents see a mark that long after the pupil.
    - `shows_general`: the statement and the report card have a general average; null: a lycée does, a collège not
      (rule B2.8). `shows_rank`: only where the school ticks it.
    - `positioning`: the averages from which levels 2, 3 and 4 begin, on 20.
    - `code_labels`: what families read for a code, by code, where the school has a word of its own (rule B2.3).
    - `tests_a_day`, `tests_a_week`: beyond, a new test of the class is pointed out; 0: never.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    rounding = models.TextField(default=rules.ROUNDING)
    release_hour = models.TimeField(default=rules.RELEASE_HOUR)
    parents_after_hours = models.SmallIntegerField(default=rules.PARENTS_AFTER_HOURS)
    shows_class_figures = models.BooleanField(default=True)
    fewest_marks = models.SmallIntegerField(default=rules.FEWEST_MARKS)
    shows_averages = models.BooleanField(default=True)
    shows_general = models.BooleanField(null=True)
    shows_rank = models.BooleanField(default=False)
    tests_a_day = models.SmallIntegerField(default=rules.TESTS_A_DAY)
    tests_a_week = models.SmallIntegerField(default=rules.TESTS_A_WEEK)
    positioning = ArrayField(models.DecimalField(max_digits=4, decimal_places=2), default=rules.positioning)
    code_labels = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))

    class Meta:
        db_table = "grading_settings"
        ordering = ("school_id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rounding__in=[one.value for one in Rounding]), name="grading_settings_rounding"
            ),
            models.CheckConstraint(
                condition=models.Q(parents_after_hours__range=(0, 336)), name="grading_settings_parents"
            ),
            # Five at least: with fewer, a class figure tells the mark of a neighbour.
            models.CheckConstraint(
                condition=models.Q(fewest_marks__range=(5, 40)), name="grading_settings_fewest_marks"
            ),
        ]

    def __str__(self) -> str:
        return f"réglages des notes de {self.school_id}"


class EvaluationKind(SchoolOwned):
    """A kind of evaluation of a school (« Contrôle », « Devoir maison »…): what a new one starts with.

    A kind in use is no longer offered, never erased.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    position = models.SmallIntegerField()
    is_formative = models.BooleanField(default=False)
    is_test = models.BooleanField(default=False)
    coefficient = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    is_offered = models.BooleanField(default=True)

    class Meta:
        db_table = "evaluation_kind"
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "label"], name="evaluation_kind_once"),
            models.CheckConstraint(condition=models.Q(coefficient__gte=0), name="evaluation_kind_coefficient"),
        ]

    def __str__(self) -> str:
        return self.label
