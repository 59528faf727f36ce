"""Who listens to a box: its person, and nobody else."""

from __future__ import annotations

from preau.kernel.actor import Actor


def may_listen_to_box(actor: Actor, rest: str) -> bool:
    """`boite:<person>`."""
    return rest == str(actor.person_id)


def topics_of_box(actor: Actor) -> tuple[str, ...]:
    """The topics of her own."""
    return (f"boite:{actor.person_id}",)
