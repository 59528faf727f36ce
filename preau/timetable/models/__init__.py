"""The weekly pattern, the lessons laid from it, and what the school decides of them by hand."""

from preau.timetable.models.agenda import AgendaLink
from preau.timetable.models.building import BellGrid, BellGridGroup, BellSlot, Room
from preau.timetable.models.lesson import Lesson, LessonGroup, LessonTeacher
from preau.timetable.models.replacement import Replacement
from preau.timetable.models.weekly import Alternation, WeeklyCourse, WeeklyCourseGroup, WeeklyCourseTeacher

__all__ = [
    "AgendaLink",
    "Alternation",
    "BellGrid",
    "BellGridGroup",
    "BellSlot",
    "Lesson",
    "LessonGroup",
    "LessonTeacher",
    "Replacement",
    "Room",
    "WeeklyCourse",
    "WeeklyCourseGroup",
    "WeeklyCourseTeacher",
]
