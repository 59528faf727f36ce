"""When a pupil may leave the school between lessons (rule B6, « Exit regime »)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from preau.directory.models import Pupil, School
from preau.foundation.tenancy.models import SchoolOwned


class ExitRegime(SchoolOwned):
    """What a school names a way of coming and going (« Externe », « Demi-pensionnaire autorisé »…), and when it
    lets a pupil leave. With `needs_agreement`, only those whose family agreed. `hue` is one of ten colours of the
    skin: the name is always written beside it.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    leaves_when_free = models.BooleanField(default=False)
    leaves_when_cancelled = models.BooleanField(default=False)
    leaves_at_lunch = models.BooleanField(default=False)
    needs_agreement = models.BooleanField(default=True)
    hue = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "exit_regime"
        ordering = ("label", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "label"], name="exit_regime_once"),
            models.CheckConstraint(condition=Q(hue__range=(0, 9)), name="exit_regime_hue"),
        ]

    def __str__(self) -> str:
        return self.label


class PupilRegime(SchoolOwned):
    """The regime of a pupil from `begins_on` until the day before `ends_on` (null: still)."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    regime = models.ForeignKey(ExitRegime, on_delete=models.CASCADE, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    has_agreement = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()
    chosen_by_id = models.BigIntegerField()

    class Meta:
        db_table = "pupil_regime"
        ordering = ("begins_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pupil"], condition=Q(ends_on=None), name="pupil_regime_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("begins_on")), name="pupil_regime_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["pupil", "begins_on"], name="pupil_regime_of_pupil")]

    def __str__(self) -> str:
        return f"régime {self.pk}"
