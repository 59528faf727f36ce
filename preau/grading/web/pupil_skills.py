"""The skills of a pupil, for those who teach her: where each level comes from, and what they decide (C88)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.actions.decide_skills import Decision, decide_skills
from preau.grading.followed import Followed, FollowedTerm, followed_pupil
from preau.grading.policies import may_decide_levels, may_follow_skills
from preau.grading.queries.skill_history import SkillSeen, skill_history
from preau.grading.queries.skill_levels import SkillStanding, skill_levels
from preau.grading.queries.skills import skills_of
from preau.grading.skill_lines import DomainOfPupil, NamedSkill, domains_of_pupil, named_from
from preau.grading.skill_words import SkillWords, words_of
from preau.grading.web.books import READERS
from preau.grading.web.printed_skills import SkillsToPrint, skills_in_pdf
from preau.grading.web.wording import cycle_label, term_label
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible

#: A decision in a form: `d-<skill>-<decision seen>`; `x` when there was none.
_PREFIX = "d-"
_NO_DECISION = "x"


@screen("Compétences d’un élève", open_to=READERS, writes=True)
def show(request: Request, *, school: SchoolRef, pupil_id: int) -> HttpResponse:
    """`periode`: a term, or the cycle. What is sent are decisions, all or none; of a term that is not of her class
    nothing is decided, above all not for the cycle.
    """
    pupil = followed_pupil(pupil_id, school_id=school.id)
    if not may_follow_skills(request.actor, school.id, pupil.team_ids):
        raise NotAllowed
    term = pupil.term(request.GET.get("periode", ""))
    refusal = ""
    if request.method == "POST" and term is None and request.GET.get("periode"):
        raise NotAllowed
    if request.method == "POST":
        try:
            changed = decide_skills(
                actor=request.actor, school_id=school.id, pupil_id=pupil_id,
                term_id=term.term_id if term else None, decisions=_decisions(request),
            )  # fmt: skip
        except NotPossible as refused:
            refusal = refused.message
        else:
            said = ngettext("%(count)s niveau décidé.", "%(count)s niveaux décidés.", changed) % {"count": changed}
            return redirect_saying(_here(school, pupil, term), said if changed else _("Rien n’avait changé."))
    words = words_of(school.id)
    return page(
        request,
        "grading/pupil_skills.html",
        title=_("Compétences de %(name)s") % {"name": pupil.name},
        school=school,
        status=422 if refusal else 200,
        pupil=pupil,
        cycle=cycle_label(pupil.cycle),
        term=term,
        periods=[
            (_("Tout le cycle"), _here(school, pupil, None), term is None),
            *((term_label(one.kind, one.number), _here(school, pupil, one), one == term) for one in pupil.terms),
        ],
        domains=_domains(school, pupil, term, words),
        levels=words.levels,
        options=[("", _("Calculé")), *((one.level, f"{one.letter} {one.label}") for one in words.levels)],
        may_decide=may_decide_levels(request.actor, school.id, pupil.team_ids) and not (term and term.is_closed),
        refusal=refusal,
        asked={name: value for name, value in request.POST.items() if name.startswith(_PREFIX)},
    )


@screen("Compétences d’un élève en PDF", open_to=READERS)
def download(request: Request, *, school: SchoolRef, pupil_id: int) -> HttpResponse:
    """What the page knows of the same `periode`, on paper."""
    pupil = followed_pupil(pupil_id, school_id=school.id)
    if not may_follow_skills(request.actor, school.id, pupil.team_ids):
        raise NotAllowed
    term, words = pupil.term(request.GET.get("periode", "")), words_of(school.id)
    period = term_label(term.kind, term.number).lower() if term else _("tout le cycle")
    about = f"{pupil.group}, {cycle_label(pupil.cycle)}, {period}"
    standings, history = _known(school, pupil, term)
    domains = domains_of_pupil(pupil.cycle, named_from(standings, history), standings, history, words)
    return skills_in_pdf(school.id, SkillsToPrint(pupil.name, about, domains))


def _domains(
    school: SchoolRef, pupil: Followed, term: FollowedTerm | None, words: SkillWords
) -> tuple[DomainOfPupil, ...]:
    standings, history = _known(school, pupil, term)
    offered = [
        NamedSkill(one.skill_id, one.domain, one.label)
        for one in skills_of(school.id)
        if one.cycle == pupil.cycle and not one.is_hidden
    ]
    there = {one.skill_id for one in offered}
    hidden = [one for one in named_from(standings, history) if one.skill_id not in there]
    return domains_of_pupil(pupil.cycle, [*offered, *hidden], standings, history, words)


def _known(
    school: SchoolRef, pupil: Followed, term: FollowedTerm | None
) -> tuple[Sequence[SkillStanding], Mapping[int, tuple[SkillSeen, ...]]]:
    """Where she stands in each skill, and her evaluations."""
    standings = skill_levels(school.id, pupil.cycle, [pupil.pupil_id], span=term.span if term else None)
    history = skill_history(
        school.id, pupil.cycle, pupil.pupil_id, since=term.starts_on if term else None,
        until=term.ends_on if term else None,
    )  # fmt: skip
    return standings, history


def _decisions(request: Request) -> list[Decision]:
    """Those that differ from what was seen. Errors: `NotPossible` for a name of field that is none."""
    found = []
    for name, text in request.POST.items():
        if not name.startswith(_PREFIX):
            continue
        value = str(text)
        skill, _dash, seen = name.removeprefix(_PREFIX).partition("-")
        choices = {"", *"01234"}
        if not (skill.isascii() and skill.isdigit() and len(skill) < 19) or value not in choices:
            raise NotPossible(_("Cette page n’est plus à jour\u202f: rechargez-la."))
        before = None if seen == _NO_DECISION else int(seen) if seen in choices - {""} else -1
        level = int(value) if value else None
        if level != before:
            found.append(Decision(int(skill), level, before))
    return found


def _here(school: SchoolRef, pupil: Followed, term: FollowedTerm | None) -> str:
    path = reverse("grading:pupil-skills", kwargs={"uai": school.uai, "pupil_id": pupil.pupil_id})
    return f"{path}?periode={term.term_id}" if term else path
