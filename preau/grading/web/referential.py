"""The skills of a school, by cycle and domain, for who arranges them (capability C86)."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.add_skill import add_skill
from preau.grading.actions.change_skill import change_skill
from preau.grading.actions.install_skills import install_skills
from preau.grading.actions.move_skill import move_skill
from preau.grading.actions.restore_skills import restore_skills
from preau.grading.actions.show_skill import show_skill
from preau.grading.policies import ARRANGE_SKILLS
from preau.grading.queries.skills import SkillLine, by_domain, skills_of, subjects_of
from preau.grading.referential import CYCLES, DOMAINS, domains_of
from preau.grading.web.wording import cycle_label
from preau.kernel.actor import STAFF_PROFILES, Profile, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible


class SkillForm(forms.Form):
    """A skill: names of fields are those of the actions."""

    label = forms.CharField(label=gettext_lazy("Ce que l’élève sait faire"), strip=True)
    subject_id = forms.TypedChoiceField(
        label=gettext_lazy("Proposée dans"), required=False, coerce=int, empty_value=None
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def offer(self, subjects: tuple[tuple[int, str], ...]) -> None:
        """The subjects of the school."""
        field = self.fields["subject_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Toutes les matières")), *subjects]


@screen("Référentiel de compétences", open_to=STAFF_PROFILES, capability=ARRANGE_SKILLS)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """A cycle at a time; `domaine` opens one."""
    skills = skills_of(school.id)
    cycles = [cycle for cycle in CYCLES if any(one.cycle == cycle for one in skills)]
    asked = request.GET.get("cycle", "")
    cycle = int(asked) if asked in {str(one) for one in cycles} else (cycles or [0])[0]
    return page(
        request,
        "grading/referential.html",
        title=_("Référentiel de compétences"),
        school=school,
        back=_back(request, school),
        cycle=cycle,
        cycles=[(cycle_label(one), f"?cycle={one}", one == cycle) for one in cycles],
        domains=by_domain(skills, cycle),
        opened=request.GET.get("domaine", ""),
        renamed=sum(1 for one in skills if one.cycle == cycle and _differs(one)),
    )


@screen(
    "Installer les compétences communes",
    open_to=STAFF_PROFILES,
    writes=True,
    reads=False,
    capability=ARRANGE_SKILLS,
)
def install(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those that the school does not have yet."""
    added = install_skills(actor=request.actor, school_id=school.id)
    said = ngettext("%(count)s compétence ajoutée.", "%(count)s compétences ajoutées.", added) % {"count": added}
    return redirect_saying(
        reverse("grading:referential", kwargs={"uai": school.uai}), said if added else _("Elles y étaient déjà.")
    )


@screen(
    "Remettre les libellés du début", open_to=STAFF_PROFILES, writes=True, reads=False, capability=ARRANGE_SKILLS
)
def restore(request: Request, *, school: SchoolRef, cycle: int) -> HttpResponse:
    """Of a cycle."""
    changed = restore_skills(actor=request.actor, school_id=school.id, cycle=cycle)
    said = ngettext(
        "%(count)s compétence remise comme au début.", "%(count)s compétences remises comme au début.", changed
    )
    return redirect_saying(
        _there(school, cycle), said % {"count": changed} if changed else _("Rien n’avait changé.")
    )


