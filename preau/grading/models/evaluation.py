"""Evaluations and their marks (capabilities C80 and C81)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.directory.models import Pupil, School
from preau.foundation.tenancy.models import SchoolOwned
from preau.grading.averages.given import Code, Counts
from preau.grading.models.gradebook import Gradebook, SubSubject
from preau.grading.models.settings import EvaluationKind


class Evaluation(SchoolOwned):
    """A test, an oral, a piece of homework: what is marked once for a group.

    - `held_on`: when it was taken; who was in the group that day is marked (rule B9). `counts_on` puts it in the
      term that holds that day, of the class of each pupil; it is `held_on` unless the teacher chose another term.
    - `published_on` and the release hour of the school make `released_at`, from when pupils see it; null: not yet
      decided, seen by nobody.
    - `out_of` null: skills alone. `is_rescaled`, `counts`, `coefficient`: rule B2.
    - `series`: the same test given to several groups; each has its own row.
    - `marked`, `total`, `lowest`, `highest`: of the marks that have a number; the mean is their quotient.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    # Its index is `evaluation_of_gradebook`: PostgreSQL took the narrower one, and read the whole year.
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+", db_index=False)
    sub_subject = models.ForeignKey(SubSubject, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.ForeignKey(EvaluationKind, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.TextField()
    held_on = models.DateField()
    counts_on = models.DateField()
    published_on = models.DateField(null=True)
    released_at = models.DateTimeField(null=True)
    out_of = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    coefficient = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    is_rescaled = models.BooleanField(default=True)
    is_formative = models.BooleanField(default=False)
    counts = models.TextField(default=Counts.ALWAYS)
    comment = models.TextField(default="")
    is_comment_shown = models.BooleanField(default=True)
    series = models.UUIDField(null=True)
    marked = models.SmallIntegerField(default=0)
    total = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    lowest = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    highest = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    version = models.BigIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "evaluation"
        ordering = ("held_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(out_of=None) | Q(out_of__gt=0), name="evaluation_out_of"),
            models.CheckConstraint(condition=Q(coefficient__gte=0), name="evaluation_coefficient"),
            models.CheckConstraint(
                condition=Q(counts__in=[one.value for one in Counts]), name="evaluation_counts"
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(published_on__isnull=False), name="evaluation_released_on_a_day"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evaluation_has_a_title"),
        ]
        indexes = [
            models.Index(fields=["gradebook", "counts_on"], name="evaluation_of_gradebook"),
            models.Index(
                fields=["school", "series"], condition=Q(series__isnull=False), name="evaluation_of_series"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Mark(SchoolOwned):
    """The mark of a pupil in an evaluation: a number, or a code that stands for one (`averages.given.Code`).

    `version` grows at each change: whoever writes says the version she saw, so that nobody overwrites what she did
    not see. A cell that was emptied keeps its row, with neither number nor code.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", db_index=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="+", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+", db_index=False)
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    code = models.TextField(null=True)
    comment = models.TextField(default="", db_default="")
    version = models.IntegerField(default=1, db_default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "mark"
        ordering = ("evaluation_id", "pupil_id")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "pupil"], name="mark_once"),
            models.CheckConstraint(condition=Q(value=None) | Q(code=None), name="mark_is_one_thing"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="mark_is_not_negative"),
            models.CheckConstraint(
                condition=Q(code=None) | Q(code__in=[one.value for one in Code]), name="mark_code"
            ),
        ]
        indexes = [models.Index(fields=["pupil", "evaluation"], name="mark_of_pupil")]

    def __str__(self) -> str:
        return f"{self.evaluation_id}-{self.pupil_id}"


class MarkVersion(SchoolOwned):
    """What a mark was before a change: nothing that was written is lost, and it can be taken back."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", db_index=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="+", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    code = models.TextField(null=True)
    comment = models.TextField(default="", db_default="")
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "mark_version"
        ordering = ("evaluation_id", "pupil_id", "version")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "pupil", "version"], name="mark_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}-{self.pupil_id} v{self.version}"
