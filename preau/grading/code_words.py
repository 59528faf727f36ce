"""What is read for a code in place of a mark: the word of the school, otherwise that of the house (rule B2.3).

A school changes words alone: what is typed and what is kept stay the codes of `averages.given`, so that national
records always tell « absent » and « dispensé » apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from preau.grading.averages.given import Code
from preau.grading.entry import TYPED

#: What each code means, in the order they are offered.
USUAL_WORDS = {
    Code.ABSENT: gettext_lazy("absent"),
    Code.EXEMPT: gettext_lazy("dispensé"),
    Code.NOT_MARKED: gettext_lazy("non noté"),
    Code.UNFIT: gettext_lazy("inapte"),
    Code.NOT_HANDED_IN: gettext_lazy("non rendu"),
    Code.ABSENT_ZERO: gettext_lazy("absent, compte zéro"),
    Code.NOT_HANDED_IN_ZERO: gettext_lazy("non rendu, compte zéro"),
}


def code_words(chosen: Mapping[str, str]) -> dict[str, str]:
    """The word of each code, by what a cell shows of it (« abs »); `chosen`: those of the school, by code."""
    return {TYPED[code][0]: chosen.get(code.value) or str(usual) for code, usual in USUAL_WORDS.items()}


def code_words_from(kept: str | None) -> dict[str, str]:
    """The same, of the settings as PostgreSQL gives them; None where the school chose nothing."""
    return code_words(json.loads(kept) if kept else {})