@screen("Ajouter une compétence", open_to=STAFF_PROFILES, writes=True, capability=ARRANGE_SKILLS)
def add(request: Request, *, school: SchoolRef, cycle: int, domain: str) -> HttpResponse:
    """At the end of a domain."""
    if domain not in domains_of(cycle):
        raise NotAllowed
    form = SkillForm(request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4()})
    form.offer(subjects_of(school.id))
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("label", "subject_id")}
        with refusal_shown_in(form):
            add_skill(
                actor=request.actor, school_id=school.id, cycle=cycle, domain=domain,
                key=form.cleaned_data["key"] or uuid.uuid4(), **said,
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(_there(school, cycle, domain), _("Compétence ajoutée."))
    return _form(request, school, form, cycle, domain, None)


@screen("Changer une compétence", open_to=STAFF_PROFILES, writes=True, capability=ARRANGE_SKILLS)
def change(request: Request, *, school: SchoolRef, skill_id: int) -> HttpResponse:
    """Its label and its subject."""
    skill = _skill(school, skill_id)
    start = {"label": skill.label, "subject_id": skill.subject_id}
    form = SkillForm(request.POST if request.method == "POST" else None, initial=start)
    subjects = subjects_of(school.id)
    kept = ((skill.subject_id, skill.subject),) if skill.subject_id else ()
    form.offer(subjects + tuple(one for one in kept if one not in subjects))
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("label", "subject_id")}
        with refusal_shown_in(form):
            change_skill(actor=request.actor, school_id=school.id, skill_id=skill_id, **said)
        if not form.errors:
            return redirect_saying(_there(school, skill.cycle, skill.domain), _("Compétence enregistrée."))
    return _form(request, school, form, skill.cycle, skill.domain, skill)


@screen(
    "Monter ou descendre une compétence",
    open_to=STAFF_PROFILES,
    writes=True,
    reads=False,
    capability=ARRANGE_SKILLS,
)
def move(request: Request, *, school: SchoolRef, skill_id: int) -> HttpResponse:
    """`place`: the one it goes to in its domain, from 0."""
    skill = _skill(school, skill_id)
    place = request.POST.get("place", "")
    if not (place.isascii() and place.isdigit() and len(place) < 5):
        raise NotPossible(_("Cette page n’est plus à jour\u202f: rechargez-la."))
    move_skill(actor=request.actor, school_id=school.id, skill_id=skill_id, place=int(place))
    return redirect_saying(_there(school, skill.cycle, skill.domain), _("Compétence déplacée."))


@screen(
    "Cacher ou montrer une compétence", open_to=STAFF_PROFILES, writes=True, reads=False, capability=ARRANGE_SKILLS
)
def hide(request: Request, *, school: SchoolRef, skill_id: int) -> HttpResponse:
    """`geste`: `cacher` or `montrer`."""
    skill = _skill(school, skill_id)
    is_hidden = request.POST.get("geste") == "cacher"
    show_skill(actor=request.actor, school_id=school.id, skill_id=skill_id, is_hidden=is_hidden)
    said = _("Compétence cachée\u202f: ce qui en est évalué reste.") if is_hidden else _("Compétence montrée.")
    return redirect_saying(_there(school, skill.cycle, skill.domain), said)


def _back(request: Request, school: SchoolRef) -> tuple[str, str]:
    """(address, label): the skills of the classes for who may follow some; the home page for the office."""
    if request.actor.is_a(Profile.STAFF):
        return reverse("home"), _("Accueil")
    return reverse("grading:skills", kwargs={"uai": school.uai}), _("Compétences")


def _form(
    request: Request, school: SchoolRef, form: SkillForm, cycle: int, domain: str, skill: SkillLine | None
) -> HttpResponse:
    told: dict[str, Any] = {"skill": skill, "domain": DOMAINS[domain], "cycle": cycle_label(cycle)}
    return page(
        request,
        "grading/skill.html",
        title=_("Compétence") if skill else _("Nouvelle compétence"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        back=_there(school, cycle, domain),
        **told,
    )


def _skill(school: SchoolRef, skill_id: int) -> SkillLine:
    """Errors: `NotAllowed` when it is not of this school."""
    skill = next((one for one in skills_of(school.id) if one.skill_id == skill_id), None)
    if skill is None:
        raise NotAllowed
    return skill


def _differs(skill: SkillLine) -> bool:
    return skill.is_renamed or bool(skill.starting_label and (skill.is_hidden or skill.subject_id))


def _there(school: SchoolRef, cycle: int, domain: str = "") -> str:
    path = reverse("grading:referential", kwargs={"uai": school.uai})
    return f"{path}?{urlencode({'cycle': cycle, 'domaine': domain})}#{domain}"
