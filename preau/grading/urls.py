"""Doors of grading."""

from __future__ import annotations

from django.urls import path

from preau.grading.web import books, grid, statement

app_name = "grading"

urlpatterns = [
    path("<uai:uai>/notes/", books.show, name="books"),
    path("<uai:uai>/notes/<int:gradebook_id>/", grid.show, name="grid"),
    path("<uai:uai>/notes/<int:gradebook_id>/cases/", grid.write, name="write"),
    path("eleves/<int:pupil_id>/notes/", statement.show, name="statement"),
    path("eleves/<int:pupil_id>/notes/<int:gradebook_id>/", statement.explain, name="explain"),
]
