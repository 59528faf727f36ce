"""Collectivities and projects, as far as who administers schools may write them (capability C127)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from preau.access.perimeter import administered_schools
from preau.directory.models import CollectivityLogo, Project, School, SchoolProject
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class CollectivityLine:
    """A département or the Region, by the name its schools give it; `logo` is a digest, empty without a logo."""

    name: str
    schools: int
    logo: str


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project, and its schools within the perimeter (their UAI)."""

    id: int
    label: str
    uais: tuple[str, ...]


def collectivities_of(actor: Actor) -> tuple[CollectivityLine, ...]:
    """Those all of whose open schools the actor administers, by name."""
    every = _counts(School.objects.filter(is_open=True))
    hers = _counts(administered_schools(actor))
    logos = dict(CollectivityLogo.objects.values_list("collectivity", "digest"))
    return tuple(
        CollectivityLine(name, count, logos.get(name, ""))
        for name, count in sorted(hers.items())
        if every[name] == count
    )


def projects_of(actor: Actor) -> tuple[ProjectLine, ...]:
    """Every project, with its schools that the actor administers."""
    uais = dict(administered_schools(actor).values_list("pk", "uai"))
    found: dict[int, list[str]] = {}
    with scope_opened_by_hand(uais):
        for project_id, school_id in SchoolProject.objects.values_list("project_id", "school_id"):
            found.setdefault(project_id, []).append(uais[school_id])
    return tuple(
        ProjectLine(pk, label, tuple(sorted(found.get(pk, ()))))
        for pk, label in Project.objects.values_list("pk", "label")
    )


def schools_named(actor: Actor, uais: Sequence[str]) -> dict[str, int]:
    """The administered schools of these UAI."""
    return dict(administered_schools(actor).filter(uai__in=uais).values_list("uai", "pk"))


def _counts(schools: QuerySet[School]) -> dict[str, int]:
    counted = schools.exclude(collectivity="").order_by().values("collectivity").annotate(n=Count("pk"))
    return {row["collectivity"]: row["n"] for row in counted}
