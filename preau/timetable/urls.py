"""Doors of the timetable."""

from __future__ import annotations

from django.urls import path

from preau.timetable.web import mine, pupil, school

app_name = "timetable"

urlpatterns = [
    path("emploi-du-temps/", mine.show, name="mine"),
    path("eleves/<int:pupil_id>/emploi-du-temps/", pupil.show, name="pupil"),
    path("<uai:uai>/emploi-du-temps/", school.show, name="school"),
]
