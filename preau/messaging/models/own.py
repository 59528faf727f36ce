"""What a person keeps for herself under a hat: her folders, her signature."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person


class Folder(models.Model):
    """A folder of a box. The archives and the bin are made at the first thing put there."""

    class Kind(models.TextChoices):
        OWN = "propre", "Dossier"
        ARCHIVE = "archives", "Archives"
        BIN = "corbeille", "Corbeille"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    profile = models.TextField()
    kind = models.TextField(choices=Kind.choices, default=Kind.OWN)
    label = models.TextField()

    class Meta:
        db_table = "message_folder"
        ordering = ("label", "id")
        constraints = [
            models.UniqueConstraint(fields=["person", "profile", "label"], name="message_folder_once"),
            models.UniqueConstraint(
                fields=["person", "profile", "kind"],
                condition=~models.Q(kind="propre"),
                name="message_folder_of_kind_once",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Signature(models.Model):
    """What is put under what she writes, under a hat: cleaned HTML."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    profile = models.TextField()
    html = models.TextField()

    class Meta:
        db_table = "message_signature"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["person", "profile"], name="message_signature_once")]

    def __str__(self) -> str:
        return f"signature {self.person_id}"
