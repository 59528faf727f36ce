"""Schools and school years."""

from __future__ import annotations

from django.db import models


class School(models.Model):
    """A school, known by its UAI. A cité scolaire is two schools, the second pointing to its `seat`.

    `source` is the feed that describes it (`016`, `011`, `098`) and `source_key` its key there
    (`ENTStructureJointure`, formats §1.3): keys are unique per source only.
    """

    class Kind(models.TextChoices):
        COLLEGE = "college", "collège"
        LYCEE = "lycee", "lycée"
        LYCEE_PRO = "lycee_pro", "lycée professionnel"
        LYCEE_AGRICOLE = "lycee_agricole", "lycée agricole"
        EREA = "erea", "EREA"
        OTHER = "autre", "établissement"

    id = models.BigAutoField(primary_key=True)
    uai = models.CharField(max_length=8, unique=True)
    name = models.TextField()
    kind = models.TextField(choices=Kind.choices, default=Kind.OTHER)
    town = models.TextField(default="")
    street = models.TextField(default="")
    postal_code = models.TextField(default="")
    phone = models.TextField(default="")
    academie = models.TextField(default="")
    departement = models.TextField(default="")
    source = models.TextField(default="")
    source_key = models.TextField(default="")
    seat = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "school"
        ordering = ("name", "uai")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=~models.Q(source_key=""),
                name="school_once_per_source",
            ),
            models.CheckConstraint(condition=models.Q(uai__regex=r"^[0-9]{7}[A-Z]$"), name="school_uai_shape"),
        ]

    def __str__(self) -> str:
        return self.name


class SchoolYear(models.Model):
    """A school year, `starts_on` to `ends_on` inclusive; `label` is `2026-2027`. Years do not overlap."""

    id = models.BigAutoField(primary_key=True)
    label = models.TextField(unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        db_table = "school_year"
        ordering = ("starts_on",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="school_year_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.label
