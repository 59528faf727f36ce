"""Class delegates: the pupils that a class elected, and the parents who speak for it (rules B1, B8)."""

from __future__ import annotations

from django.db import models

from preau.directory.models.group import Group
from preau.directory.models.person import Person
from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class ClassDelegate(SchoolOwned):
    """A person speaks for a class from `begins_on` until the day before `ends_on` (null: still), as a pupil of it
    or as a parent (`profile`).
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    profile = models.TextField(choices=[("eleve", "Délégué des élèves"), ("responsable", "Délégué des parents")])
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "class_delegate"
        ordering = ("group_id", "profile", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person", "profile"],
                condition=models.Q(ends_on=None),
                name="class_delegate_open_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "school"], name="class_delegate_of_person")]

    def __str__(self) -> str:
        return f"délégué {self.pk}"
