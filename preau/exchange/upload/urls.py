"""Doors of uploading: the list, and the five steps."""

from __future__ import annotations

from django.urls import path

from preau.exchange.upload.web import checks, effect, file, imports, matching, report, templates

app_name = "upload"

urlpatterns = [
    path("<uai:uai>/imports/", imports.show, name="list"),
    path("<uai:uai>/imports/nouveau/", file.choose, name="file"),
    path("<uai:uai>/imports/modeles/<slug:kind>.csv", templates.download, name="template"),
    path("<uai:uai>/imports/<int:import_id>/correspondances/", matching.change, name="matching"),
    path("<uai:uai>/imports/<int:import_id>/controles/", checks.show, name="checks"),
    path("<uai:uai>/imports/<int:import_id>/controles.csv", checks.download, name="checks-csv"),
    path("<uai:uai>/imports/<int:import_id>/effet/", effect.decide, name="effect"),
    path("<uai:uai>/imports/<int:import_id>/rapport/", report.show, name="report"),
    path("<uai:uai>/imports/<int:import_id>/rapport.csv", report.download, name="report-csv"),
    path("<uai:uai>/imports/<int:import_id>/abandonner/", imports.give_up, name="give-up"),
]
