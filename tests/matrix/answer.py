"""What a screen is asked in these tests, and whom it opens to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast

EVERYBODY = frozenset(
    [
        "lea",
        "noe",
        "tom",
        "jumelle",
        "marc",
        "sofia",
        "double",
        "durand",
        "petit",
        "cpe",
        "chef",
        "secretaire",
        "jumeau_prof",
        "jumeau_cpe",
        "jumeau_chef",
        "jumeau_parent",
        "agent",
    ]
)


#: `oncle` is a contact without access: his session opens nothing, he is nobody.
NOBODY = frozenset({"anonyme", "oncle"})


@dataclass(frozen=True)
class Answer:
    """`opens_to` gets a page; with `public`, passers-by too. `status` is what openers get.

    `is_download`: what they get is a file or an image, no page to look at.
    """

    opens_to: frozenset[str]
    args: Callable[[Cast], dict[str, Any]] = field(default=lambda cast: {})
    post: Callable[[Cast], dict[str, Any]] | None = None
    status: tuple[int, ...] = (200,)
    public: bool = False
    is_download: bool = False


def who(names: str) -> frozenset[str]:
    """`who("durand cpe")`."""
    return frozenset(names.split())


def at_college(**more: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, Any]]:
    """URL arguments: the collège of the cast, and what else."""
    return lambda cast: {"uai": cast.schools["college"].uai, **{k: get(cast) for k, get in more.items()}}
