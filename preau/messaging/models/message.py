"""What is written, and to whom: one body, one message per school it goes to, and the rows of its address."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import BroadcastList, Group, School
from preau.foundation.tenancy.models import SchoolOwned


class Body(models.Model):
    """The text of a message, kept once however many read it, in however many schools.

    `html` was cleaned before it came here; `beginning` is how its text begins, for lists; `searched` is the same
    text without marks, accents or capitals, with the subject in front. `files`: how many are joined. `schools` are
    those whose people may read it: the second wall looks at it.
    """

    id = models.BigAutoField(primary_key=True)
    schools = ArrayField(models.BigIntegerField())
    written_by_id = models.BigIntegerField()
    html = models.TextField()
    beginning = models.TextField(default="")
    files = models.SmallIntegerField(default=0)
    searched = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "message_body"
        ordering = ("id",)
        indexes = [models.Index(fields=["written_by_id", "-written_at"], name="message_body_of_author")]

    def __str__(self) -> str:
        return f"texte {self.pk}"


class Thread(SchoolOwned):
    """A conversation inside one school: a first message and what answers it."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    subject = models.TextField()
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "thread"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.subject


class Message(SchoolOwned):
    """One message of a thread. `sender_id` wrote it under the hat `sender_profile`; `sender_label` is what she was
    that day (« Mathématiques », « parent de Léa »), for whoever reads it after she left.

    `answers` says who may be answered: its sender only, everybody addressed openly, or nobody (no-reply). A
    message `is_broadcast` when it goes to groups: whoever got it that way answers the sender alone (C29).
    `wants_answer`: it stays in « À faire » of whoever got it until she answers. One that goes to many leaves at
    `leaves_at` (`depart`): until then its sender may take it back.
    It waits for a moderator (`en_attente`), is being delivered (`en_cours`, as far as the person `delivered_to`),
    `remis`, `refuse` by the moderator with a `reason`, or `rappele` with a `reason`: nobody but the sender reads
    it any more; `recall_asked_at`: its sender asks the direction for that (C31). `key` is the sender's: the same
    form sent twice is one message.
    """

    class State(models.TextChoices):
        WAITING = "en_attente", "En attente de modération"
        LEAVING = "depart", "Sur le départ"
        DELIVERING = "en_cours", "En cours de remise"
        DELIVERED = "remis", "Remis"
        REFUSED = "refuse", "Refusé"
        WITHDRAWN = "rappele", "Rappelé"

    class Answers(models.TextChoices):
        SENDER = "expediteur", "à l’expéditeur"
        ALL = "tous", "à l’expéditeur ou à tous"
        NOBODY = "personne", "sans réponse"

    id = models.AutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    sender_id = models.BigIntegerField()
    sender_profile = models.TextField()
    sender_label = models.TextField(default="")
    answers_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    answers = models.TextField(choices=Answers.choices, default=Answers.SENDER)
    is_broadcast = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
    wants_answer = models.BooleanField(default=False)
    state = models.TextField(choices=State.choices)
    sent_at = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True)
    recipients = models.IntegerField(default=0)
    delivered = models.IntegerField(default=0)
    delivered_to = models.BigIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")
    recall_asked_at = models.DateTimeField(null=True)
    recall_reason = models.TextField(default="")
    key = models.UUIDField(null=True)

    class Meta:
        db_table = "message"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["school", "sender_id", "key"],
                condition=models.Q(key__isnull=False),
                name="message_once_per_key",
            ),
        ]
        indexes = [
            models.Index(fields=["sender_id", "-sent_at"], name="message_of_sender"),
            models.Index(
                fields=["school", "state"],
                condition=models.Q(state__in=["en_attente", "depart", "en_cours"]),
                name="message_unfinished",
            ),
            models.Index(
                fields=["school", "sent_at"],
                condition=models.Q(wants_answer=True),
                name="message_wanting_answer",
            ),
            models.Index(
                fields=["school", "recall_asked_at"],
                condition=models.Q(recall_asked_at__isnull=False),
                name="message_recall_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Addressed(SchoolOwned):
    """One line of the address of a message, as `directory.people.audience.Audience` says it: who, of what.

    `profile` is the hat of a person. `role`: openly (`a`), for information (`cc`), hidden from the others (`cci`).
    """

    class Role(models.TextChoices):
        TO = "a", "À"
        COPY = "cc", "Copie"
        HIDDEN = "cci", "Copie cachée"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    role = models.TextField(choices=Role.choices, default=Role.TO)
    who = models.TextField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+")
    level = models.TextField(default="")
    list = models.ForeignKey(BroadcastList, on_delete=models.CASCADE, null=True, related_name="+")
    person_id = models.BigIntegerField(null=True)
    profile = models.TextField(default="")

    class Meta:
        db_table = "message_addressed"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["message", "who", "group", "level", "list", "person_id", "profile"],
                nulls_distinct=False,
                name="message_addressed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.group_id or self.person_id or ''}"
