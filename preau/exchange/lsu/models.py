"""What a school decides of its file for the LSU, and what the last check of it found."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import Pupil, School, SchoolYear
from preau.exchange.lsu.findings import Gravity, Mender
from preau.foundation.tenancy.models import SchoolOwned


class IgnoredPupil(SchoolOwned):
    """A pupil that the file leaves out: of one period (`trimestre-1`, `cycle`), or, with no period, of the whole
    year.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    period = models.TextField(default="", db_default="")
    ignored_at = models.DateTimeField()
    ignored_by_id = models.BigIntegerField()

    class Meta:
        db_table = "lsu_ignored"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "pupil", "period"], name="lsu_ignored_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.period}"


class LivretFile(SchoolOwned):
    """The file of a school as it was last asked for, one a school: of a year, some periods, a version.

    `number` grows each time it is asked for, so that an older check never answers for a newer one. `made_at` null:
    the worker is at it. `content` is the XML, compressed; empty while something is « à corriger ». `verdict`: what
    the ministry's schema said of it. It holds pupils' words: it is erased after `rules.KEPT_FOR`.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.CASCADE, related_name="+")
    periods = ArrayField(models.TextField())
    version = models.TextField()
    number = models.IntegerField(default=1)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    made_at = models.DateTimeField(null=True)
    pupils = models.IntegerField(default=0)
    reports = models.IntegerField(default=0)
    verdict = models.TextField(default="", db_default="")
    content = models.BinaryField(default=b"")

    class Meta:
        db_table = "lsu_file"
        ordering = ("school_id",)

    def __str__(self) -> str:
        return f"{self.school_id} {self.version}"


class LivretFinding(SchoolOwned):
    """Something that the check found, in its place of the list. `pupil_id` 0: it is of the whole file.

    `pupil` says her as the file does (« BŒUF Noé (4e B) »), `sentence` the rest. `who` names the persons who can
    mend it, where they are known; `door` and `words` are the page where it is mended, as `reverse` takes them.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()
    gravity = models.TextField(choices=[(one.value, one.value) for one in Gravity])
    mender = models.TextField(choices=[(one.value, one.label) for one in Mender])
    who = models.TextField(default="", db_default="")
    pupil_id = models.BigIntegerField(default=0)
    pupil = models.TextField(default="", db_default="")
    period = models.TextField(default="", db_default="")
    sentence = models.TextField()
    door = models.TextField(default="", db_default="")
    words = models.JSONField(default=dict)

    class Meta:
        db_table = "lsu_finding"
        ordering = ("position", "id")
        indexes = [models.Index(fields=["school", "gravity", "position"], name="lsu_finding_of_school")]

    def __str__(self) -> str:
        return f"{self.gravity} {self.pk}"
