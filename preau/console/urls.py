"""Doors of the console."""

from __future__ import annotations

from django.urls import path

from preau.console.web import across, collectivities, copying, desk, duplicates, kept, projects, region

app_name = "console"

urlpatterns = [
    path("anomalies/", region.show, name="region"),
    path("collectivites/", collectivities.every, name="collectivities"),
    path("collectivites/logo/", collectivities.change, name="collectivity-logo"),
    path("collectivites/logo/image/", collectivities.show, name="collectivity-image"),
    path("projets/", projects.every, name="projects"),
    path("projets/ajouter/", projects.add, name="add-project"),
    path("projets/<int:project_id>/", projects.change, name="project"),
    path("reglages/copier/", copying.copy, name="copy-settings"),
    path("reglages/copies/<int:copy_id>/", copying.report, name="settings-report"),
    path("reglages/copies/<int:copy_id>/compte-rendu.csv", copying.export, name="settings-report-csv"),
    path("fiches-a-reunir/", across.show, name="across"),
    path("fiches-a-reunir/<int:request_id>/reunir/", across.merge, name="merge-across"),
    path("fiches-a-reunir/<int:request_id>/refuser/", across.refuse, name="refuse-merge"),
    path("fiches-a-reunir/fusions/<int:merge_id>/separer/", across.unmerge, name="part-across"),
    path("<uai:uai>/anomalies/fusions/demander/", across.ask, name="ask-merge"),
    path("<uai:uai>/anomalies/", desk.show, name="desk"),
    path("<uai:uai>/anomalies/tableur.csv", desk.export, name="export"),
    path("<uai:uai>/anomalies/compter/", desk.recount, name="recount"),
    path("<uai:uai>/anomalies/gardees/", kept.show, name="kept"),
    path("<uai:uai>/anomalies/gardees/<int:kept_id>/montrer/", kept.again, name="show-again"),
    path("<uai:uai>/anomalies/fiches/<int:first_id>/<int:second_id>/", duplicates.compare, name="compare"),
    path("<uai:uai>/anomalies/fusions/", duplicates.merges, name="merges"),
    path("<uai:uai>/anomalies/fusions/ajouter/", duplicates.merge, name="merge"),
    path("<uai:uai>/anomalies/fusions/<int:merge_id>/defaire/", duplicates.unmerge, name="unmerge"),
    path("<uai:uai>/anomalies/<slug:code>/", desk.kind, name="kind"),
    path("<uai:uai>/anomalies/<slug:code>/garder/<slug:keys>/", kept.keep, name="keep"),
]
