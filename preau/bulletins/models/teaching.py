"""What a report card says besides subjects: projects, pathways, support and accompaniment (C93)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from preau.directory.models import Group, Person, Pupil, School, SchoolYear, Subject, Term
from preau.foundation.tenancy.models import SchoolOwned


class TeachingProject(SchoolOwned):
    """An EPI (two subjects at least), personalised support (AP) or a pathway (parcours) of a group in a year.

    `code` is the theme of an EPI or the pathway (AVN, CIT, ART, SAN), rule B4.
    """

    class Kind(models.TextChoices):
        EPI = "epi", "enseignement pratique interdisciplinaire"
        SUPPORT = "ap", "accompagnement personnalisé"
        PATHWAY = "parcours", "parcours éducatif"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=Kind.choices)
    code = models.TextField(default="", db_default="")
    title = models.TextField()
    description = models.TextField(default="", db_default="")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "teaching_project"
        ordering = ("kind", "title", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "year", "kind", "title"],
                condition=Q(removed_at=None),
                name="teaching_project_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=["epi", "ap", "parcours"]), name="teaching_project_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class TeachingProjectPart(SchoolOwned):
    """A subject of a project with a teacher of it."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(TeachingProject, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="+")
    teacher = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "teaching_project_part"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["project", "subject", "teacher"], nulls_distinct=False, name="teaching_project_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id}-{self.teacher_id}"


class ProjectComment(SchoolOwned):
    """What is said of a project in a term: of the group (`pupil` null), or of a pupil."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(TeachingProject, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.TextField()
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "project_comment"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["project", "term", "pupil"], nulls_distinct=False, name="project_comment_once"
            )
        ]

    def __str__(self) -> str:
        return f"commentaire {self.pk}"


class Accompaniment(SchoolOwned):
    """A plan a pupil benefits from (PAP, PPS, PAI, PPRE, ULIS, SEGPA, UPE2A, CTR), from `begins_on` until the day
    before `ends_on`. `detail` is read by the team of the pupil alone; that of a PPRE or a contract is printed and
    sent to the national record too. Nothing of health is written here.
    """

    class Code(models.TextChoices):
        PAP = "PAP", "plan d’accompagnement personnalisé"
        PPS = "PPS", "projet personnalisé de scolarisation"
        PAI = "PAI", "projet d’accueil individualisé"
        PPRE = "PPRE", "programme personnalisé de réussite éducative"
        ULIS = "ULIS", "unité localisée pour l’inclusion scolaire"
        SEGPA = "SEGPA", "section d’enseignement général et professionnel adapté"
        UPE2A = "UPE2A", "unité pédagogique pour élèves allophones arrivants"
        CTR = "CTR", "contrat de réussite éducative"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    code = models.TextField(choices=Code.choices)
    detail = models.TextField(default="", db_default="")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "accompaniment"
        ordering = ("begins_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="accompaniment_in_order"
            ),
            models.UniqueConstraint(
                fields=["school", "pupil", "code"], condition=Q(ends_on=None), name="accompaniment_open_once"
            ),
        ]
        indexes = [models.Index(fields=["pupil", "begins_on"], name="accompaniment_of_pupil")]

    def __str__(self) -> str:
        return f"{self.code} {self.pupil_id}"
