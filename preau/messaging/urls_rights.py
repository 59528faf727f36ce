"""Doors of the rights of messaging, and of what waits for a moderator."""

from __future__ import annotations

from django.urls import path

from preau.messaging.web import rights

DOORS = [
    path("<uai:uai>/messages/qui/", rights.why, name="why"),
    path("<uai:uai>/messages/regles/", rights.change, name="rights"),
    path("<uai:uai>/messages/regles/<int:group_id>/", rights.of_group, name="group-rights"),
]
