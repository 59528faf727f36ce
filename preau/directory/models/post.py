"""What an adult does in a school."""

from __future__ import annotations

from django.db import models

from preau.directory.models.person import Person
from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class Post(SchoolOwned):
    """A person's function in a school, dated. `function` is the feed's code (ENS, DOC, DIR, EDU, AED…).

    `profile` is what the function opens (see `directory.functions`): teacher, vie scolaire, direction, staff.
    A post is over from `ends_on` on. `is_local` posts are given by the school: a feed leaves them alone.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    function = models.TextField()
    label = models.TextField(default="")
    discipline = models.TextField(default="")
    profile = models.TextField()
    is_local = models.BooleanField(default=False)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "post"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["school", "person", "function", "discipline"],
                condition=models.Q(ends_on=None),
                name="post_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "school"], name="post_of_person"),
            models.Index(fields=["school", "person", "begins_on", "ends_on"], name="post_of_school"),
        ]

    def __str__(self) -> str:
        return f"{self.function} {self.pk}"
