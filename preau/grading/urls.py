"""Doors of grading."""

from __future__ import annotations

from django.urls import path

from preau.grading.web import books, grid

app_name = "grading"

urlpatterns = [
    path("<uai:uai>/notes/", books.show, name="books"),
    path("<uai:uai>/notes/<int:gradebook_id>/", grid.show, name="grid"),
    path("<uai:uai>/notes/<int:gradebook_id>/cases/", grid.write, name="write"),
]
