"""What leaves Préau for somebody who reads another language: hers first, French below."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from preau.foundation.languages.offered import FRENCH, speaking

_RULE = "\n\n— — —\n\n"


def in_both(language: str, said: Callable[[], str]) -> str:
    """The text in this language, then in French: whoever helps the family reads it too. French alone for who reads
    French, or when nothing of it is translated.
    """
    with speaking(FRENCH):
        french = said()
    with speaking(language):
        own = said()
        if own == french:
            return french
        return _("%(own)s%(rule)sEn français\u202f:\n\n%(french)s") % {
            "own": own.rstrip("\n"), "rule": _RULE, "french": french,
        }  # fmt: skip


def in_own(language: str, said: Callable[[], str], *, fits: Callable[[str], bool]) -> str:
    """The text in this language when it fits the way it goes (an SMS has few letters), otherwise in French."""
    with speaking(language):
        own = said()
    if fits(own):
        return own
    with speaking(FRENCH):
        return said()
