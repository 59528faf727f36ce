"""Two records of one person made one, and all that is needed to part them again (capability C5)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class PersonMerge(SchoolOwned):
    """`gone_id` is the same person as `kept_id`, says somebody of this school: `kept_id` holds all that both had.

    The record of `gone_id` stays, with nothing tied to it, so that she signs in no more and can be parted again
    until `rules.UNMERGE_WITHIN` is over. Both are plain ids: a record erased later takes nothing away from here.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    kept_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    merged_at = models.DateTimeField()
    merged_by_id = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "person_merge"
        ordering = ("-merged_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["gone_id"], condition=models.Q(undone_at=None), name="person_merge_gone_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(kept_id=models.F("gone_id")), name="person_merge_of_two_records"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "-merged_at"], name="person_merge_of_school"),
            models.Index(fields=["kept_id"], name="person_merge_kept"),
        ]

    def __str__(self) -> str:
        return f"fusion {self.pk}"


class MergedRows(SchoolOwned):
    """What one merge changed in one column of one table, in the order of `rank`.

    `moved` are the ids of the rows that went from one record to the other. `removed` are whole rows that could
    not both stay (the same guardianship twice): either record may have had them. `is_created` says that the
    survivor became a pupil by the merge.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    merge = models.ForeignKey(PersonMerge, on_delete=models.CASCADE, related_name="+")
    rank = models.SmallIntegerField()
    table_name = models.TextField()
    column_name = models.TextField()
    moved = ArrayField(models.BigIntegerField(), default=list)
    removed = models.JSONField(default=list)
    is_created = models.BooleanField(default=False)

    class Meta:
        db_table = "merged_rows"
        ordering = ("merge_id", "rank")
        constraints = [models.UniqueConstraint(fields=["merge", "rank"], name="merged_rows_once")]

    def __str__(self) -> str:
        return f"{self.table_name}.{self.column_name} de la fusion {self.merge_id}"
