"""What the desk of anomalies remembers: what a school keeps as it is, and how many anomalies there were."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class KeptAsIs(SchoolOwned):
    """Somebody of the school looked at an anomaly and says why it stays (« ce sont des jumeaux »).

    (`code`, `keys`) name the anomaly as its kind does and `state` is what it was that day: an anomaly that has
    changed since is shown again. `withdrawn_at` shows it again too.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    code = models.TextField()
    keys = ArrayField(models.BigIntegerField())
    state = models.TextField(default="")
    reason = models.TextField()
    kept_at = models.DateTimeField()
    kept_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "kept_as_is"
        ordering = ("-kept_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code", "keys"],
                condition=models.Q(withdrawn_at=None),
                name="kept_as_is_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.keys}"


class AnomalyCount(SchoolOwned):
    """How many anomalies of a kind a school had at `counted_at`, those kept as they are left out. A row for every
    kind, none found or many: a school without a row was never counted.

    The overview of the desk, home pages and the Region read this, and say when it was counted; the list of a kind
    is looked for when it is opened.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    code = models.TextField()
    count = models.IntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "anomaly_count"
        ordering = ("school_id", "code")
        constraints = [models.UniqueConstraint(fields=["school", "code"], name="anomaly_count_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.count}"


class MergeRequest(SchoolOwned):
    """Somebody of this school says that two records are one person, one of whom another school knows too: whoever
    administers all these schools reunites them, or says why not (`refusal`), at `closed_at`.

    Both are plain ids, the smaller first.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)
    refusal = models.TextField(default="")

    class Meta:
        db_table = "merge_request"
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "first_id", "second_id"],
                condition=models.Q(closed_at=None),
                name="merge_request_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(first_id__lt=models.F("second_id")), name="merge_request_of_two_records"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} et {self.second_id}"
