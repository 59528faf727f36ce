"""The base of every school-owned table."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models

from preau.foundation.tenancy.scope import schools_in_scope

M = TypeVar("M", bound=models.Model)


class ScopedManager(models.Manager[M]):
    """Reads only the schools in scope; raises when no scope is open."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(school_id__in=schools_in_scope())


class SchoolOwned(models.Model):
    """Abstract base: rows belong to a school. Subclasses declare `school` and put it first in their keys.

    `objects` is the scoped manager. The second wall (row security) is added to the table by a migration
    with `second_wall.protect("table")`; a test checks that no school-owned table was forgotten.
    """

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        abstract = True
