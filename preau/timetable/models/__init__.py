"""The weekly pattern and the lessons laid from it."""

from preau.timetable.models.lesson import Lesson, LessonGroup, LessonTeacher
from preau.timetable.models.weekly import Alternation, WeeklyCourse, WeeklyCourseGroup, WeeklyCourseTeacher

__all__ = [
    "Alternation",
    "Lesson",
    "LessonGroup",
    "LessonTeacher",
    "WeeklyCourse",
    "WeeklyCourseGroup",
    "WeeklyCourseTeacher",
]
