"""Texts of a list as forms and scripts send them: `a-<pupil>-<version seen>` (`saying.Saying`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.saying import Heard, Saying
from preau.bulletins.web.wording import said_by_the_script
from preau.foundation.screens.typed import typed_under, whole_numbers
from preau.grading.actions.write_marks import Outcome

_PREFIX = "a-"
_WRONG = frozenset({Outcome.CONFLICT, Outcome.REFUSED})


def typed_texts(request: HttpRequest) -> list[Saying]:
    """Errors: `NotPossible` for a name of text that is none."""
    found = []
    for parts, text in typed_under(request, _PREFIX):
        pupil_id, seen = whole_numbers(parts, 2)
        found.append(Saying(pupil_id, text, seen))
    return found


def is_script(request: HttpRequest) -> bool:
    """True for a script that sends texts one after the other."""
    return request.headers.get("Accept") == "application/json"


def told_to_script(results: Mapping[int, Heard]) -> JsonResponse:
    """What became of each."""
    return JsonResponse(
        {
            "texts": {
                str(pupil_id): {
                    "outcome": one.outcome.value, "text": one.text, "version": one.version, "message": one.message,
                }
                for pupil_id, one in results.items()
            }
        }
    )  # fmt: skip


def wrong_of(results: Mapping[int, Heard]) -> Mapping[int, Heard]:
    """Those that were not kept."""
    return {pupil_id: one for pupil_id, one in results.items() if one.outcome in _WRONG}


def saved_words(results: Mapping[int, Heard]) -> str:
    """« 2 textes enregistrés. »"""
    written = sum(1 for one in results.values() if one.outcome is Outcome.WRITTEN)
    said = ngettext("%(count)s texte enregistré.", "%(count)s textes enregistrés.", written)
    return said % {"count": written} if written else _("Rien n’avait changé.")


def script_words(person_id: int) -> Mapping[str, Any]:
    """What the script of texts says, without sentences to insert nor words pointed out."""
    return {**said_by_the_script(person_id), "hurting": "[]", "sentences": "[]", "matiere": ""}
