"""Say which schools take part in a project (capability C127)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.access.perimeter import administered_schools
from preau.console.copying.listed import listed
from preau.console.policies import may_describe_network
from preau.directory.events import ProjectWritten
from preau.directory.models import Project, SchoolProject
from preau.foundation.ledger.record import record
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_project(*, actor: Actor, label: str, targets: str, project_id: int | None = None) -> int:
    """The project takes this name, and its schools within the perimeter are those of the list; others stay as they
    are. None makes a new project. Returns its id.

    Errors: `NotAllowed` for who administers no school or an unknown project; `NotPossible` for a name that is
    taken or says nothing, and for a line that is no school of the perimeter: nothing is then written.
    """
    if not may_describe_network(actor):
        raise NotAllowed
    project = Project() if project_id is None else Project.objects.filter(pk=project_id).first()
    if project is None:
        raise NotAllowed
    project.label = " ".join(label.split())
    if not project.label:
        raise NotPossible(_("Donnez un nom au projet."), field="label")
    if Project.objects.filter(label__iexact=project.label).exclude(pk=project.pk).exists():
        raise NotPossible(_("Un autre projet porte déjà ce nom."), field="label")
    within = dict(administered_schools(actor).values_list("uai", "pk"))
    wanted = _schools(targets, within)
    project.save()
    with scope_opened_by_hand(within.values()):
        rows = SchoolProject.objects.select_for_update().filter(project_id=project.pk)
        had = set(rows.values_list("school_id", flat=True))
        SchoolProject.objects.filter(project_id=project.pk, school_id__in=had - wanted).delete()
        SchoolProject.objects.bulk_create(
            SchoolProject(school_id=pk, project_id=project.pk) for pk in sorted(wanted - had)
        )
    record(ProjectWritten(project.pk, tuple(sorted(wanted - had)), tuple(sorted(had - wanted))), actor=actor)
    return project.pk


def _schools(targets: str, within: dict[str, int]) -> set[int]:
    wanted = set()
    for line in listed(targets) if targets.strip() else ():
        refusal = line.refusal or (
            "" if line.uai in within else _("aucun établissement de votre périmètre n’a cet UAI.")
        )
        if refusal:
            raise NotPossible(
                _("Ligne %(line)d, %(uai)s\u202f: %(why)s") % {"line": line.line, "uai": line.uai, "why": refusal},
                field="targets",
            )
        wanted.add(within[line.uai])
    return wanted
