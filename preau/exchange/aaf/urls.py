"""Doors of the directory feed."""

from __future__ import annotations

from django.urls import path

from preau.exchange.aaf.web import notes, reattachment

app_name = "aaf"

urlpatterns = [
    path("anomalies/annuaire/", notes.show, name="notes"),
    path("<uai:uai>/anomalies/personnes/<int:reattachment_id>/", reattachment.decide, name="reattachment"),
]
