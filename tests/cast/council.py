"""What surrounds the class councils of the cast: 4e B, whose second one is closed already and third one open."""

from __future__ import annotations

from preau.bulletins.models import (
    Accompaniment,
    Council,
    Mention,
    TeachingProject,
    TeachingProjectPart,
)
from preau.directory.models import SchoolYear
from tests.cast.stage import NOW, YEAR_START, Cast


def write_councils(cast: Cast) -> None:
    """M. Lacaze opened both; nothing is decided in the third. Mme Durand supports 4e B in mathematics; Noé has a
    PAP, which his team reads.
    """
    for name, closed in (("4B-2", NOW), ("4B-3", None)):
        term = cast.terms[name]
        Council.objects.create(
            school=term.school, group=term.group, term=term, opened_at=NOW, opened_by_id=cast.chef.pk,
            closed_at=closed,
        )  # fmt: skip
    college = cast.schools["college"]
    cast.words["mention"] = Mention.objects.get(school=college, label="Compliments").pk
    project = TeachingProject.objects.create(
        school=college, year=SchoolYear.objects.get(), group=cast.groups["4B"], kind="ap", title="Calcul mental"
    )
    TeachingProjectPart.objects.create(
        school=college, project=project, subject=cast.subjects["Mathématiques"], teacher=cast.durand
    )
    plan = Accompaniment.objects.create(
        school=college, pupil_id=cast.noe.pk, code="PAP", detail="Agrandir les énoncés.", begins_on=YEAR_START,
        written_at=NOW, written_by_id=cast.chef.pk,
    )  # fmt: skip
    cast.words.update(project=project.pk, plan=plan.pk)
