"""Doors of the national record."""

from __future__ import annotations

from django.urls import path

from preau.exchange.lsu.web import export, ignoring

app_name = "lsu"

urlpatterns = [
    path("<uai:uai>/livret-scolaire/", export.show, name="export"),
    path("<uai:uai>/livret-scolaire/<int:number>/fichier/", export.download, name="download"),
    path(
        "<uai:uai>/livret-scolaire/annees/<int:year_id>/eleves/<int:pupil_id>/ignorer/",
        ignoring.ignore,
        name="ignore",
    ),
    path(
        "<uai:uai>/livret-scolaire/annees/<int:year_id>/eleves/<int:pupil_id>/reprendre/",
        ignoring.take_back,
        name="take-back",
    ),
]
