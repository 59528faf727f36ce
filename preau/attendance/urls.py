"""Doors of attendance."""

from __future__ import annotations

from django.urls import path

from preau.attendance.web import board, pupil, roll

app_name = "attendance"

urlpatterns = [
    path("<uai:uai>/appel/<int:lesson_id>/", roll.show, name="roll"),
    path("<uai:uai>/appel/<int:lesson_id>/eleve/<int:pupil_id>/", roll.tap, name="tap"),
    path("<uai:uai>/appel/<int:lesson_id>/valider/", roll.close, name="close"),
    path("<uai:uai>/vie-scolaire/", board.show, name="board"),
    path("<uai:uai>/vie-scolaire/maintenant/", board.moment, name="moment"),
    path("eleves/<int:pupil_id>/absences/", pupil.show, name="pupil"),
]
