"""What the portal remembers: services chosen by a school, favourites chosen by a person."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person, School
from preau.foundation.tenancy.models import SchoolOwned


class ServiceBinding(SchoolOwned):
    """What a school does with a service slot (capability C24): ours, an external tool, or nothing.

    No row means ours. `external_url` is required for an external tool and empty otherwise.
    """

    class State(models.TextChoices):
        OURS = "preau", "dans Préau"
        EXTERNAL = "externe", "dans un autre outil"
        OFF = "ferme", "fermé"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    service = models.TextField()
    state = models.TextField(choices=State.choices)
    external_url = models.TextField(default="")

    class Meta:
        db_table = "service_binding"
        ordering = ("service",)
        constraints = [
            models.UniqueConstraint(fields=["school", "service"], name="service_binding_once"),
            models.CheckConstraint(
                condition=(models.Q(state="externe") & models.Q(external_url__startswith="https://"))
                | (~models.Q(state="externe") & models.Q(external_url="")),
                name="service_binding_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.state}"


class Favourite(models.Model):
    """A service pinned by a person, in her order."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    service = models.TextField()
    rank = models.SmallIntegerField()

    class Meta:
        db_table = "favourite_service"
        ordering = ("rank", "id")
        constraints = [models.UniqueConstraint(fields=["person", "service"], name="favourite_service_once")]

    def __str__(self) -> str:
        return self.service
