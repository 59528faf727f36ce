"""EPI, support and pathways of a class (C93): listed, arranged by its form teacher and the direction."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.remove_project import remove_project
from preau.bulletins.actions.write_project import write_project
from preau.bulletins.cards.wording import PATHWAYS
from preau.bulletins.class_term import ClassTerm, load_class_term
from preau.bulletins.models import TeachingProject
from preau.bulletins.policies import may_arrange_projects, may_comment_project, may_read_class
from preau.bulletins.projects import (
    THEMES,
    ProjectChoices,
    ProjectHead,
    ProjectWords,
    load_project,
    project_choices,
)
from preau.bulletins.queries.projects import ProjectLine, projects_of
from preau.bulletins.queries.projects_taught import ProjectTaught, projects_taught
from preau.bulletins.rules import PROJECT_LENGTH
from preau.bulletins.web.missing import READERS
from preau.bulletins.web.wording import class_tabs, term_tabs
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.web.wording import term_label
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

ARRANGERS = frozenset({Profile.TEACHER, Profile.DIRECTION})
KINDS = {
    TeachingProject.Kind.EPI: gettext_lazy("EPI"),
    TeachingProject.Kind.SUPPORT: gettext_lazy("Accompagnement personnalisé"),
    TeachingProject.Kind.PATHWAY: gettext_lazy("Parcours éducatif"),
}


class ProjectForm(forms.Form):
    """A project; a part is written `<subject>-<teacher>`."""

    kind = forms.ChoiceField(label=gettext_lazy("Genre"), choices=list(KINDS.items()))
    code = forms.ChoiceField(
        label=gettext_lazy("Thème ou parcours"),
        required=False,
        help_text=gettext_lazy("Un accompagnement personnalisé n’en a pas."),
        choices=[
            ("", "–"),
            (gettext_lazy("Thèmes d’EPI"), list(THEMES.items())),
            (gettext_lazy("Parcours éducatifs"), list(PATHWAYS.items())),
        ],
    )
    title = forms.CharField(label=gettext_lazy("Titre"), strip=True)
    description = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        strip=True,
        help_text=gettext_lazy("%(most)s caractères au plus\u202f; les familles la lisent.")
        % {"most": PROJECT_LENGTH},
    )

    def __init__(self, sent: QueryDict | None, choices: ProjectChoices, before: ProjectHead | None) -> None:
        start = {}
        kept = before.words.parts if before else ()
        if before is not None:
            words = before.words
            start = {
                "kind": words.kind, "code": words.code, "title": words.title, "group_id": words.group_id,
                "description": words.description, "parts": [f"{one}-{who}" for one, who in kept],
            }  # fmt: skip
        super().__init__(sent, initial=start)
        parts = [(f"{subject}-{who}", label) for subject, who, label in choices.parts]
        known = {key for key, _label in parts}
        left = [(f"{one}-{who}", _("Enseignant parti")) for one, who in kept if f"{one}-{who}" not in known]
        self.fields["group_id"] = forms.TypedChoiceField(label=_("Groupe"), coerce=int, choices=choices.groups)
        self.fields["parts"] = forms.MultipleChoiceField(
            label=_("Matières et enseignants"),
            help_text=_("Un EPI en réunit au moins deux."),
            choices=[*parts, *left],
        )

    def words(self) -> ProjectWords:
        """What the action is asked."""
        said = self.cleaned_data
        pairs = (one.split("-") for one in said["parts"])
        return ProjectWords(
            said["group_id"], said["kind"], said["code"], said["title"], said["description"],
            tuple((int(subject), int(who)) for subject, who in pairs),
        )  # fmt: skip


@screen("Projets d’une classe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """All of them for who follows the class; to a teacher, those where she teaches."""
    term = load_class_term(term_id, school_id=school.id)
    follows = may_read_class(request.actor, school.id, term.form_teacher_ids)
    projects = [one for one in projects_of(term) if follows or _teaches(request, school, one)]
    if not follows and not projects:
        raise NotAllowed
    return page(
        request,
        "bulletins/projects.html",
        title=_("Projets"),
        school=school,
        term=term,
        lines=[(one, kind_of(one), _about(one), _teaches(request, school, one)) for one in projects],
        arranges=may_arrange_projects(request.actor, school.id, term.form_teacher_ids),
        tabs=class_tabs(request.actor, school, term, "bulletins:projects"),
        terms=term_tabs(school, term, "bulletins:projects"),
    )


@screen("Mes projets", open_to={Profile.TEACHER})
def mine(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Where she teaches, class by class."""
    return page(
        request,
        "bulletins/my_projects.html",
        title=_("Mes projets"),
        school=school,
        lines=[
            (
                one.title,
                f"{kind_of(one)}. {one.division}, {term_label(one.term_kind, one.term_number).lower()}.",
                reverse(
                    "bulletins:project-comments",
                    kwargs={"uai": school.uai, "term_id": one.term_id, "project_id": one.project_id},
                ),
            )
            for one in projects_taught(request.actor, school.id)
        ],
    )


@screen("Ajouter ou changer un projet", open_to=ARRANGERS, writes=True)
def change(request: Request, *, school: SchoolRef, term_id: int, project_id: int | None = None) -> HttpResponse:
    """A new one, or one of the list."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_arrange_projects(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    before = load_project(term, project_id) if project_id is not None else None
    form = ProjectForm(request.POST if request.method == "POST" else None, project_choices(term), before)
    if form.is_valid():
        with refusal_shown_in(form):
            write_project(
                actor=request.actor, school_id=school.id, term_id=term_id, said=form.words(), project_id=project_id
            )
        if not form.errors:
            return redirect_saying(_here(school, term), _("Projet enregistré."))
    return page(
        request,
        "bulletins/project.html",
        title=before.words.title if before else _("Nouveau projet"),
        school=school,
        status=422 if form.errors else 200,
        term=term,
        before=before,
        form=form,
    )


@screen("Retirer un projet", open_to=ARRANGERS, writes=True, reads=False)
def remove(request: Request, *, school: SchoolRef, term_id: int, project_id: int) -> HttpResponse:
    """What was said of it is kept."""
    remove_project(actor=request.actor, school_id=school.id, term_id=term_id, project_id=project_id)
    there = reverse("bulletins:projects", kwargs={"uai": school.uai, "term_id": term_id})
    return redirect_saying(there, _("Projet retiré."))


def kind_of(project: ProjectLine | ProjectTaught) -> str:
    """« EPI, Sciences, technologie et société »."""
    theme = THEMES.get(project.code) or PATHWAYS.get(project.code)
    if project.kind == TeachingProject.Kind.PATHWAY and theme:
        return theme
    return ", ".join(str(one) for one in (KINDS[TeachingProject.Kind(project.kind)], theme) if one)


def _about(project: ProjectLine) -> str:
    """« 4e B. Français, Technologie. Claire Durand, Yanis Petit. »"""
    parts = (project.group, ", ".join(project.subjects), ", ".join(project.teachers))
    return " ".join(f"{one}." for one in parts if one)


def _teaches(request: Request, school: SchoolRef, project: ProjectLine) -> bool:
    teachers = frozenset(part.teacher_id for part in project.parts)
    return may_comment_project(request.actor, school.id, teachers)


def _here(school: SchoolRef, term: ClassTerm) -> str:
    return reverse("bulletins:projects", kwargs={"uai": school.uai, "term_id": term.term_id})
