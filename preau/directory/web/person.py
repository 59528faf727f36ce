"""The page of one person in a school: who she is there, and what each room says of her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.directory.people.person import SeenPerson, seen_person
from preau.foundation.rooms.registry import person_blocks_of
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel import words
from preau.kernel.actor import STAFF_PROFILES, SchoolRef


@dataclass(frozen=True, slots=True)
class Part:
    """What a room says of the person, and the template that prints it under the name `part`."""

    template: str
    lines: Any


@screen("Fiche d’une personne", open_to=STAFF_PROFILES)
def show(request: Request, *, school: SchoolRef, person_id: int) -> HttpResponse:
    """A pupil, a member of the staff, a guardian, or several of these at once."""
    actor = request.actor
    person = seen_person(actor, school.id, person_id)
    brought = (
        (block.template, block.lines(actor, school.id, person_id))
        for block in person_blocks_of(frozenset(kind.value for kind in person.kinds))
    )
    return page(
        request,
        "directory/person.html",
        title=person.full_name,
        school=school,
        person=person,
        parts=tuple(Part(template, lines) for template, lines in brought if lines is not None),
        facts=_facts(person),
        portrait_url=portrait_url(school, person.id, person.portrait),
    )


def portrait_url(school: SchoolRef, pupil_id: int, digest: str) -> str:
    """Where the photo is, or nothing. The address changes with the photo."""
    return f"{url('directory:portrait', uai=school.uai, person_id=pupil_id)}?v={digest}" if digest else ""


def _facts(person: SeenPerson) -> list[tuple[str, str]]:
    facts = [
        (_("Nom de famille"), person.birth_name if person.birth_name != person.last_name else ""),
        (_("Autres prénoms"), person.other_first_names if person.is_pupil else ""),
        (_("Date de naissance"), words.short_day(person.born_on) if person.born_on else ""),
        (_("Formation"), (person.programme or person.level) if person.is_pupil else ""),
        (_("Régime"), person.regime if person.is_pupil else ""),
    ]
    return [(label, text) for label, text in facts if text]
