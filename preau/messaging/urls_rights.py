"""Doors of the rights of messaging, and of what waits for a moderator."""

from __future__ import annotations

from django.urls import path

from preau.messaging.web import moderation, rights

DOORS = [
    path("<uai:uai>/messages/qui/", rights.why, name="why"),
    path("<uai:uai>/messages/regles/", rights.change, name="rights"),
    path("<uai:uai>/messages/regles/<int:group_id>/", rights.of_group, name="group-rights"),
    path("<uai:uai>/messages/a-relire/", moderation.every, name="moderation"),
    path("<uai:uai>/messages/a-relire/<int:message_id>/", moderation.decide, name="decide"),
]
