"""Where in the school a pupil is when she is not in her lesson (capability C65)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from preau.attendance.models.absence import Absence
from preau.directory.models import Pupil, School
from preau.foundation.tenancy.models import SchoolOwned


class Passage(SchoolOwned):
    """A pupil is somewhere else than in a lesson: since when, until when, and where she went next.

    `left_at` is null while she is there. Nothing says why: what the nurse knows stays with the nurse. At most one
    is open per pupil and day; an error is withdrawn, never erased.
    """

    class Place(models.TextChoices):
        INFIRMARY = "infirmerie", "À l’infirmerie"
        LIBRARY = "cdi", "Au CDI"
        STUDY = "etude", "En étude"
        OFFICE = "vie_scolaire", "À la vie scolaire"
        SUPPORT = "soutien", "En soutien"
        OUT = "sorti", "Sorti de l’établissement"

    class Next(models.TextChoices):
        LESSON = "cours", "reparti en cours"
        HOME = "maison", "rentré à la maison"
        ELSEWHERE = "ailleurs", "allé ailleurs dans l’établissement"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    place = models.TextField(choices=Place.choices)
    arrived_at = models.DateTimeField()
    noted_by_id = models.BigIntegerField()
    left_at = models.DateTimeField(null=True)
    left_to = models.TextField(default="", choices=Next.choices)
    left_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "passage"
        ordering = ("arrived_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(place__in=["infirmerie", "cdi", "etude", "vie_scolaire", "soutien", "sorti"]),
                name="passage_place",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None, left_to="")
                | Q(left_at__gte=F("arrived_at"), left_to__in=["cours", "maison", "ailleurs"]),
                name="passage_ends_somewhere",
            ),
            models.UniqueConstraint(
                fields=["school", "pupil", "held_on"],
                condition=Q(left_at=None, withdrawn_at=None),
                name="passage_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["pupil", "held_on"], name="passage_of_pupil"),
            models.Index(fields=["school", "held_on"], name="passage_of_day"),
        ]

    def __str__(self) -> str:
        return f"passage {self.pk}"


class SettledConflict(SchoolOwned):
    """Somebody of vie scolaire looked at an absence whose pupil was also present elsewhere, and decided.

    An absence noted again after `settled_at` is to be looked at again.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    absence = models.OneToOneField(Absence, on_delete=models.CASCADE, related_name="+")
    was_absent = models.BooleanField()
    settled_at = models.DateTimeField()
    settled_by_id = models.BigIntegerField()

    class Meta:
        db_table = "settled_conflict"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"conflit réglé {self.pk}"
