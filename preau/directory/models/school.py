"""Schools and school years."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class School(models.Model):
    """A school, known by its UAI. A cité scolaire is two schools, the second pointing to its `seat`.

    `source` is the feed that describes it (`016`, `011`, `098`) and `source_key` its key there
    (`ENTStructureJointure`, formats §1.3): keys are unique per source only.

    `collectivity` is the authority it is attached to: a département for a collège, the Region for a lycée (code de
    l’éducation, L213-1 and L214-5). `latitude` and `longitude` are in degrees (WGS 84). `owned_fields` names the
    fields the school wrote itself (among `HELD_BY_HAND`): no import touches them any more.
    """

    class Kind(models.TextChoices):
        COLLEGE = "college", "collège"
        LYCEE = "lycee", "lycée"
        LYCEE_PRO = "lycee_pro", "lycée professionnel"
        LYCEE_AGRICOLE = "lycee_agricole", "lycée agricole"
        EREA = "erea", "EREA"
        OTHER = "autre", "établissement"

    class Sector(models.TextChoices):
        PUBLIC = "public", "public"
        PRIVATE = "prive", "privé"

    #: What a school may write of itself.
    HELD_BY_HAND: ClassVar[tuple[str, ...]] = ("street", "postal_code", "town", "phone", "email", "web")

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
    email = models.TextField(default="", db_default="")
    web = models.TextField(default="", db_default="")
    sector = models.TextField(choices=Sector.choices, default="", db_default="")
    siret = models.TextField(default="", db_default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    collectivity = models.TextField(default="", db_default="")
    owned_fields = ArrayField(models.TextField(), default=list, db_default=[])

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
