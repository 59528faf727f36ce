"""What a school has uploaded: an import, its files while it is under way, and the pairings it made."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import Group, Person, Pupil, School, Subject
from preau.foundation.tenancy.models import SchoolOwned


class SchoolImport(SchoolOwned):
    """One passage through the five steps.

    `choices` is what the school answered on the way (see `choices.Choices`). The files are kept beside it until
    it is applied, given up, or until `expires_at`; then only what is below stays. `counts` and `report` (a CSV,
    compressed) tell what was done; both are empty until then.
    """

    class Sort(models.TextChoices):
        SIECLE = "siecle", "SIECLE"
        CSV = "csv", "tableau CSV"
        STS = "sts", "STSweb"
        EDT = "edt", "EDT"
        UDT = "udt", "UnDeuxTemps"

    class State(models.TextChoices):
        UNDER_WAY = "en_cours", "en cours"
        APPLIED = "applique", "appliqué"
        GIVEN_UP = "abandonne", "abandonné"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    sort = models.TextField(choices=Sort.choices)
    state = models.TextField(choices=State.choices, default=State.UNDER_WAY)
    file_names = ArrayField(models.TextField())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    choices = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    report = models.BinaryField(default=b"")

    class Meta:
        db_table = "school_import"
        ordering = ("-received_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="applique", applied_at__isnull=False)
                | (~models.Q(state="applique") & models.Q(applied_at=None)),
                name="school_import_applied_at",
            ),
        ]
        indexes = [models.Index(fields=["school", "-received_at"], name="school_import_latest")]

    def __str__(self) -> str:
        return f"import {self.pk}"


class UploadedFile(SchoolOwned):
    """A file as it was uploaded, compressed, while its import is under way."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey(SchoolImport, on_delete=models.CASCADE, related_name="+")
    name = models.TextField()
    content = models.BinaryField()

    class Meta:
        db_table = "uploaded_file"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class KeptColumns(SchoolOwned):
    """What the columns of a table meant the last time one with the same headers was applied.

    `signature` is that of the headers (`tabular.headers.signature_of`); `kind`, `columns` and `default_level` are
    those of `choices.Choices`.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    signature = models.TextField()
    kind = models.TextField()
    columns = ArrayField(models.TextField())
    default_level = models.SmallIntegerField()
    used_at = models.DateTimeField()

    class Meta:
        db_table = "import_columns"
        ordering = ("-used_at", "id")
        constraints = [models.UniqueConstraint(fields=["school", "signature"], name="import_columns_once")]

    def __str__(self) -> str:
        return self.signature


class PupilOption(SchoolOwned):
    """A subject that a pupil follows as an option, as SIECLE says it: its code in the académie's nomenclature, its
    modality of choice (O compulsory, F optional…), its rank among those of the pupil.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    subject = models.TextField()
    modality = models.TextField(default="")
    rank = models.SmallIntegerField(null=True)

    class Meta:
        db_table = "pupil_option"
        ordering = ("pupil_id", "rank", "subject")
        constraints = [
            models.UniqueConstraint(fields=["school", "pupil", "subject"], name="pupil_option_once"),
        ]
        indexes = [models.Index(fields=["pupil", "school"], name="pupil_option_of_pupil")]

    def __str__(self) -> str:
        return self.subject


class Pairing(SchoolOwned):
    """What a name in the school's files stands for here, remembered from one import to the next.

    `told` is the name as the file writes it, `what` the sort of thing it names. No target: it is left aside.
    """

    class What(models.TextChoices):
        DIVISION = "classe", "classe"
        GROUP = "groupe", "groupe"
        TEACHER = "enseignant", "enseignant"
        SUBJECT = "matiere", "matière"
        GUARDIAN = "responsable", "responsable (numéro de SIECLE)"
        PERSON = "personne", "personne (identifiant externe)"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    what = models.TextField(choices=What.choices)
    told = models.TextField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        db_table = "import_pairing"
        ordering = ("what", "told")
        constraints = [
            models.UniqueConstraint(fields=["school", "what", "told"], name="import_pairing_once"),
            models.CheckConstraint(
                condition=models.Q(what__in=("classe", "groupe"), person=None, subject=None)
                | models.Q(what__in=("enseignant", "responsable", "personne"), group=None, subject=None)
                | models.Q(what="matiere", group=None, person=None),
                name="import_pairing_of_one_sort",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.told}"
