"""Doors of the directory."""

from __future__ import annotations

from django.urls import path

from preau.directory.web import calendar, closures, councils, mine, school, settings, terms

app_name = "directory"

urlpatterns = [
    path("calendrier/", mine.show, name="mine"),
    path("<uai:uai>/calendrier/", calendar.show, name="calendar"),
    path("<uai:uai>/calendrier/fermetures/", closures.add, name="add-closure"),
    path("<uai:uai>/calendrier/fermetures/<int:closure_id>/retirer/", closures.remove, name="remove-closure"),
    path("<uai:uai>/calendrier/reglages/", settings.change, name="settings"),
    path("<uai:uai>/calendrier/periodes/", terms.change, name="terms"),
    path("<uai:uai>/calendrier/conseils/", councils.change, name="councils"),
    path("<uai:uai>/etablissement/", school.change, name="school"),
    path("<uai:uai>/etablissement/rendre/", school.give_back, name="give-back-school"),
]
