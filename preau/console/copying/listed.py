"""The list of schools that somebody types or pastes: one UAI a line, or several. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.kernel.refusals import NotPossible

#: More than Occitanie has, with room.
MOST_SCHOOLS = 2_000
#: In characters: what a refusal repeats of a word that is no UAI.
_SHOWN = 20
_UAI = re.compile(r"[0-9]{7}[A-Z]")
_BETWEEN = re.compile(r"[\s,;|]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """A word of the list and its line, from 1; `refusal` when it cannot be a UAI, or comes again."""

    line: int
    uai: str
    refusal: str = ""


def listed(typed: str) -> tuple[Listed, ...]:
    """Every word of the list, in its order. `NotPossible` for an empty list, or a longer one than the Region."""
    found: list[Listed] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(typed.splitlines(), 1):
        for word in filter(None, _BETWEEN.split(line.strip())):
            uai = word.upper().strip("\"'«»\ufeff")
            refusal = ""
            if not _UAI.fullmatch(uai):
                refusal = _("ce n’est pas un UAI\u202f: il a sept chiffres, puis une lettre.")
            elif uai in seen:
                refusal = _("il est déjà à la ligne %(line)d.") % {"line": seen[uai]}
            seen.setdefault(uai, number)
            found.append(Listed(number, uai[:_SHOWN], refusal))
    if not found:
        raise NotPossible(_("Donnez au moins un UAI."), field="targets")
    if len(found) > MOST_SCHOOLS:
        raise NotPossible(
            _("La liste a %(given)d UAI, %(most)d au plus\u202f: copiez en plusieurs fois.")
            % {"given": len(found), "most": MOST_SCHOOLS},
            field="targets",
        )
    return tuple(found)
