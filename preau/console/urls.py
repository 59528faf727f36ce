"""Doors of the console."""

from __future__ import annotations

from django.urls import path

from preau.console.web import desk, duplicates, kept, region

app_name = "console"

urlpatterns = [
    path("anomalies/", region.show, name="region"),
    path("<uai:uai>/anomalies/", desk.show, name="desk"),
    path("<uai:uai>/anomalies/tableur.csv", desk.export, name="export"),
    path("<uai:uai>/anomalies/gardees/", kept.show, name="kept"),
    path("<uai:uai>/anomalies/gardees/<int:kept_id>/montrer/", kept.again, name="show-again"),
    path("<uai:uai>/anomalies/fiches/<int:first_id>/<int:second_id>/", duplicates.compare, name="compare"),
    path("<uai:uai>/anomalies/fusions/", duplicates.merges, name="merges"),
    path("<uai:uai>/anomalies/fusions/ajouter/", duplicates.merge, name="merge"),
    path("<uai:uai>/anomalies/fusions/<int:merge_id>/defaire/", duplicates.unmerge, name="unmerge"),
    path("<uai:uai>/anomalies/<slug:code>/", desk.kind, name="kind"),
    path("<uai:uai>/anomalies/<slug:code>/garder/<slug:keys>/", kept.keep, name="keep"),
]
