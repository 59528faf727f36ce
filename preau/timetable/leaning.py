"""Which lessons other rooms already lean on: a roll, an absence, one day a piece of homework.

The timetable stands below those rooms and knows none of them. It asks the models themselves which of their
columns point to a lesson, so that a room added later is respected without a word here.
"""

from __future__ import annotations

from functools import cache

from django.db.models.fields.reverse_related import ForeignObjectRel

from preau.timetable.models import Lesson, LessonGroup, LessonTeacher, Replacement

_OUR_OWN = (LessonGroup, LessonTeacher, Replacement)


@cache
def leaning_columns() -> tuple[tuple[str, str], ...]:
    """(table, column) of every reference to a lesson from another room."""
    relations = Lesson._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django's documented door
    columns = (
        relation.field
        for relation in relations
        if isinstance(relation, ForeignObjectRel) and relation.related_model not in _OUR_OWN
    )
    return tuple(sorted((field.model._meta.db_table, str(field.column)) for field in columns))  # noqa: SLF001


@cache
def nothing_leans_on(lesson: str) -> str:
    """An SQL condition: no other room holds on to the lesson of this alias. It may be changed or removed."""
    missing = [
        f"NOT EXISTS (SELECT FROM {table} leaning WHERE leaning.{column} = {lesson}.id)"
        for table, column in leaning_columns()
    ]
    return " AND ".join(["true", *missing])
