"""Sentences to use again: what stands for a name in them, and what is put in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from preau.kernel import words
from preau.kernel.refusals import NotPossible

_VARIABLE = re.compile(r"\{([^{}\n]{1,30})\}")

#: What may stand between braces: the first name of the pupil, her name, the subject.
VARIABLES = ("prenom", "nom", "matiere")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each `{prenom}` in its place; accents and capitals of the word do not matter.

    Errors: `NotPossible` when something else is between braces.
    """

    def put(found: re.Match[str]) -> str:
        name = words.folded(found.group(1))
        if name not in values:
            raise NotPossible(unknown(found.group(0)))
        return values[name]

    return _VARIABLE.sub(put, text)


def checked(text: str) -> str:
    """The same text. Errors: `NotPossible` when something unknown is between braces."""
    filled(text, dict.fromkeys(VARIABLES, ""))
    return text


def unknown(written: str) -> str:
    """What is said of braces around something else."""
    return _("«\u202f%(written)s\u202f» n’est pas connu\u202f: entre accolades, écrivez %(known)s.") % {
        "written": written,
        "known": ", ".join(f"{{{name}}}" for name in VARIABLES),
    }
