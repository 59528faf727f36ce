"""Doors of grading."""

from __future__ import annotations

from django.urls import path

from preau.grading.web import (
    arranging,
    book,
    book_parts,
    book_teachers,
    books,
    evaluation,
    evolution,
    grid,
    kinds,
    level_words,
    locks,
    own_skills,
    printing,
    pupil_skills,
    referential,
    reopening,
    results,
    settings,
    skill_classes,
    skill_grid,
    statement,
    telling,
)

app_name = "grading"

urlpatterns = [
    path("<uai:uai>/notes/", books.show, name="books"),
    path("<uai:uai>/notes/<int:gradebook_id>/", grid.show, name="grid"),
    path("<uai:uai>/notes/<int:gradebook_id>/cases/", grid.write, name="write"),
    path("<uai:uai>/notes/<int:gradebook_id>/moyennes/", results.show, name="results"),
    path("<uai:uai>/notes/<int:gradebook_id>/moyennes/cases/", results.write, name="write-results"),
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
    path("<uai:uai>/notes/carnets/", arranging.show, name="arrange"),
    path("<uai:uai>/notes/carnets/ajouter/", book.add, name="add-book"),
    path("<uai:uai>/notes/carnets/<int:gradebook_id>/", book.change, name="book"),
    path("<uai:uai>/notes/carnets/<int:gradebook_id>/place/", arranging.move, name="move-book"),
    path("<uai:uai>/notes/carnets/<int:gradebook_id>/retirer/", book.retire, name="retire-book"),
    path("<uai:uai>/notes/carnets/<int:gradebook_id>/parties/", book_parts.add, name="add-book-part"),
    path(
        "<uai:uai>/notes/carnets/<int:gradebook_id>/parties/<int:sub_subject_id>/",
        book_parts.change,
        name="book-part",
    ),
    path(
        "<uai:uai>/notes/carnets/<int:gradebook_id>/parties/<int:sub_subject_id>/retirer/",
        book_parts.remove,
        name="remove-book-part",
    ),
    path("<uai:uai>/notes/carnets/<int:gradebook_id>/enseignants/", book_teachers.add, name="add-book-teacher"),
    path(
        "<uai:uai>/notes/carnets/<int:gradebook_id>/enseignants/<int:teacher_id>/",
        book_teachers.change,
        name="book-teacher",
    ),
    path(
        "<uai:uai>/notes/carnets/<int:gradebook_id>/enseignants/<int:teacher_id>/retirer/",
        book_teachers.end,
        name="end-book-teacher",
    ),
    path("<uai:uai>/notes/reglages/", settings.show, name="settings"),
    path("<uai:uai>/notes/reglages/moyennes/", settings.averages, name="settings-averages"),
    path("<uai:uai>/notes/reglages/familles/", settings.families, name="settings-families"),
    path("<uai:uai>/notes/reglages/controles/", settings.load, name="settings-load"),
    path("<uai:uai>/notes/reglages/positionnement/", settings.positioning, name="settings-positioning"),
    path("<uai:uai>/notes/reglages/codes/", settings.codes, name="settings-codes"),
    path("<uai:uai>/notes/natures/", kinds.show, name="kinds"),
    path("<uai:uai>/notes/natures/ajouter/", kinds.add, name="add-kind"),
    path("<uai:uai>/notes/natures/<int:kind_id>/", kinds.change, name="kind"),
    path("<uai:uai>/notes/natures/<int:kind_id>/place/", kinds.move, name="move-kind"),
    path("<uai:uai>/notes/natures/<int:kind_id>/proposer/", kinds.offer, name="offer-kind"),
    path("<uai:uai>/notes/verrous/", locks.show, name="locks"),
    path("<uai:uai>/notes/reouvertures/", reopening.show, name="reopenings"),
    path("<uai:uai>/notes/<int:gradebook_id>/rouvrir/", reopening.give, name="reopen"),
    path(
        "<uai:uai>/notes/reouvertures/<int:permission_id>/retirer/", reopening.withdraw, name="withdraw-reopening"
    ),
    path(
        "<uai:uai>/notes/<int:gradebook_id>/evaluations/<int:evaluation_id>/competences/",
        skill_grid.show,
        name="skill-grid",
    ),
    path(
        "<uai:uai>/notes/<int:gradebook_id>/evaluations/<int:evaluation_id>/competences/cases/",
        skill_grid.write,
        name="write-skills",
    ),
    path("<uai:uai>/competences/", skill_classes.index, name="skills"),
    path("<uai:uai>/competences/groupes/<int:group_id>/", skill_classes.show, name="class-skills"),
    path("<uai:uai>/competences/eleves/<int:pupil_id>/", pupil_skills.show, name="pupil-skills"),
    path(
        "<uai:uai>/competences/eleves/<int:pupil_id>/competences.pdf",
        pupil_skills.download,
        name="pupil-skills-pdf",
    ),
    path("eleves/<int:pupil_id>/competences/", own_skills.show, name="own-skills"),
    path("eleves/<int:pupil_id>/competences/competences.pdf", own_skills.download, name="own-skills-pdf"),
    path("<uai:uai>/competences/referentiel/", referential.show, name="referential"),
    path("<uai:uai>/competences/referentiel/installer/", referential.install, name="install-skills"),
    path(
        "<uai:uai>/competences/referentiel/cycle-<int:cycle>/retablir/", referential.restore, name="restore-skills"
    ),
    path(
        "<uai:uai>/competences/referentiel/cycle-<int:cycle>/<str:domain>/ajouter/",
        referential.add,
        name="add-skill",
    ),
    path("<uai:uai>/competences/referentiel/<int:skill_id>/", referential.change, name="skill"),
    path("<uai:uai>/competences/referentiel/<int:skill_id>/placer/", referential.move, name="move-skill"),
    path("<uai:uai>/competences/referentiel/<int:skill_id>/montrer/", referential.hide, name="show-skill"),
    path("<uai:uai>/competences/niveaux/", level_words.show, name="level-words"),
    path("<uai:uai>/notes/releves/", printing.classes, name="print-classes"),
    path("<uai:uai>/notes/releves/<int:group_id>/", printing.of_class, name="print-statements"),
    path("<uai:uai>/notes/releves/<int:group_id>/releves.pdf", printing.class_pdf, name="statements-pdf"),
    path("eleves/<int:pupil_id>/notes/imprimer/", printing.own, name="print-statement"),
    path("eleves/<int:pupil_id>/notes/releve.pdf", printing.own_pdf, name="statement-pdf"),
    path("eleves/<int:pupil_id>/notes/prevenir/", telling.show, name="telling"),
    path("eleves/<int:pupil_id>/notes/evolution/", evolution.show, name="evolution"),
    path("eleves/<int:pupil_id>/notes/", statement.show, name="statement"),
    path("eleves/<int:pupil_id>/notes/<int:gradebook_id>/", statement.explain, name="explain"),
]
