"""All doors of the house."""

from __future__ import annotations

from django.urls import include, path, register_converter

from preau.foundation.screens.converters import UaiConverter
from preau.portal.web import duties, home, house, phone

handler400 = "preau.foundation.screens.errors.not_understood"
handler404 = "preau.foundation.screens.errors.not_found"
handler500 = "preau.foundation.screens.errors.broken"

# Before the rooms are read: their addresses say `<uai:uai>`.
register_converter(UaiConverter, "uai")

urlpatterns = [
    path("", home.show, name="home"),
    path("accueil/bloc/<slug:name>/", home.card, name="home-card"),
    path("accueil/enfant/<int:pupil_id>/", home.child, name="home-child"),
    path("accueil/a-faire/", duties.at_home, name="home-duties"),
    path("accueil/nouveau/", home.news, name="home-news"),
    path("accueil/nouveau/lu/", home.news_read, name="home-news-read"),
    path("direct/jeton/", house.renew_live, name="live-renew"),
    path("preau.webmanifest", phone.web_manifest, name="web-manifest"),
    path("hors-ligne.js", phone.worker, name="worker"),
    path("hors-ligne/", phone.offline, name="offline"),
    path("galerie/", house.gallery, name="gallery"),
    path("a-propos/<slug:name>/", house.legal, name="legal"),
    path("", include("preau.access.urls")),
    path("", include("preau.directory.urls")),
    path("", include("preau.timetable.urls")),
    path("", include("preau.attendance.urls")),
    path("", include("preau.grading.urls")),
    path("", include("preau.bulletins.urls")),
    path("", include("preau.messaging.urls")),
    path("", include("preau.news.urls")),
    path("", include("preau.liaison.urls")),
    path("", include("preau.outreach.urls")),
    path("", include("preau.vigilance.urls")),
    path("", include("preau.exchange.upload.urls")),
    path("", include("preau.exchange.aaf.urls")),
    path("", include("preau.exchange.lsu.urls")),
    path("", include("preau.portal.urls")),
    path("", include("preau.console.urls")),
]
