"""A word to families, whom it was sent to, and what it said before it was corrected (C99, C100, C101)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import School
from preau.foundation.tenancy.models import SchoolOwned


class Word(SchoolOwned):
    """`audience`: keys of whose families it goes to: `ecole`, `n4EME`, `g12`; `only_ids`, when it holds any, are
    the pupils chosen among them. `needs_all`: every legal representative answers (rule B8). `due_on` is the
    last day; `kept_until` the day when the documents that families gave are erased. `version` grows at each
    change; `key` is the writer's own: sent twice, it is one word. `reader_ids` may follow it besides those who
    follow all.
    """

    class Purpose(models.TextChoices):
        WORD = "mot", "Mot"
        PERMISSION = "autorisation", "Autorisation"
        DOCUMENT = "piece", "Demande de document"

    class Answer(models.TextChoices):
        READ = "lecture", "À lire seulement"
        ACKNOWLEDGE = "accuse", "Confirmer la lecture"
        SIGN = "signature", "Signer"
        AGREE = "accord", "Autoriser ou refuser"
        CHOOSE = "choix", "Choisir une réponse"
        REPLY = "libre", "Écrire une réponse"
        DEPOSIT = "depot", "Déposer un document"

    class State(models.TextChoices):
        DRAFT = "brouillon", "Brouillon"
        SENT = "envoye", "Envoyé"
        WITHDRAWN = "retire", "Retiré"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    author_id = models.BigIntegerField()
    author_profile = models.TextField()
    purpose = models.TextField(choices=Purpose.choices, default=Purpose.WORD)
    title = models.TextField()
    html = models.TextField()
    beginning = models.TextField(default="")
    searched = models.TextField(default="")
    answer = models.TextField(choices=Answer.choices, default=Answer.ACKNOWLEDGE)
    options = ArrayField(models.TextField(), default=list)
    needs_all = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    kept_until = models.DateField(null=True)
    audience = ArrayField(models.TextField(), default=list)
    only_ids = ArrayField(models.BigIntegerField(), default=list)
    reader_ids = ArrayField(models.BigIntegerField(), default=list)
    shows_other = models.BooleanField(default=False)
    shows_pupils = models.BooleanField(default=True)
    state = models.TextField(choices=State.choices, default=State.DRAFT)
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")
    reminded_at = models.DateTimeField(null=True)
    key = models.UUIDField(null=True)

    class Meta:
        db_table = "liaison_word"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["author_id", "key"], name="liaison_word_once_per_key"),
            models.CheckConstraint(
                condition=models.Q(state="brouillon") | models.Q(sent_at__isnull=False),
                name="liaison_word_sent_at",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "-sent_at"], name="liaison_word_of_school"),
            models.Index(fields=["author_id", "-id"], name="liaison_word_of_author"),
        ]

    def __str__(self) -> str:
        return self.title


class WordPupil(SchoolOwned):
    """A pupil whose family has a word, and what her family answered, all in all (`outcome.py`). Whoever writes an
    answer locks this row: two parents at the same instant follow each other.
    """

    class Outcome(models.TextChoices):
        WAITING = "attendu", "En attente"
        PARTIAL = "partiel", "Une signature manque"
        DONE = "repondu", "Répondu"
        REFUSED = "refus", "Refusé"
        CONFLICT = "desaccord", "Désaccord"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="+")
    pupil_id = models.BigIntegerField()
    outcome = models.TextField(choices=Outcome.choices, default=Outcome.WAITING, db_default="attendu")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "liaison_word_pupil"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["word", "pupil_id"], name="liaison_word_pupil_once")]
        indexes = [models.Index(fields=["pupil_id", "-word"], name="liaison_word_of_pupil")]

    def __str__(self) -> str:
        return f"{self.word_id} → {self.pupil_id}"


class WordVersion(SchoolOwned):
    """What a word said before it was corrected, since it was sent."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    title = models.TextField()
    html = models.TextField()
    due_on = models.DateField(null=True)
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField()

    class Meta:
        db_table = "liaison_word_version"
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["word", "number"], name="liaison_word_version_once")]

    def __str__(self) -> str:
        return f"{self.word_id} v{self.number}"
