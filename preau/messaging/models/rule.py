"""Who may write to whom in a school, where it differs from the defaults (capability C30), and how many at once."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Group, School
from preau.foundation.tenancy.models import SchoolOwned
from preau.messaging.rights import defaults


class WritingRule(SchoolOwned):
    """What the school chose for one pair of profiles. No row: the default of `rights/defaults.py`."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    from_profile = models.TextField()
    to_profile = models.TextField()
    width = models.TextField(choices=[(width.value, width.label) for width in defaults.Width])

    class Meta:
        db_table = "writing_rule"
        ordering = ("from_profile", "to_profile")
        constraints = [
            models.UniqueConstraint(fields=["school", "from_profile", "to_profile"], name="writing_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.from_profile} → {self.to_profile}"


class GroupRule(SchoolOwned):
    """The same inside one class or group, whatever the school says: its people may, or may not, write so."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    from_profile = models.TextField()
    to_profile = models.TextField()
    is_allowed = models.BooleanField()

    class Meta:
        db_table = "group_writing_rule"
        ordering = ("group_id", "from_profile", "to_profile")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "group", "from_profile", "to_profile"], name="group_writing_rule_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_profile} → {self.to_profile} en {self.group_id}"


class MessagingSettings(SchoolOwned):
    """How many people a pupil, or a guardian, may write to: by one message, and in 24 hours (distinct persons).
    Beyond, the message waits for a moderator. Without a row, the defaults.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    pupil_message = models.SmallIntegerField(default=defaults.PUPIL_MESSAGE)
    pupil_day = models.SmallIntegerField(default=defaults.PUPIL_DAY)
    guardian_message = models.SmallIntegerField(default=defaults.GUARDIAN_MESSAGE)
    guardian_day = models.SmallIntegerField(default=defaults.GUARDIAN_DAY)

    class Meta:
        db_table = "messaging_settings"
        ordering = ("school_id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pupil_message__range=(1, 100), pupil_day__range=(1, 100)),
                name="messaging_settings_pupils",
            ),
            models.CheckConstraint(
                condition=models.Q(guardian_message__range=(1, 500), guardian_day__range=(1, 500)),
                name="messaging_settings_guardians",
            ),
        ]

    def __str__(self) -> str:
        return f"réglages des messages de {self.school_id}"
