"""Write what the public directory says of schools."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from preau.directory.models import Project, School, SchoolProject
from preau.exchange.opendata.apply_calendar import LOCK
from preau.exchange.opendata.events import SchoolsImported
from preau.exchange.opendata.plan_schools import (
    FIELDS,
    OCCITANIE,
    KnownSchool,
    SchoolsPlan,
    description,
    plan_schools,
)
from preau.exchange.opendata.records import OfficialSchool
from preau.foundation.ledger.record import record
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_TYPES = {"latitude": "double precision", "longitude": "double precision", "is_open": "boolean"}

_COLUMNS = ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in FIELDS)

_CHANGE = f"""
UPDATE school s SET {", ".join(f"{name} = r.{name}" for name in FIELDS)}
  FROM jsonb_to_recordset(%s::jsonb) AS r(id bigint, {_COLUMNS})
 WHERE s.id = r.id
"""  # noqa: S608 - our own column names


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command asked besides the files."""

    create: bool = False
    academies: tuple[str, ...] = OCCITANIE
    project: str = ""
    confirmed: bool = False


def schools_plan(told: Mapping[str, OfficialSchool], wanted: Wanted) -> SchoolsPlan:
    """What applying would do now."""
    schools = School.objects.order_by("uai")
    with scope_opened_by_hand(schools.values_list("id", flat=True)):
        members = SchoolProject.objects.filter(project__label=wanted.project)
        joined = frozenset(members.values_list("school_id", flat=True)) if wanted.project else None
    return plan_schools(
        told,
        (
            KnownSchool(
                school.pk,
                school.uai,
                school.name,
                bool(school.source_key),
                frozenset(school.owned_fields),
                {name: getattr(school, name) for name in FIELDS},
            )
            for school in schools
        ),
        create=wanted.create,
        academies=wanted.academies,
        joined=joined,
    )


@action
def apply_schools(*, actor: Actor, told: Mapping[str, OfficialSchool], wanted: Wanted) -> SchoolsPlan:
    """Make the description of schools agree with what is told. The same files again change nothing, say nothing.

    Errors: `NotAllowed` for anyone but Préau itself; `NotPossible` for schools that would close without
    `wanted.confirmed`.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    plan = schools_plan(told, wanted)
    if plan.closing and not wanted.confirmed:
        raise NotPossible("Des établissements fermeraient. Rien n’a été importé.")
    if plan.is_nothing:
        return plan
    with connection.cursor() as cursor:
        cursor.execute(_CHANGE, [json.dumps([{"id": change.id, **change.after} for change in plan.changed])])
    created = School.objects.bulk_create(
        [School(uai=school.uai, name=school.name or school.uai, **description(school)) for school in plan.new]
    )
    joined = _join(wanted.project, (*plan.joining, *(school.pk for school in created)))
    record(SchoolsImported(len(created), len(plan.changed), len(plan.closing), joined), actor=actor)
    return plan


def _join(label: str, school_ids: Iterable[int]) -> int:
    ids = sorted(school_ids)
    if not label or not ids:
        return 0
    project, _created = Project.objects.get_or_create(label=label)
    with scope_opened_by_hand(ids):
        SchoolProject.objects.bulk_create([SchoolProject(school_id=one, project=project) for one in ids])
    return len(ids)
