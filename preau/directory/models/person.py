"""Persons: one human, one record (capability C1)."""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """One human being. What she is in a school is an attachment: post, enrolment, guardianship.

    `sorting_name` is the folded « name first-name » (no accent, lower case) that lists sort and searches use.
    `email`, `mobile`, `phone` come from the feed; what the person says of herself will live in `access`.

    A person whom nothing ties to any school any more is **pre-deleted** from `left_on`: no sign-in, everything
    kept, and she is herself again if she comes back. After a delay (`rules.LEAVERS_KEPT`) she is **deleted**, at
    `erased_at`: nothing is left of her but the number that past facts point to (capability C19).
    """

    id = models.BigAutoField(primary_key=True)
    title = models.TextField(default="")
    last_name = models.TextField()
    birth_name = models.TextField(default="")
    first_name = models.TextField()
    other_first_names = models.TextField(default="")
    born_on = models.DateField(null=True)
    email = models.TextField(default="")
    mobile = models.TextField(default="")
    phone = models.TextField(default="")
    address = models.TextField(default="")
    sorting_name = models.TextField(db_index=True)
    left_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "person"
        ordering = ("sorting_name", "id")
        indexes = [
            models.Index(
                fields=["left_on"],
                condition=models.Q(left_on__isnull=False, erased_at=None),
                name="person_pre_deleted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


class PersonKey(models.Model):
    """How a source names a person: (`source`, `kind`, `key`) leads to exactly one person.

    `source` is an académie code (`016`, `011`, `098`); `kind` is `aaf` (jointure), `sts` (numeric staff id),
    `siecle` (ELEVE_ID) or `ine` (source empty: national). Keys of two académies never meet (formats §0).
    """

    class Kind(models.TextChoices):
        AAF = "aaf", "jointure de l’annuaire fédérateur"
        STS = "sts", "identifiant STS"
        SIECLE = "siecle", "identifiant SIECLE"
        INE = "ine", "identifiant national"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    source = models.TextField(default="")
    kind = models.TextField(choices=Kind.choices)
    key = models.TextField()

    class Meta:
        db_table = "person_key"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key"], name="person_key_once_per_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.kind}:{self.key}"
