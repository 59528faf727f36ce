"""What each person did with a word, for each pupil: opened it, answered, changed her answer (C37, C100)."""

from __future__ import annotations

from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.liaison.models.word import Word


class Reply(SchoolOwned):
    """One row for a word, a pupil and a person: no row is « non vu », no `answered_at` is « vu ».

    `value`: `oui` (signed, agreed, confirmed), `non`, or the option chosen; `text`, what was written. An answer is
    a signature when it is typed under one's own account: `answered_at`, and `digest`, that of the text as it was
    read (`word_version`). Received on paper, `typed_by_id` is who copied it. `version` grows with each answer.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="+")
    pupil_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    profile = models.TextField()
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    value = models.TextField(default="")
    text = models.TextField(default="")
    searched = models.TextField(default="")
    is_late = models.BooleanField(default=False)
    word_version = models.IntegerField(default=0)
    digest = models.TextField(default="")
    account_id = models.BigIntegerField(null=True)
    typed_by_id = models.BigIntegerField(null=True)
    version = models.IntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "liaison_reply"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["word", "pupil_id", "person_id"], name="liaison_reply_once"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(version__gt=0), name="liaison_reply_version"
            ),
        ]
        indexes = [models.Index(fields=["person_id", "-answered_at"], name="liaison_reply_of_person")]

    def __str__(self) -> str:
        return f"{self.word_id}, {self.pupil_id}, {self.person_id}"


class ReplyVersion(SchoolOwned):
    """An answer as it was before it was changed."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    value = models.TextField()
    text = models.TextField()
    answered_at = models.DateTimeField()
    digest = models.TextField()
    typed_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "liaison_reply_version"
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["reply", "number"], name="liaison_reply_version_once")]

    def __str__(self) -> str:
        return f"{self.reply_id} v{self.number}"
