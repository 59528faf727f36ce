"""What report cards show on home pages and on the page of a person: their doors."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from preau.bulletins.policies import (
    may_read_cards_of_taught,
    may_read_plans_of_taught,
    may_see_report_cards_of,
    reads_every_card,
    reads_every_plan,
)
from preau.kernel.actor import Actor


def cards_of_wards(actor: Actor, pupil_ids: tuple[int, ...]) -> Mapping[int, int]:
    """Of each child whose report cards the reader may see, her id. It asks nothing of the database."""
    return {pupil_id: pupil_id for pupil_id in pupil_ids if may_see_report_cards_of(actor, pupil_id)}


def cards_door(actor: Actor, school_id: int, pupil_id: int) -> str | None:
    """On her page in a school, the door to her report cards, for who reads them there; her page proved the tie."""
    if not (reads_every_card(actor, school_id) or may_read_cards_of_taught(actor, school_id)):
        return None
    uai = next(school.uai for school in actor.schools if school.id == school_id)
    return reverse("bulletins:pupil-cards", kwargs={"uai": uai, "pupil_id": pupil_id})


def plans_door(actor: Actor, school_id: int, pupil_id: int) -> str | None:
    """On her page in a school, the door to her plans, for her team; her page proved the tie."""
    if not (reads_every_plan(actor, school_id) or may_read_plans_of_taught(actor, school_id)):
        return None
    uai = next(school.uai for school in actor.schools if school.id == school_id)
    return reverse("bulletins:pupil-plans", kwargs={"uai": uai, "pupil_id": pupil_id})


def own_cards(actor: Actor) -> int:
    """The pupil herself."""
    return actor.person_id
