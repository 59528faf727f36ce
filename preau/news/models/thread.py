"""Threads of news of a school, and who writes in them (capability C38)."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person, School
from preau.foundation.tenancy.models import SchoolOwned


class NewsThread(SchoolOwned):
    """« Vie du collège », « CDI »: what is published together. A school is born with two (migration 0002).

    `comments`: readers may comment its items, by default. `closed_at`: it takes no new item; what it published
    stays.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    comments = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "news_thread"
        ordering = ("label", "id")
        constraints = [models.UniqueConstraint(fields=["school", "label"], name="news_thread_once")]

    def __str__(self) -> str:
        return self.label


class NewsRight(SchoolOwned):
    """What some people may do in a thread: all those of a profile, of a function (`DOC`), or one person.

    Who contributes writes, and somebody who publishes approves; who publishes decides; who manages also sets the
    thread and withdraws what others published.
    """

    class Right(models.TextChoices):
        CONTRIBUTE = "contribuer", "Contribuer"
        PUBLISH = "publier", "Publier"
        MANAGE = "gerer", "Gérer"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(NewsThread, on_delete=models.CASCADE, related_name="+")
    right = models.TextField(choices=Right.choices)
    profile = models.TextField(default="")
    function = models.TextField(default="")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        db_table = "news_right"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "profile", "function", "person"], nulls_distinct=False, name="news_right_once"
            ),
            models.CheckConstraint(
                condition=(
                    (~models.Q(profile="") & models.Q(function="", person=None))
                    | (~models.Q(function="") & models.Q(profile="", person=None))
                    | models.Q(profile="", function="", person__isnull=False)
                ),
                name="news_right_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.right} {self.profile or self.function or self.person_id}"
