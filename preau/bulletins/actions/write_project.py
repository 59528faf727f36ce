"""Add a project to report cards, or change one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.class_term import ClassTerm, load_class_term
from preau.bulletins.events_projects import ProjectWritten
from preau.bulletins.models import TeachingProject, TeachingProjectPart
from preau.bulletins.policies import may_arrange_projects
from preau.bulletins.projects import CODES, ProjectChoices, ProjectWords, load_project, project_choices
from preau.bulletins.rules import PROJECT_LENGTH, PROJECT_TITLE_LENGTH, SUBJECTS_OF_EPI
from preau.directory.models import Group
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_project(
    *, actor: Actor, school_id: int, term_id: int, said: ProjectWords, project_id: int | None = None
) -> int:
    """`project_id` None: a new one, for the year of the term; its id. The same again: nothing.

    Errors: `NotAllowed` for who does not arrange the projects of this class, or a project of others; `NotPossible`
    for a title that is missing, too long or taken, an EPI of one subject, a theme, a group or a teacher that are
    not of the class.
    """
    term = load_class_term(term_id, school_id=school_id)
    if not may_arrange_projects(actor, school_id, term.form_teacher_ids):
        raise NotAllowed
    before = load_project(term, project_id) if project_id is not None else None
    _check(said, project_choices(term), before.words.parts if before else ())
    Group.objects.select_for_update(no_key=True).get(pk=said.group_id)
    if before is not None and before.words == said:
        return before.project_id
    twin = _twin(term, said)
    if twin is not None and twin.pk != project_id:
        if before is None and load_project(term, twin.pk).words == said:
            return twin.pk
        raise NotPossible(_("Un projet de ce nom existe déjà pour ce groupe."), field="title")
    project = TeachingProject.objects.get(pk=project_id) if project_id is not None else TeachingProject()
    project.school_id, project.year_id, project.group_id = school_id, term.year_id, said.group_id
    project.kind, project.code, project.title, project.description = (
        said.kind, said.code, said.title, said.description,
    )  # fmt: skip
    project.save()
    _write_parts(project, said)
    record(ProjectWritten(school_id, project.pk), actor=actor)
    return project.pk


def _twin(term: ClassTerm, said: ProjectWords) -> TeachingProject | None:
    return TeachingProject.objects.filter(
        school_id=term.school_id, group_id=said.group_id, year_id=term.year_id, kind=said.kind, title=said.title,
        removed_at=None,
    ).first()  # fmt: skip


def _write_parts(project: TeachingProject, said: ProjectWords) -> None:
    there = {(one.subject_id, one.teacher_id): one for one in TeachingProjectPart.objects.filter(project=project)}
    wanted = set(said.parts)
    TeachingProjectPart.objects.filter(
        pk__in=[one.pk for pair, one in there.items() if pair not in wanted]
    ).delete()
    TeachingProjectPart.objects.bulk_create(
        TeachingProjectPart(
            school_id=project.school_id, project=project, subject_id=subject_id, teacher_id=teacher_id
        )
        for subject_id, teacher_id in said.parts
        if (subject_id, teacher_id) not in there
    )


def _check(said: ProjectWords, choices: ProjectChoices, kept: tuple[tuple[int, int], ...]) -> None:
    """`kept`: the parts it has already, whose teacher may have left."""
    if said.kind not in CODES:
        raise NotPossible(_("Choisissez un genre de projet."), field="kind")
    codes = CODES[TeachingProject.Kind(said.kind)]
    if (said.code not in codes) if codes else bool(said.code):
        raise NotPossible(_("Choisissez un thème qui va avec ce genre de projet."), field="code")
    if not said.title or len(said.title) > PROJECT_TITLE_LENGTH:
        title = _("Un titre, de %(most)s caractères au plus.") % {"most": PROJECT_TITLE_LENGTH}
        raise NotPossible(title, field="title")
    if len(said.description) > PROJECT_LENGTH:
        raise NotPossible(_("%(most)s caractères au plus.") % {"most": PROJECT_LENGTH}, field="description")
    if said.group_id not in {pk for pk, _label in choices.groups}:
        raise NotPossible(_("Choisissez un groupe de cette classe."), field="group_id")
    known = {(subject_id, person_id) for subject_id, person_id, _label in choices.parts} | set(kept)
    if not said.parts or not known.issuperset(said.parts):
        raise NotPossible(_("Choisissez qui y enseigne, et dans quelle matière."), field="parts")
    if said.kind == TeachingProject.Kind.EPI and len({subject for subject, _who in said.parts}) < SUBJECTS_OF_EPI:
        raise NotPossible(_("Un EPI réunit au moins deux matières."), field="parts")
