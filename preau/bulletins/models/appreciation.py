"""What teachers write for the report card: appreciations, programme elements, sentences of their own (C92)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.bulletins import rules
from preau.directory.models import Group, Person, Pupil, School, Term
from preau.foundation.tenancy.models import SchoolOwned
from preau.grading.models import Gradebook


class Appreciation(SchoolOwned):
    """The appreciation of a pupil in a subject for a term. `version` grows at each change: nobody overwrites what
    she did not see. An emptied one keeps its row.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "appreciation"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["gradebook", "pupil", "term"], name="appreciation_once"),
        ]
        indexes = [models.Index(fields=["pupil", "term"], name="appreciation_of_pupil")]

    def __str__(self) -> str:
        return f"appréciation {self.pk}"


class AppreciationVersion(SchoolOwned):
    """What an appreciation said before a change."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    appreciation = models.ForeignKey(Appreciation, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "appreciation_version"
        ordering = ("appreciation_id", "version")
        constraints = [
            models.UniqueConstraint(fields=["appreciation", "version"], name="appreciation_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.appreciation_id} v{self.version}"


class Correction(SchoolOwned):
    """A rewording that the form teacher proposes for an appreciation; who writes in the subject accepts it or not.
    `seen`: the version it was written for.
    """

    class State(models.TextChoices):
        PROPOSED = "proposee", "proposée"
        ACCEPTED = "acceptee", "acceptée"
        REFUSED = "refusee", "refusée"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    appreciation = models.ForeignKey(Appreciation, on_delete=models.CASCADE, related_name="+")
    seen = models.IntegerField()
    text = models.TextField()
    state = models.TextField(choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by_id = models.BigIntegerField()
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "appreciation_correction"
        ordering = ("proposed_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposee", settled_at=None) | Q(settled_at__isnull=False),
                name="appreciation_correction_settled",
            )
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class ProgrammeElement(SchoolOwned):
    """A main element of the programme worked on in a subject during a term, for the whole group (rule B3)."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=Term.Kind.choices)
    number = models.SmallIntegerField()
    text = models.TextField()
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "programme_element"
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=["gradebook", "kind", "number", "text"], name="programme_element_once"),
            models.CheckConstraint(condition=~Q(text=""), name="programme_element_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[: rules.ELEMENT_LENGTH]


class Sentence(models.Model):
    """A sentence that a person keeps to use again, in all her schools."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "sentence"
        ordering = ("text", "id")
        constraints = [models.UniqueConstraint(fields=["person", "text"], name="sentence_once")]

    def __str__(self) -> str:
        return self.text


class ClassComment(SchoolOwned):
    """The comment that is common to a class for a term (LSU: 600 characters)."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    term = models.OneToOneField(Term, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "class_comment"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"commentaire de classe {self.pk}"
