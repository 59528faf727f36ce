"""Who asked to be told of new marks (capability C84): nobody is, unless she asked."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person, Pupil, School
from preau.foundation.tenancy.models import SchoolOwned


class NewMarksSubscription(SchoolOwned):
    """A person asked to be told of the new marks of a pupil: once a day, or at once.

    Each parent asks for herself, child by child. `told_until`: what was to be seen by then is told already.
    """

    class Cadence(models.TextChoices):
        DAILY = "jour", "Une fois par jour au plus"
        AT_ONCE = "aussitot", "À chaque note"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    cadence = models.TextField(choices=Cadence.choices)
    told_until = models.DateTimeField()

    class Meta:
        db_table = "new_marks_subscription"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["school", "pupil", "person"], name="new_marks_subscription_once"),
            models.CheckConstraint(
                condition=models.Q(cadence__in=["jour", "aussitot"]), name="new_marks_subscription_cadence"
            ),
        ]

    def __str__(self) -> str:
        return f"abonnement {self.pk}"
