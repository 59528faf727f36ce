"""What the five steps have in common: who enters, where each one is, how a CSV is sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from preau.exchange.upload.queries import capital
from preau.exchange.upload.under_way import UnderWay
from preau.kernel.actor import Profile, SchoolRef

#: Those of them without the capability meet a page that does not exist.
OFFICE = (Profile.DIRECTION, Profile.STAFF)
NAMES = ("Fichiers", "Correspondances", "Contrôles", "Effet", "Rapport")
FILE, MATCHING, CHECKS, EFFECT, REPORT = range(1, 6)


@dataclass(frozen=True, slots=True)
class Step:
    """Where we are, for the top of each page."""

    number: int
    sort: str
    files: str
    import_id: int

    @property
    def names(self) -> tuple[str, ...]:
        return NAMES


def step_of(number: int, one: UnderWay) -> Step:
    return Step(number, capital(one.sort.label), ", ".join(one.names), one.id)


def step_url(name: str, school: SchoolRef, import_id: int) -> str:
    """The address of a step, or of one of its files."""
    return reverse(f"upload:{name}", kwargs={"uai": school.uai, "import_id": import_id})


def as_csv(content: bytes, name: str) -> HttpResponse:
    """A file that the browser keeps."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
