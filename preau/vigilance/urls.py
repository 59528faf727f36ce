"""Doors of vigilance."""

from __future__ import annotations

from django.urls import path

from preau.vigilance.web import accounts, evidence, freezes, grave, incidents, reports, search

app_name = "vigilance"

urlpatterns = [
    path("signaler/<slug:writing>/<int:writing_id>/", reports.report, name="report"),
    path("mes-signalements/", reports.mine, name="mine"),
    path("<uai:uai>/signalements/", reports.every, name="reports"),
    path("<uai:uai>/signalements/referents/", reports.referents, name="referents"),
    path("<uai:uai>/signalements/<int:report_id>/", reports.case, name="case"),
    path("crise/", incidents.every, name="incidents"),
    path("crise/<int:incident_id>/", incidents.desk, name="incident"),
    path("crise/<int:incident_id>/etapes/", incidents.steps, name="steps"),
    path("crise/<int:incident_id>/suspendre/", incidents.rehearse_freeze, name="rehearse-freeze"),
    path("crise/<int:incident_id>/chercher/", search.show, name="search"),
    path("crise/<int:incident_id>/retirer/", grave.withdraw, name="withdraw"),
    path("crise/<int:incident_id>/rendre/", incidents.restore, name="restore"),
    path("crise/<int:incident_id>/comptes/", accounts.show, name="incident-accounts"),
    path("crise/<int:incident_id>/reinitialiser/", grave.reset, name="reset"),
    path("crise/<int:incident_id>/preuves/", incidents.keep_evidence, name="keep-evidence"),
    path("crise/<int:incident_id>/preuves/<int:file_id>/", evidence.take, name="take-evidence"),
    path("crise/<int:incident_id>/clore/", grave.close, name="close"),
    path("<uai:uai>/crise/<int:incident_id>/fiches/", accounts.cards, name="cards"),
    path("crise/suspension/", freezes.show, name="freezes"),
    path("crise/suspension/<uuid:gesture>/rouvrir/", freezes.reopen, name="reopen"),
]
