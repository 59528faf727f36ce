"""Change some of the choices of a school about marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import time
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.averages.given import Code
from preau.grading.code_words import USUAL_WORDS
from preau.grading.entry import TYPED, number
from preau.grading.events_settings import GradingSettingsChanged
from preau.grading.models import GradingSettings
from preau.grading.policies import may_set
from preau.grading.rules import CODE_LENGTH, FEWEST_MARKS, LONGEST_DELAY, MOST_FEWEST_MARKS, MOST_TESTS, OUT_OF
from preau.grading.school_choices import (
    Choice,
    CodesChoice,
    FamiliesChoice,
    LoadChoice,
    PositioningChoice,
    settings_of,
)
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

# What nobody sees yet will be seen at the new hour of the day it is published; what is seen stays seen.
_MOVE_RELEASES = """
UPDATE evaluation SET released_at = (published_on + %(hour)s::time) AT TIME ZONE 'Europe/Paris'
 WHERE school_id = %(school)s AND withdrawn_at IS NULL AND released_at > %(now)s
RETURNING id
"""


@action
def change_grading_settings(*, actor: Actor, school_id: int, choice: Choice) -> bool:
    """Make this choice; the others stay as they are. False when it was made already.

    Errors: `NotAllowed` for who does not set marks in this school; `NotPossible`, with its field, for a number out
    of its bounds, levels that would overlap, or a word that another code has.
    """
    if not may_set(actor, school_id):
        raise NotAllowed
    _check(choice)
    fields = _fields(choice)
    GradingSettings.objects.bulk_create([settings_of(school_id)], ignore_conflicts=True)
    kept = GradingSettings.objects.select_for_update().get(school_id=school_id)
    changed = [name for name, value in fields.items() if getattr(kept, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(kept, name, fields[name])
    kept.save(update_fields=changed)
    moved = _move_releases(school_id, fields["release_hour"]) if "release_hour" in changed else []
    record(GradingSettingsChanged(school_id, changed, moved), actor=actor)
    return True


def _fields(choice: Choice) -> dict[str, Any]:
    if isinstance(choice, PositioningChoice):
        return {"positioning": list(choice.begins)}
    if isinstance(choice, CodesChoice):
        return {"code_labels": _own_words(choice.words)}
    return asdict(choice)


def _move_releases(school_id: int, hour: time) -> list[int]:
    asked: dict[str, Any] = {"school": school_id, "hour": hour, "now": clock.now()}
    with connection.cursor() as cursor:
        return sorted(pk for (pk,) in cursor.execute(_MOVE_RELEASES, asked).fetchall())


def _check(choice: Choice) -> None:
    if isinstance(choice, FamiliesChoice):
        _is_between("parents_after_hours", choice.parents_after_hours, 0, LONGEST_DELAY)
        _is_between("fewest_marks", choice.fewest_marks, FEWEST_MARKS, MOST_FEWEST_MARKS)
    elif isinstance(choice, LoadChoice):
        _is_between("tests_a_day", choice.tests_a_day, 0, MOST_TESTS)
        _is_between("tests_a_week", choice.tests_a_week, 0, MOST_TESTS)
    elif isinstance(choice, PositioningChoice):
        _check_levels(choice.begins)
    elif isinstance(choice, CodesChoice):
        _check_words(_own_words(choice.words))


def _own_words(said: Mapping[Code, str]) -> dict[str, str]:
    """The words that are not those of the house, by code."""
    tidy = {code: " ".join(word.split()) for code, word in said.items()}
    return {code.value: word for code, word in tidy.items() if word not in {"", str(USUAL_WORDS[code])}}


def _check_words(own: Mapping[str, str]) -> None:
    """Two codes never read alike, nor as the house says or as one types another: « absent » stays told."""
    taken = [(code.value, str(usual).casefold()) for code, usual in USUAL_WORDS.items()]
    taken += [(code.value, typed) for code, several in TYPED.items() for typed in several]
    taken += [(code, word.casefold()) for code, word in own.items()]
    for code, word in own.items():
        if len(word) > CODE_LENGTH:
            raise NotPossible(
                _("Un code s’écrit en %(most)s caractères au plus.") % {"most": CODE_LENGTH}, field=f"code_{code}"
            )
        if any(said == word.casefold() for other, said in taken if other != code):
            raise NotPossible(
                _("«\u202f%(word)s\u202f» est déjà le mot d’un autre code.") % {"word": word}, field=f"code_{code}"
            )


def _check_levels(begins: tuple[Decimal, ...]) -> None:
    """Each level begins after the one before it and below 20: every average has one level, and one only."""
    before = Decimal(0)
    for level, begin in enumerate(begins, start=2):
        if begin <= before:
            raise NotPossible(
                _(
                    "Le niveau %(level)s commence après le niveau %(before)s, donc au-dessus de %(least)s\u202f: "
                    "sinon ils se recouvrent."
                )
                % {"level": level, "before": level - 1, "least": number(before)},
                field=f"begin_{level}",
            )
        if begin > OUT_OF:
            raise NotPossible(
                _("Une moyenne ne dépasse pas %(most)s\u202f: personne n’aurait le niveau %(level)s.")
                % {"most": number(OUT_OF), "level": level},
                field=f"begin_{level}",
            )
        before = begin


def _is_between(field: str, count: int, least: int, most: int) -> None:
    if not least <= count <= most:
        raise NotPossible(
            _("Choisissez un nombre de %(least)s à %(most)s.") % {"least": least, "most": most}, field=field
        )
