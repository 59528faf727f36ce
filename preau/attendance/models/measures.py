"""What a school does about the absenteeism of a pupil (rule B6, capability C71)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.directory.models import Person, Pupil, School
from preau.foundation.tenancy.models import SchoolOwned


class AbsenteeismMeasures(SchoolOwned):
    """Of a month when half-days without a legitimate reason reached the number of the law: the referent adult,
    what was agreed with the family and when, the wider meeting from ten half-days on, what it decided.

    `version` grows at each change: nobody overwrites what she did not see.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    referent = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    agreement = models.TextField(default="", db_default="")
    met_on = models.DateField(null=True)
    measures = models.TextField(default="", db_default="")
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "absenteeism_measures"
        ordering = ("-month", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "pupil", "month"], name="absenteeism_measures_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="absenteeism_measures_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"mesures {self.pk}"


class MeasuresSignature(SchoolOwned):
    """What somebody who is asked did of the agreement: to sign, signed on a day, refused. The responsible persons
    of the pupil, or herself once she is of age.
    """

    class State(models.TextChoices):
        TO_SIGN = "a_signer", "À signer"
        SIGNED = "signe", "Signé"
        REFUSED = "refuse", "Refusé"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    measures = models.ForeignKey(AbsenteeismMeasures, on_delete=models.CASCADE, related_name="+")
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.TextField(choices=State.choices)
    signed_on = models.DateField(null=True)

    class Meta:
        db_table = "measures_signature"
        ordering = ("measures_id", "id")
        constraints = [
            models.UniqueConstraint(fields=["measures", "guardian"], name="measures_signature_once"),
            models.CheckConstraint(
                condition=Q(state="signe", signed_on__isnull=False)
                | Q(state__in=["a_signer", "refuse"], signed_on=None),
                name="measures_signature_of_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"


class MeasuresVersion(SchoolOwned):
    """What was written before a change: by whom, when, and the words as they were."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    measures = models.ForeignKey(AbsenteeismMeasures, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
    before = models.JSONField()
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "measures_version"
        ordering = ("measures_id", "version")
        constraints = [
            models.UniqueConstraint(fields=["measures", "version"], name="measures_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measures_id} v{self.version}"
