"""Doors of outreach."""

from __future__ import annotations

from django.urls import path

from preau.outreach.web import choices, families, quiet

app_name = "outreach"

urlpatterns = [
    path("compte/etre-prevenu/", choices.show, name="choices"),
    path("<uai:uai>/familles/", families.classes, name="classes"),
    path("<uai:uai>/familles/<int:group_id>/", families.of_class, name="families"),
    path("<uai:uai>/etablissement/heures-calmes/", quiet.change, name="quiet"),
]
