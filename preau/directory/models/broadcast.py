"""Broadcast lists: those of a school whom one writes to together, and who may see such a list (capability C7)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models.group import Group
from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class BroadcastList(SchoolOwned):
    """A list has its own rule: the profiles of `seen_by` see it and its people, those of `written_by`, who are
    among them, may write to it. It lives until `ends_on` (excluded); null: it is kept from year to year.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    seen_by = ArrayField(models.TextField())
    written_by = ArrayField(models.TextField())
    ends_on = models.DateField(null=True)
    is_archived = models.BooleanField(default=False)

    class Meta:
        db_table = "broadcast_list"
        ordering = ("label", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(written_by__contained_by=models.F("seen_by")), name="broadcast_list_writers_see"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class BroadcastAudience(SchoolOwned):
    """Some of the people of a list: the pupils, the guardians or the teachers of a class or a group, on the day
    one looks; without a group, all those of the school (`personnels`: its staff).
    """

    class Who(models.TextChoices):
        PUPILS = "eleves", "élèves"
        GUARDIANS = "responsables", "responsables"
        TEACHERS = "enseignants", "enseignants"
        STAFF = "personnels", "personnels"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey(BroadcastList, on_delete=models.CASCADE, related_name="+")
    who = models.TextField(choices=Who.choices)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        db_table = "broadcast_audience"
        ordering = ("of_id", "who", "group_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["of", "who", "group"], nulls_distinct=False, name="broadcast_audience_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(who="personnels") | models.Q(group=None), name="broadcast_audience_staff"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.group_id or ''}"
