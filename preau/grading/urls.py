"""Doors of grading."""

from __future__ import annotations

from django.urls import path

from preau.grading.web import books, evaluation, grid, statement

app_name = "grading"

urlpatterns = [
    path("<uai:uai>/notes/", books.show, name="books"),
    path("<uai:uai>/notes/<int:gradebook_id>/", grid.show, name="grid"),
    path("<uai:uai>/notes/<int:gradebook_id>/cases/", grid.write, name="write"),
    path("<uai:uai>/notes/<int:gradebook_id>/evaluations/ajouter/", evaluation.add, name="add-evaluation"),
    path(
        "<uai:uai>/notes/<int:gradebook_id>/evaluations/<int:evaluation_id>/",
        evaluation.change,
        name="evaluation",
    ),
    path(
        "<uai:uai>/notes/<int:gradebook_id>/evaluations/<int:evaluation_id>/retirer/",
        evaluation.withdraw,
        name="withdraw-evaluation",
    ),
    path("eleves/<int:pupil_id>/notes/", statement.show, name="statement"),
    path("eleves/<int:pupil_id>/notes/<int:gradebook_id>/", statement.explain, name="explain"),
]
