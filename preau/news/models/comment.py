"""What readers say under a piece of news."""

from __future__ import annotations

from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.news.models.item import NewsItem


class NewsComment(SchoolOwned):
    """A comment waits (`attente`) until somebody who publishes in the thread lets it appear, unless its writer
    publishes there herself. Withdrawn, nobody reads it any more but its writer and those who manage.
    """

    class State(models.TextChoices):
        WAITING = "attente", "En attente"
        SHOWN = "visible", "Visible"
        REFUSED = "refuse", "Refusé"
        WITHDRAWN = "retire", "Retiré"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="+")
    author_id = models.BigIntegerField()
    author_profile = models.TextField()
    text = models.TextField()
    searched = models.TextField()
    state = models.TextField(choices=State.choices)
    former_state = models.TextField(default="")
    written_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    key = models.UUIDField(null=True)

    class Meta:
        db_table = "news_comment"
        ordering = ("written_at", "id")
        constraints = [models.UniqueConstraint(fields=["author_id", "key"], name="news_comment_once_per_key")]
        indexes = [models.Index(fields=["item", "school", "written_at"], name="news_comment_of_item")]

    def __str__(self) -> str:
        return f"commentaire {self.pk}"
