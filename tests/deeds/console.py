"""Whom the actions of `console` obey."""

from __future__ import annotations

from uuid import UUID

from preau.console.models import KeptAsIs, MergeRequest
from preau.directory.models import PersonMerge, School
from tests.cast import NOW, Cast
from tests.deeds.asked import OFFICE, Asked, at_college
from tests.matrix.answer import who
from tests.portraits import png


def collectivity(cast: Cast) -> str:
    School.objects.update(collectivity="Haute-Garonne")
    return "Haute-Garonne"


def merge_asked(cast: Cast) -> int:
    """Marc, whom the lycée agricole knows as well, has two records, says the collège."""
    first, second = sorted((cast.marc.pk, cast.oncle.pk))
    return MergeRequest.objects.create(
        school=cast.schools["college"], first_id=first, second_id=second, reason="x", asked_at=NOW, asked_by_id=1
    ).pk


def merged_across(cast: Cast) -> int:
    return PersonMerge.objects.create(
        school=cast.schools["college"], kept_id=cast.marc.pk, gone_id=cast.oncle.pk, merged_at=NOW,
        merged_by_id=cast.agent.pk,
    ).pk  # fmt: skip


def kept(cast: Cast) -> int:
    return KeptAsIs.objects.create(
        school=cast.schools["college"], code="groupes-vides", keys=[1], reason="x", kept_at=NOW, kept_by_id=1
    ).pk


ACTIONS: dict[str, Asked] = {
    "console.ask_merge": Asked(
        OFFICE,
        at_college(people=lambda cast: (cast.marc.pk, cast.oncle.pk), reason=lambda cast: "C’est le même"),
    ),
    "console.merge_across": Asked(
        who("agent"), lambda cast: {"request_id": merge_asked(cast), "kept_id": cast.marc.pk}
    ),
    "console.refuse_merge": Asked(
        who("agent"), lambda cast: {"request_id": merge_asked(cast), "refusal": "Deux cousins"}
    ),
    "console.part_across": Asked(who("agent"), lambda cast: {"merge_id": merged_across(cast)}),
    "console.count_anomalies": Asked(OFFICE, lambda cast: {"school_ids": (cast.schools["college"].pk,)}),
    "console.keep_as_is": Asked(
        OFFICE,
        at_college(
            code=lambda cast: "groupes-vides",
            keys=lambda cast: (cast.groups["5A"].pk,),
            reason=lambda cast: "Ouvre en janvier",
        ),
    ),
    "console.write_project": Asked(who("agent"), lambda cast: {"label": "Réseau", "targets": "0310001A"}),
    "console.set_collectivity_logo": Asked(
        who("agent"), lambda cast: {"collectivity": collectivity(cast), "content": png()}
    ),
    "console.copy_settings": Asked(
        who("agent"),
        lambda cast: {
            "key": UUID(int=1),
            "source_uai": cast.schools["college"].uai,
            "groups": ["demi-journees"],
            "targets": cast.schools["twin"].uai,
        },
    ),
    "console.show_again": Asked(OFFICE, at_college(kept_id=kept)),
}  # fmt: skip
