"""A notice: one line told to one person in the page (« Quoi de neuf »)."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """What a person is told, once: (`event_id`, `recipient_id`, `path`) is unique, so that a repeated fact tells
    nothing new.

    `profile` is the hat under which it is told and read (empty: any). `about_pupil_id` is the child, so that a
    parent of several knows whom it is about. `title` and `detail` are the words of that moment, told to this
    recipient only; `path` is the page that says more. `decided_at`: when it was decided whether it leaves the page
    (`outreach`).
    """

    id = models.BigAutoField(primary_key=True)
    recipient_id = models.BigIntegerField()
    event_id = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.TextField()
    profile = models.TextField(default="", db_default="")
    school_id = models.BigIntegerField(null=True)
    about_pupil_id = models.BigIntegerField(null=True)
    title = models.TextField()
    detail = models.TextField(default="")
    path = models.TextField(default="")
    withdrawn_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        ordering = ("-at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["event_id", "recipient_id", "path"], name="notice_told_once"),
        ]
        indexes = [
            models.Index(fields=["recipient_id", "-at"], name="notice_of_recipient"),
            models.Index(
                fields=["about_pupil_id", "path"],
                condition=models.Q(about_pupil_id__isnull=False),
                name="notice_about_pupil",
            ),
            models.Index(fields=["id"], condition=models.Q(decided_at__isnull=True), name="notice_undecided"),
        ]

    def __str__(self) -> str:
        return self.title
