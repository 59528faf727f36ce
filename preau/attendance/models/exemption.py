"""When a pupil is exempted from lessons (capability C64)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from preau.directory.models import Pupil, School, Subject
from preau.foundation.tenancy.models import SchoolOwned


class Exemption(SchoolOwned):
    """A pupil is exempted from `begins_on` to `ends_on`, both included: from a `subject`, or from the lessons that
    begin between two hours, each `weekday` (1 Monday … 7), or on one day alone (`weekday` null).

    `mondays`: only in the weeks that begin on these days (A or B); null: every week. With `must_attend` she comes
    and does not practise; otherwise nobody expects her, and the lessons leave her counts. `note` is for her
    teachers, `comment` for those who write exemptions. Never erased: ended earlier, or withdrawn.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="+")
    weekday = models.SmallIntegerField(null=True)
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    mondays = ArrayField(models.DateField(), null=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    must_attend = models.BooleanField(default=False)
    note = models.TextField(default="", db_default="")
    comment = models.TextField(default="", db_default="")
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "exemption"
        ordering = ("begins_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="exemption_in_order"),
            models.CheckConstraint(
                condition=Q(subject__isnull=False, starts_at=None, ends_at=None, weekday=None)
                | Q(subject=None, ends_at__gt=F("starts_at")),
                name="exemption_of_one_kind",
            ),
            models.CheckConstraint(condition=Q(weekday=None) | Q(weekday__range=(1, 7)), name="exemption_weekday"),
            models.CheckConstraint(
                condition=Q(subject__isnull=False) | Q(weekday__isnull=False) | Q(ends_on=F("begins_on")),
                name="exemption_once_is_a_day",
            ),
        ]
        indexes = [models.Index(fields=["pupil", "begins_on"], name="exemption_of_pupil")]

    def __str__(self) -> str:
        return f"dispense {self.pk}"
