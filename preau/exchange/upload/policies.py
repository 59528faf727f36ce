"""Who uploads files for a school (capabilities C17 and C18, rule B1)."""

from __future__ import annotations

from django.db.models import QuerySet

from preau.exchange.upload.models import SchoolImport
from preau.kernel.actor import Actor

#: Pupils, guardians, staff, timetables: the files of the school.
IMPORT_FILES = "upload:file:import"


def may_import_files(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(IMPORT_FILES) and actor.in_school(school_id)


def visible_imports(actor: Actor) -> QuerySet[SchoolImport]:
    """Those of the schools where the actor may import: whoever made them, they are the school's."""
    schools = actor.school_ids if actor.may(IMPORT_FILES) else ()
    return SchoolImport.objects.filter(school_id__in=schools)
