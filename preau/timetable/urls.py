"""Doors of the timetable."""

from __future__ import annotations

from django.urls import path

from preau.timetable.web import (
    adding,
    adding_course,
    agenda,
    building,
    courses,
    lesson,
    mine,
    pupil,
    replacing,
    school,
    together,
)

app_name = "timetable"

_SCHOOL = "<uai:uai>/emploi-du-temps/"
_LESSON = f"{_SCHOOL}seances/<int:lesson_id>/"

urlpatterns = [
    path("emploi-du-temps/", mine.show, name="mine"),
    path("emploi-du-temps/abonnement/", agenda.subscription, name="agenda"),
    path("emploi-du-temps/abonnement/fermer/", agenda.withdraw, name="close-agenda"),
    path("agenda/<slug:token>.ics", agenda.calendar_file, name="agenda-file"),
    path("eleves/<int:pupil_id>/emploi-du-temps/", pupil.show, name="pupil"),
    path(_SCHOOL, school.show, name="school"),
    path(f"{_SCHOOL}cote-a-cote/", together.show, name="together"),
    path(f"{_SCHOOL}sonneries/", building.bells, name="bells"),
    path(f"{_SCHOOL}salles/", building.rooms, name="rooms"),
    path(f"{_SCHOOL}seances/ajouter/", adding.add, name="add-lesson"),
    path(f"{_SCHOOL}cours/", courses.show_all, name="courses"),
    path(f"{_SCHOOL}cours/ajouter/", adding_course.add, name="add-course"),
    path(f"{_SCHOOL}cours/<int:course_id>/", courses.change, name="course"),
    path(f"{_SCHOOL}cours/<int:course_id>/arreter/", courses.stop, name="stop-course"),
    path(_LESSON, lesson.show, name="lesson"),
    path(f"{_LESSON}annuler/", lesson.cancel, name="cancel-lesson"),
    path(f"{_LESSON}deplacer/", lesson.move, name="move-lesson"),
    path(f"{_LESSON}retablir/", lesson.restore, name="restore-lesson"),
    path(f"{_LESSON}remplacer/", replacing.one, name="replace-teacher"),
    path(f"{_SCHOOL}remplacements/", replacing.several, name="replacements"),
    path(f"{_SCHOOL}remplacements/<int:replacement_id>/", replacing.shorten, name="shorten-replacement"),
]
