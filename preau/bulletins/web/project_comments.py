"""What is said of a project in a term, by who teaches in it: of the group, then of each pupil (C93)."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.bulletins.actions.write_project_comments import obstacle_to_comment, write_project_comments
from preau.bulletins.class_term import load_class_term
from preau.bulletins.policies import may_comment_project, may_read_class
from preau.bulletins.projects import load_project
from preau.bulletins.queries.project_texts import project_texts
from preau.bulletins.rules import PROJECT_LENGTH
from preau.bulletins.saying import Heard
from preau.bulletins.web.missing import READERS
from preau.bulletins.web.typing import (
    is_script,
    saved_words,
    script_words,
    told_to_script,
    typed_texts,
    wrong_of,
)
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.web.wording import term_label
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed


@screen("Ce qui se dit d’un projet", open_to=READERS)
def show(request: Request, *, school: SchoolRef, term_id: int, project_id: int) -> HttpResponse:
    """Texts for who teaches in it; reading for who follows the class."""
    return _drawn(request, school, term_id, project_id, {}, {})


@screen("Écrire ce qui se dit d’un projet", open_to={Profile.TEACHER}, writes=True, reads=False)
def write(request: Request, *, school: SchoolRef, term_id: int, project_id: int) -> HttpResponse:
    """The texts of a form, or those that a script sends one after the other."""
    texts = typed_texts(request)
    results = write_project_comments(
        actor=request.actor, school_id=school.id, term_id=term_id, project_id=project_id, texts=texts
    )
    if is_script(request):
        return told_to_script(results)
    if wrong := wrong_of(results):
        return _drawn(request, school, term_id, project_id, wrong, {one.pupil_id: one.text for one in texts})
    return redirect_saying(_url("project-comments", school, term_id, project_id), saved_words(results))


def _drawn(
    request: Request, school: SchoolRef, term_id: int, project_id: int, wrong: Mapping[int, Heard],
    typed: Mapping[int, str],
) -> HttpResponse:  # fmt: skip
    term = load_class_term(term_id, school_id=school.id)
    project = load_project(term, project_id)
    writes = may_comment_project(request.actor, school.id, project.teacher_ids)
    if not (writes or may_read_class(request.actor, school.id, term.form_teacher_ids)):
        raise NotAllowed
    lines = project_texts(term, project_id)
    return page(
        request,
        "bulletins/project_comments.html",
        title=project.words.title,
        school=school,
        status=422 if wrong else 200,
        term=term,
        project=project,
        term_name=term_label(term.kind, term.number),
        terms=[
            (term_label(kind, number), _url("project-comments", school, key, project_id), key == term_id)
            for key, kind, number in term.terms
        ],
        lines=[(one, one.name or _("Le groupe")) for one in lines],
        said=sum(1 for one in lines if one.text),
        writes=writes,
        obstacle=obstacle_to_comment(term),
        most=PROJECT_LENGTH,
        wrong=wrong,
        typed=typed,
        write_url=_url("write-project-comments", school, term_id, project_id),
        words=script_words(request.actor.person_id),
    )


def _url(name: str, school: SchoolRef, term_id: int, project_id: int) -> str:
    return reverse(f"bulletins:{name}", kwargs={"uai": school.uai, "term_id": term_id, "project_id": project_id})
