"""Drafts: nobody but who writes one sees it, under the hat she writes under."""

from __future__ import annotations

from typing import Any

from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.letter import ROLES, Letter, Line
from preau.messaging.models import Draft
from preau.messaging.tokens import audience_of, token_of


def own_draft(actor: Actor, school_id: int, draft_id: int) -> Draft:
    """`NotAllowed` for a draft of somebody else, or of another hat."""
    draft = Draft.objects.filter(
        pk=draft_id, school_id=school_id, person_id=actor.person_id, profile=actor.profile.value
    ).first()
    if draft is None:
        raise NotAllowed
    return draft


def kept_lines(lines: tuple[Line, ...]) -> list[dict[str, str]]:
    """An address as a draft keeps it."""
    return [{"token": token_of(line.audience), "role": line.role} for line in lines]


def lines_in(kept: list[dict[str, Any]]) -> tuple[Line, ...]:
    """The address of a draft."""
    return tuple(Line(audience_of(one["token"]), one["role"]) for one in kept if one["role"] in ROLES)


def letter_of(draft: Draft) -> Letter:
    """What a draft says."""
    return Letter(
        subject=draft.subject, html=draft.html, lines=lines_in(draft.addressed), answers=draft.answers,
        is_urgent=draft.is_urgent, wants_answer=draft.wants_answer,
    )  # fmt: skip
