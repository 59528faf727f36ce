"""Remove a project from report cards to come."""

from __future__ import annotations

from preau.bulletins.class_term import load_class_term
from preau.bulletins.events_projects import ProjectRemoved
from preau.bulletins.models import TeachingProject
from preau.bulletins.policies import may_arrange_projects
from preau.bulletins.projects import load_project
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def remove_project(*, actor: Actor, school_id: int, term_id: int, project_id: int) -> None:
    """What was said of it is kept, and printed no more.

    Errors: `NotAllowed` for who does not arrange the projects of this class, or a project that is not there.
    """
    term = load_class_term(term_id, school_id=school_id)
    if not may_arrange_projects(actor, school_id, term.form_teacher_ids):
        raise NotAllowed
    project = load_project(term, project_id)
    TeachingProject.objects.filter(pk=project.project_id).update(removed_at=clock.now())
    record(ProjectRemoved(school_id, project_id), actor=actor)
