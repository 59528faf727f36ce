"""The skills of a pupil on paper, domain by domain (capability C88)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.directory.models import School, SchoolLogo
from preau.foundation.documents.make import pages_of, pdf_of
from preau.grading.skill_lines import DomainOfPupil, SkillOfPupil
from preau.grading.skill_words import LevelWords
from preau.kernel import clock, words

_TEMPLATE = "grading/skills.typ"


@dataclass(frozen=True, slots=True)
class SkillsToPrint:
    """Whose, over what (« 4e B, cycle 4 »), and what is known; skills of which nothing is are left out."""

    name: str
    about: str
    domains: Sequence[DomainOfPupil]


def skills_in_pdf(school_id: int, printed: SkillsToPrint) -> HttpResponse:
    """The answer of a door: the PDF to look at."""
    logo = SchoolLogo.objects.filter(school_id=school_id).first()
    images = {"logo.png": bytes(logo.content)} if logo else None
    said = said_of(School.objects.get(pk=school_id), printed, has_logo=logo is not None)
    response = HttpResponse(
        pdf_of(_TEMPLATE, said, images=images, made_at=clock.now()), content_type="application/pdf"
    )
    name = words.folded(printed.name).replace(" ", "-")
    response["Content-Disposition"] = f'inline; filename="competences-{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def skills_in_pictures(school: School, printed: SkillsToPrint) -> list[bytes]:
    """The same pages, as PNG."""
    return pages_of(_TEMPLATE, said_of(school, printed, has_logo=False))


def said_of(school: School, printed: SkillsToPrint, *, has_logo: bool) -> dict[str, Any]:
    """Everything the template writes."""
    now = clock.now()
    place = "\n".join(line for line in (school.street, f"{school.postal_code} {school.town}".strip()) if line)
    return {
        "title": _("Compétences – %(name)s") % {"name": printed.name},
        "logo": has_logo,
        "school": school.name,
        "address": place,
        "printed": _("Compétences connues le %(day)s à %(hour)s")
        % {"day": words.short_day(now), "hour": words.hour(now)},
        "pupil": printed.name,
        "about": printed.about,
        "domains": [_domain(one) for one in printed.domains if one.is_seen],
        "words": {
            "title": _("Compétences"),
            "logo": _("Logo de l’établissement"),
            "skill": _("Compétence et évaluations"),
            "level": _("Niveau"),
            "none": _("Pas encore évaluée"),
            "empty": _("Aucune compétence évaluée pour l’instant."),
            "rule": _("Le niveau calculé est celui des trois dernières évaluations."),
        },
    }


def _domain(one: DomainOfPupil) -> dict[str, Any]:
    skills = [_skill(skill) for skill in one.skills if skill.seen or skill.stands]
    return {"label": one.label, "level": _level(one.level), "skills": skills}


def _skill(one: SkillOfPupil) -> dict[str, Any]:
    note = ""
    if one.final:
        computed = one.computed.label if one.computed else _("rien")
        note = _("décidé\u202f; calculé\u202f: %(level)s") % {"level": computed}
    return {
        "label": one.label,
        "level": _level(one.stands),
        "note": note,
        "seen": [f"{line.level.label}\u202f: {line.what}" for line in one.seen],
    }


def _level(one: LevelWords | None) -> dict[str, str] | None:
    return {"letter": one.letter, "label": one.label} if one else None
