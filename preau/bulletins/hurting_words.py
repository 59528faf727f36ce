"""Words that may hurt in a report card (rule B3, circular 99-104): pointed out before saving, never refused.

A short list of ours, written on 27 November 2026. Each group has the one sentence that is said of its words. Words
are compared folded (no accent, lower case), whole: « nul » is not found in « annuler ».
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from preau.kernel import words

_WORD = re.compile(r"\w+")


class Hurting(NamedTuple):
    """Words of one sort, folded, and what is said when one is written."""

    sentence: str | Promise
    words: tuple[str, ...]


LIST = (
    Hurting(
        _("juge la personne\u202f: dites plutôt ce qui a été fait et ce qui ferait progresser."),
        (
            "nul", "nulle", "nuls", "bete", "stupide", "idiot", "idiote", "imbecile", "debile", "cretin",
            "cretine", "incapable", "faineant", "faineante", "feignant", "feignante", "paresseux", "paresseuse",
            "flemmard", "flemmarde", "menteur", "menteuse", "tricheur", "tricheuse", "hypocrite", "sournois",
            "sournoise", "insupportable", "penible", "puerile", "pueril", "immature", "touriste", "clown", "pitre",
        ),
    ),
    Hurting(
        _("peut blesser sans aider\u202f: décrivez le résultat et le prochain pas."),
        (
            "mediocre", "lamentable", "pitoyable", "minable", "catastrophique", "desastreux", "desastreuse",
            "affligeant", "affligeante", "consternant", "consternante", "deplorable", "honteux", "honteuse",
        ),
    ),
    Hurting(
        _("ferme la porte\u202f: dites ce qui reste possible, et comment."),
        (
            "irrecuperable", "sans espoir", "aucun espoir", "cas desespere", "perdu d avance", "perdue d avance",
            "n a pas sa place", "n a rien a faire", "ne fera jamais", "n y arrivera jamais", "n a pas le niveau",
        ),
    ),
    Hurting(
        _("parle de santé\u202f: elle ne s’écrit pas dans un bulletin."),
        (
            "malade", "maladie", "depressif", "depressive", "depression", "dyslexique", "dyslexie", "dyspraxique",
            "dysphasique", "hyperactif", "hyperactive", "tdah", "autiste", "handicap", "handicape", "handicapee",
            "traitement medical", "hospitalise", "hospitalisee", "enceinte", "anorexique",
        ),
    ),
    Hurting(
        _("parle de la famille\u202f: elle ne s’écrit pas dans un bulletin."),
        (
            "divorce", "parents separes", "situation familiale", "problemes familiaux", "placee en foyer",
            "place en foyer",
        ),
    ),
)  # fmt: skip


def pointed_out(text: str) -> tuple[str, ...]:
    """What is said of each word of this text that may hurt, as it is written there, in the order of the list."""
    found = list(_WORD.finditer(text))
    plain = [words.folded(one.group()) for one in found]
    notes = []
    for group in LIST:
        for parts in (word.split() for word in group.words):
            starts = range(len(plain) - len(parts) + 1)
            at = next((n for n in starts if plain[n : n + len(parts)] == parts), None)
            if at is not None:
                written = text[found[at].start() : found[at + len(parts) - 1].end()]
                notes.append(said(written, str(group.sentence)))
    return tuple(notes)


def said(word: str, sentence: str) -> str:
    """« « nul » juge la personne : … »."""
    return f"«\u202f{word}\u202f» {sentence}"
