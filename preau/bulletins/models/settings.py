"""What a school decides about report cards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.bulletins import rules
from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class BulletinSettings(SchoolOwned):
    """The choices of a school; without a row, those of `rules.py`.

    `warns_of_words`: an appreciation that may hurt is pointed out before it is saved (rule B3, circular 99-104).
    `has_warnings`: « avertissement » is offered among mentions; off unless the school wants it, for it is also the
    name of a sanction. `signatory` and `function` sign; empty: the head of school.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    appreciation_length = models.SmallIntegerField(default=rules.APPRECIATION_LENGTH)
    warns_of_words = models.BooleanField(default=True)
    has_warnings = models.BooleanField(default=False)
    signatory = models.TextField(default="", db_default="")
    function = models.TextField(default="", db_default="")

    class Meta:
        db_table = "bulletin_settings"
        ordering = ("school_id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(appreciation_length__range=(100, rules.LONGEST_APPRECIATION)),
                name="bulletin_settings_length",
            )
        ]

    def __str__(self) -> str:
        return f"réglages des bulletins de {self.school_id}"


class BulletinModel(SchoolOwned):
    """A layout of the report card: what it shows (rule B3), by name. One of them is the school's.

    `options` are words of `layout.OPTIONS`; `regulation` is `EN` or `AGRI` (rule B13: logo and documents).
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    options = models.JSONField(default=list)
    regulation = models.TextField(default="EN", db_default="EN")
    is_default = models.BooleanField(default=False, db_default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "bulletin_model"
        ordering = ("label", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "label"], name="bulletin_model_once"),
            models.UniqueConstraint(
                fields=["school"], condition=Q(is_default=True, removed_at=None), name="bulletin_model_default"
            ),
            models.CheckConstraint(condition=Q(regulation__in=["EN", "AGRI"]), name="bulletin_model_regulation"),
        ]

    def __str__(self) -> str:
        return self.label


class Mention(SchoolOwned):
    """What a council may award (« Félicitations »…), kept by the school. `is_warning`: see `BulletinSettings`."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    position = models.SmallIntegerField()
    is_warning = models.BooleanField(default=False)
    is_offered = models.BooleanField(default=True)

    class Meta:
        db_table = "mention"
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["school", "label"], name="mention_once")]

    def __str__(self) -> str:
        return self.label
