"""The copy of a message in somebody's box: as few bytes as can be, for there are hundreds of millions."""

from __future__ import annotations

from django.db import models

from preau.foundation.tenancy.models import SchoolOwned
from preau.messaging.models.message import Message
from preau.messaging.models.own import Folder


class Copy(SchoolOwned):
    """A person has a message: once, under one hat. The sender has hers too (`role` sender), read at once.

    `pupil_id` is the child it is about, when there is exactly one (0 otherwise). The key is (person, message):
    messages of a box are read from the newest, by this key alone. Ids take four bytes here, `profile` and `role`
    two, and there are eight columns, no more: 44 bytes a row with its header while nobody has read it, less than
    100 with its indexes (docs/measures.md). A copy withdrawn with its message is hidden by the state of the
    message: nothing is written here. Without a folder it is in the inbox; the bin is a folder.
    """

    class Hat(models.IntegerChoices):
        PUPIL = 1, "eleve"
        GUARDIAN = 2, "responsable"
        TEACHER = 3, "enseignant"
        VIE_SCOLAIRE = 4, "vie_scolaire"
        DIRECTION = 5, "direction"
        STAFF = 6, "personnel"
        AGENT = 7, "agent"

    class Role(models.IntegerChoices):
        SENDER = 0, "de"
        TO = 1, "à"
        COPY = 2, "copie"
        HIDDEN = 3, "copie cachée"

    pk = models.CompositePrimaryKey("person_id", "message_id")
    person_id = models.IntegerField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    school_id = models.IntegerField()
    pupil_id = models.IntegerField(default=0, db_default=0)
    profile = models.SmallIntegerField(choices=Hat.choices)
    role = models.SmallIntegerField(choices=Role.choices)
    read_at = models.DateTimeField(null=True)
    folder = models.ForeignKey(Folder, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+")

    class Meta:
        db_table = "message_copy"
        ordering = ("-message_id",)
        indexes = [
            models.Index(
                fields=["person_id", "folder", "-message"],
                condition=models.Q(folder__isnull=False),
                name="message_copy_filed",
            ),
        ]

    def __str__(self) -> str:
        return f"copie {self.person_id}:{self.message_id}"
