"""What a school decides about presence."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

from preau.attendance import rules
from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class AttendanceSettings(SchoolOwned):
    """The choices of a school; without a row, those of `rules.py`, each with its source.

    - `grace_minutes`: families are told of an absence that long after it was noted (C63).
    - `correction_hours`: a teacher corrects her roll until so many hours after the lesson ended; 0: that day (B1).
    - `counting`: how half-days are counted in the report card (`brut`, `proportionnel`, `heures`: rule B6).
    - `late_as_absence_from`: from so many minutes a late arrival counts as an absence; null: never.
    - `sms_a_month`: letters by SMS cost money; beyond so many in a calendar month none is made (C34).
    - `splits_double_lessons`: two lessons that follow each other have two sheets; otherwise one (C56).
    """

    class Counting(models.TextChoices):
        GROSS = "brut", gettext_lazy("Toute absence dans la demi-journée compte pour une")
        PROPORTIONAL = "proportionnel", gettext_lazy("En proportion du temps de cours manqué")
        HOURS = "heures", gettext_lazy("En heures de cours manquées")

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    grace_minutes = models.SmallIntegerField(default=rules.GRACE_MINUTES)
    correction_hours = models.SmallIntegerField(default=rules.CORRECTION_HOURS)
    counting = models.TextField(choices=Counting.choices, default=Counting.GROSS)
    late_as_absence_from = models.SmallIntegerField(null=True)
    splits_double_lessons = models.BooleanField(default=True)
    alert_absences = models.SmallIntegerField(default=rules.ALERT_ABSENCES)
    alert_late = models.SmallIntegerField(default=rules.ALERT_LATE)
    sms_a_month = models.SmallIntegerField(default=rules.SMS_A_MONTH, db_default=rules.SMS_A_MONTH)

    class Meta:
        db_table = "attendance_settings"
        ordering = ("school_id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grace_minutes__range=(0, 60)), name="attendance_settings_grace"
            ),
            models.CheckConstraint(
                condition=models.Q(correction_hours__range=(0, 72)), name="attendance_settings_correction"
            ),
            models.CheckConstraint(
                condition=models.Q(sms_a_month__range=(0, 20000)), name="attendance_settings_sms"
            ),
        ]

    def __str__(self) -> str:
        return f"réglages de présence de {self.school_id}"
