"""A piece of news: written once, shown in one school or in all those that the Region chose (C38, C40, C32)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.news.models.thread import NewsThread


class NewsItem(models.Model):
    """One body. `schools` are those it is meant for: the second wall looks at it. Of a school it has a `thread`;
    of the Region, an académie or a département it has none, and an `origin` (« Région Occitanie ») that readers
    see.

    `audience`: keys of who reads it (`audience.keys`): `responsables`, `eleves:n4EME`, `enseignants:g12`.
    `shown_from` is when it may be read, `shown_until` when it ends by itself (expired); while it is `publie` each
    school that shows it has a `NewsTarget`. `wants_acknowledgement`: readers say « J’ai pris connaissance »; with
    it, no comment: it is a no-reply information (C32). `version` grows at each change; what it said before is
    kept (`ItemVersion`). `key` is the writer's own: sent twice, it is one item.
    """

    class State(models.TextChoices):
        DRAFT = "brouillon", "Brouillon"
        PROPOSED = "proposee", "À valider"
        PUBLISHED = "publiee", "Publiée"
        REFUSED = "refusee", "Refusée"
        WITHDRAWN = "retiree", "Retirée"

    id = models.BigAutoField(primary_key=True)
    schools = ArrayField(models.BigIntegerField())
    thread = models.ForeignKey(NewsThread, on_delete=models.CASCADE, null=True, related_name="+")
    origin = models.TextField(default="")
    author_id = models.BigIntegerField()
    author_profile = models.TextField()
    title = models.TextField()
    html = models.TextField()
    beginning = models.TextField(default="")
    searched = models.TextField(default="")
    audience = ArrayField(models.TextField())
    state = models.TextField(choices=State.choices, default=State.DRAFT)
    shown_from = models.DateTimeField(null=True)
    shown_until = models.DateTimeField(null=True)
    is_featured = models.BooleanField(default=False)
    takes_comments = models.BooleanField(default=False)
    wants_acknowledgement = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")
    reminded_at = models.DateTimeField(null=True)
    key = models.UUIDField(null=True)

    class Meta:
        db_table = "news_item"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["author_id", "key"], name="news_item_once_per_key"),
            models.CheckConstraint(
                condition=~models.Q(state="publiee") | models.Q(shown_from__isnull=False),
                name="news_item_published_from",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_until=None)
                | models.Q(shown_from=None)
                | models.Q(shown_until__gt=models.F("shown_from")),
                name="news_item_ends_after",
            ),
            models.CheckConstraint(
                condition=models.Q(takes_comments=False) | models.Q(wants_acknowledgement=False),
                name="news_item_no_reply",
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "state", "-id"], name="news_item_of_thread"),
            models.Index(fields=["author_id", "-id"], name="news_item_of_author"),
        ]

    def __str__(self) -> str:
        return self.title


class NewsTarget(SchoolOwned):
    """A school that shows a published item, from when and until when: what its readers look through."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, db_index=False, related_name="+")
    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="+")
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "news_target"
        ordering = ("-shown_from", "-id")
        constraints = [models.UniqueConstraint(fields=["item", "school"], name="news_target_once")]
        indexes = [models.Index(fields=["school", "-shown_from"], name="news_target_of_school")]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.school_id}"


class ItemVersion(models.Model):
    """What an item said before it was changed, since it was first published."""

    id = models.BigAutoField(primary_key=True)
    schools = ArrayField(models.BigIntegerField())
    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    title = models.TextField()
    html = models.TextField()
    audience = ArrayField(models.TextField())
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField()

    class Meta:
        db_table = "news_item_version"
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="news_item_version_once")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"


class NewsFile(models.Model):
    """The picture of an item (`alt` says it in words), or a file joined to it."""

    id = models.BigAutoField(primary_key=True)
    schools = ArrayField(models.BigIntegerField())
    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="+")
    is_picture = models.BooleanField(default=False)
    alt = models.TextField(default="")
    name = models.TextField()
    kind = models.TextField()
    size = models.IntegerField()
    digest = models.TextField()
    content = models.BinaryField()
    verdict = models.TextField(default="")
    added_at = models.DateTimeField()

    class Meta:
        db_table = "news_file"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["item", "digest", "name"], name="news_file_once"),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(is_picture=True), name="news_file_one_picture"
            ),
        ]

    def __str__(self) -> str:
        return self.name
