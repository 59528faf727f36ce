"""The classes whose skills one follows, and a class: its pupils by domains or by skills (capability C88)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.followed import Followed, FollowedTerm, followed_group
from preau.grading.policies import SEE_ANY, may_arrange_skills, may_follow_skills
from preau.grading.queries.skill_classes import classes_to_follow, pupils_in
from preau.grading.queries.skill_levels import SkillStanding, domain_levels, skill_levels
from preau.grading.queries.skills import skills_of
from preau.grading.referential import domains_of
from preau.grading.skill_level import LEVELS, MASTERED, NOT_EVALUATED
from preau.grading.skill_words import LevelWords, SkillWords, words_of
from preau.grading.web.books import READERS
from preau.grading.web.wording import cycle_label, term_label
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

#: The filter keeps pupils who have no level anywhere in the table.
_NONE = "aucun"


@dataclass(frozen=True, slots=True)
class Row:
    """A pupil of the table, the page that tells her skills: a level, or none, by column."""

    name: str
    url: str
    levels: tuple[LevelWords | None, ...]


@screen("Compétences", open_to=READERS)
def index(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Hers, or all of them."""
    return page(
        request,
        "grading/skills.html",
        title=_("Compétences"),
        school=school,
        classes=classes_to_follow(request.actor, school.id, every=request.actor.may(SEE_ANY)),
        may_arrange=may_arrange_skills(request.actor, school.id),
    )


@screen("Compétences d’une classe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """`periode`: a term, or the cycle; `domaine`: its skills in place of the domains; `niveau`: pupils who have it
    somewhere.
    """
    group = followed_group(group_id, school_id=school.id)
    if not may_follow_skills(request.actor, school.id, group.team_ids):
        raise NotAllowed
    term = group.term(request.GET.get("periode", ""))
    domain = request.GET.get("domaine", "")
    domain = domain if domain in domains_of(group.cycle) else ""
    pupils = pupils_in(group_id, school_id=school.id)
    ids = [one.pupil_id for one in pupils]
    standings = skill_levels(school.id, group.cycle, ids, span=term.span if term else None)
    words = words_of(school.id)
    columns = _columns(school.id, group.cycle, domain, standings)
    levels = _levels(standings, is_by_skill=bool(domain))
    asked = f"?periode={term.term_id}" if term else ""
    rows = [
        Row(
            one.name,
            reverse("grading:pupil-skills", kwargs={"uai": school.uai, "pupil_id": one.pupil_id}) + asked,
            tuple(words.of(levels.get((one.pupil_id, key))) for key, _label in columns),
        )
        for one in pupils
    ]
    wanted = request.GET.get("niveau", "")
    shown = [row for row in rows if _has(row, wanted)]
    return page(
        request,
        "grading/class_skills.html",
        title=_("Compétences, %(group)s") % {"group": group.group},
        school=school,
        group=group,
        cycle=cycle_label(group.cycle),
        periods=_periods(group, term, domain, wanted),
        kept=[("periode", str(term.term_id))] if term else [],
        views=[("", _("Tous les domaines")), *domains_of(group.cycle).items()],
        domain=domain,
        filters=_filters(words),
        wanted=wanted,
        heads=[label for _key, label in columns],
        rows=shown,
        foot=_foot(shown, words),
        hidden=len(rows) - len(shown),
        levels=words.levels,
    )


def _columns(
    school_id: int, cycle: int, domain: str, standings: Sequence[SkillStanding]
) -> list[tuple[str | int, str]]:
    """The domains of the cycle; or the skills of one: those offered, and those that were evaluated."""
    if not domain:
        return list(domains_of(cycle).items())
    there = {one.skill_id for one in standings}
    return [
        (one.skill_id, one.label)
        for one in skills_of(school_id)
        if (one.cycle, one.domain) == (cycle, domain) and (not one.is_hidden or one.skill_id in there)
    ]


def _levels(standings: Sequence[SkillStanding], *, is_by_skill: bool) -> dict[tuple[int, str | int], int | None]:
    """By pupil and column."""
    if is_by_skill:
        return {(one.pupil_id, one.skill_id): one.level for one in standings}
    by_pupil = domain_levels(standings)
    return {(pupil, code): one.level for pupil, domains in by_pupil.items() for code, one in domains.items()}


def _has(row: Row, wanted: str) -> bool:
    if wanted == _NONE:
        return not any(row.levels)
    if wanted.isdigit():
        return any(one is not None and str(one.level) == wanted for one in row.levels)
    return True


def _foot(rows: Sequence[Row], words: SkillWords) -> tuple[str, list[str]]:
    """How many of the pupils shown master each column, of those who have a level there."""
    label = _("%(low)s ou %(high)s") % {"low": words.levels[MASTERED].letter, "high": words.levels[-1].letter}
    told = []
    for several in zip(*(row.levels for row in rows), strict=True):
        there = [one.level for one in several if one is not None and one.level != NOT_EVALUATED]
        told.append(f"{sum(1 for level in there if level >= MASTERED)}/{len(there)}" if there else "")
    return label, told


def _filters(words: SkillWords) -> list[tuple[str, str]]:
    some = [(str(level), _("Au moins une fois «\u202f%(level)s\u202f»") % {"level": words.levels[level].label})
            for level in LEVELS]  # fmt: skip
    return [("", _("Tous les élèves")), *some, (_NONE, _("Jamais évalués ici"))]


def _periods(group: Followed, term: FollowedTerm | None, domain: str, wanted: str) -> list[tuple[str, str, bool]]:
    """The tabs; the view and the filter stay from one to the other."""
    kept = {"domaine": domain, "niveau": wanted}
    return [
        (_("Tout le cycle"), f"?{urlencode(kept)}", term is None),
        *(
            (term_label(one.kind, one.number), f"?{urlencode({'periode': one.term_id, **kept})}", one == term)
            for one in group.terms
        ),
    ]
