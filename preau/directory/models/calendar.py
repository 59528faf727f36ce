"""The year of a school: holidays of its zone, its own closing days, the terms of its classes (rule B9)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models.constraints import Deferrable

from preau.directory.models.group import Group
from preau.directory.models.school import School, SchoolYear
from preau.foundation.tenancy.models import SchoolOwned


class Half(models.TextChoices):
    """The half of a school day (rule B6)."""

    MORNING = "matin", "matin"
    AFTERNOON = "apres_midi", "après-midi"


class Holiday(models.Model):
    """A holiday of a zone, from its first free day to its last, both included.

    `zone` is `A`, `B` or `C`; `year_label` the school year it is published with (`2026-2027`). The summer of the
    last year published has a beginning only: `has_known_end` is then false and `ends_on` the eve of September.
    """

    id = models.BigAutoField(primary_key=True)
    zone = models.TextField()
    year_label = models.TextField()
    label = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    has_known_end = models.BooleanField(default=True)

    class Meta:
        db_table = "holiday"
        ordering = ("starts_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["zone", "year_label", "label"], name="holiday_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="holiday_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.year_label}"


class Closure(SchoolOwned):
    """Days on which this school alone has no class, first and last included, or one `half` of one day."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    half = models.TextField(choices=Half.choices, default="")

    class Meta:
        db_table = "closure"
        ordering = ("starts_on", "half", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="closure_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(half="") | models.Q(ends_on=models.F("starts_on")), name="closure_half_of_a_day"
            ),
        ]
        indexes = [models.Index(fields=["school", "starts_on"], name="closure_of_school")]

    def __str__(self) -> str:
        return f"fermeture {self.pk}"


class Term(SchoolOwned):
    """A term of a class: a trimester (1 to 3) or a semester (1 to 2), both dates included (rule B9).

    Marks are written until `end_of_entry_on`; the class council sits on `council_on`; from `published_at` on the
    term is published and its dates stay as they are. Two terms of a class never share a day.
    """

    class Kind(models.TextChoices):
        TRIMESTER = "trimestre", "trimestre"
        SEMESTER = "semestre", "semestre"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=Kind.choices)
    number = models.SmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    end_of_entry_on = models.DateField(null=True)
    council_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "term"
        ordering = ("group_id", "starts_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "group", "year", "number"], name="term_once"),
            models.CheckConstraint(
                condition=models.Q(kind="trimestre", number__range=(1, 3))
                | models.Q(kind="semestre", number__range=(1, 2)),
                name="term_number",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="term_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(models.Q(end_of_entry_on=None) | models.Q(end_of_entry_on__gte=models.F("starts_on")))
                & (models.Q(council_on=None) | models.Q(council_on__gte=models.F("starts_on"))),
                name="term_deadlines_after_start",
            ),
            # Core types alone: a class is a range of one id, so that no extension is needed.
            ExclusionConstraint(
                name="term_shares_no_day",
                expressions=[
                    (
                        models.Func(
                            "group_id",
                            "group_id",
                            models.Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.EQUAL,
                    ),
                    (
                        models.Func(
                            "starts_on",
                            "ends_on",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
