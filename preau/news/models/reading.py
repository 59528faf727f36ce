"""What a reader did with a piece of news."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person, School
from preau.foundation.tenancy.models import SchoolOwned
from preau.news.models.item import NewsItem


class NewsReading(SchoolOwned):
    """A person opened an item in a school; `acknowledged_at` when she said « J’ai pris connaissance »: opening is
    not acknowledging (rule B14).
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, db_index=False, related_name="+")
    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "news_reading"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["item", "person", "school"], name="news_reading_once")]

    def __str__(self) -> str:
        return f"{self.person_id} a lu {self.item_id}"
