"""Doors of the portal that belong to the portal alone."""

from __future__ import annotations

from django.urls import path

from preau.portal.web import duties, house, launcher, phone

app_name = "portal"

urlpatterns = [
    path("a-faire/", duties.show, name="duties"),
    path("a-faire/liste/", duties.list_again, name="duties-list"),
    path("services/", launcher.launcher, name="launcher"),
    path("services/<slug:service>/favori/", launcher.favourite, name="favourite"),
    path("<uai:uai>/services/", launcher.of_school, name="services"),
    path("<uai:uai>/services/<slug:service>/", launcher.bind, name="bind"),
    path("installer/", phone.install, name="install"),
    path("qui-peut-quoi/", house.rights, name="rights"),
]
