"""How each wants to be told outside of the page, and what a school says of quiet hours."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person, School
from preau.foundation.rooms.manifest import When
from preau.foundation.tenancy.models import SchoolOwned
from preau.outreach import rules


class Channels(models.Model):
    """By what a person is told at once, besides the page and her devices. No row: by mail, to the address she gave
    and confirmed herself; nothing otherwise. Belongs to no school: it follows the person.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    by_mail = models.BooleanField()
    by_sms = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        # Its first name, when it told of absences only.
        db_table = "alert_choice"
        ordering = ("person_id",)

    def __str__(self) -> str:
        return f"choix de {self.person_id}"


class KindChoice(models.Model):
    """How soon a person is told of a category of notices. No row: as the category says."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    when = models.TextField(choices=[(one.value, one.value) for one in When])

    class Meta:
        db_table = "kind_choice"
        ordering = ("person_id", "kind")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="kind_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind} : {self.when}"


class QuietChoice(models.Model):
    """When the digest of a person leaves (an hour of the day), and quiet hours she adds to those of her school:
    from `quiet_from` to `quiet_until` (null: none).
    """

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    digest_hour = models.SmallIntegerField(default=rules.DIGEST_HOUR)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)

    class Meta:
        db_table = "quiet_choice"
        ordering = ("person_id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest_hour__in=rules.DIGEST_HOURS), name="quiet_choice_hour"
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_choice_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"pause de {self.person_id}"


class OutreachSettings(SchoolOwned):
    """Quiet hours of a school (rule B14, C35): from an hour of the evening to one of the morning, week-ends."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    quiet_from = models.TimeField(default=rules.QUIET_FROM)
    quiet_until = models.TimeField(default=rules.QUIET_UNTIL)
    quiet_weekends = models.BooleanField(default=True)

    class Meta:
        db_table = "outreach_settings"
        ordering = ("school_id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__gt=models.F("quiet_until")), name="outreach_settings_over_night"
            ),
        ]

    def __str__(self) -> str:
        return f"pause de l’établissement {self.school_id}"
