"""The usual words of a school, from which a new one starts; and what the school chose for its book."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned
from preau.liaison.models.word import Word


class UsualWord(SchoolOwned):
    """A word to start from: « Sortie », « Rencontre ». `hidden_at`: no longer offered."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    purpose = models.TextField(choices=Word.Purpose.choices)
    title = models.TextField()
    html = models.TextField()
    answer = models.TextField(choices=Word.Answer.choices)
    options = ArrayField(models.TextField(), default=list, db_default=[])
    needs_all = models.BooleanField(default=False, db_default=False)
    hidden_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        db_table = "liaison_usual_word"
        ordering = ("label", "id")
        constraints = [models.UniqueConstraint(fields=["school", "label"], name="liaison_usual_word_once")]

    def __str__(self) -> str:
        return self.label


class LiaisonSettings(SchoolOwned):
    """What new words start with: whether a parent reads the answer of the other (rule B8: no, unless the school
    chose it), whether pupils read what was answered.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    shows_other = models.BooleanField(default=False)
    shows_pupils = models.BooleanField(default=True)

    class Meta:
        db_table = "liaison_settings"
        ordering = ("school",)

    def __str__(self) -> str:
        return f"carnet de liaison de {self.school_id}"
