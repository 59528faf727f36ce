"""How a school writes levels: their words, letters and colours (capability C87)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.events_skills import SkillLevelsWritten
from preau.grading.models import SkillLevel
from preau.grading.policies import may_arrange_skills
from preau.grading.rules import LETTER_LENGTH, LEVEL_LENGTH
from preau.grading.skill_words import COLOURS, LevelWords, words_of
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_skill_levels(*, actor: Actor, school_id: int, levels: Sequence[LevelWords]) -> None:
    """The words of the five levels, whole. A colour may serve twice: the letter and the word tell levels apart.

    Errors: `NotAllowed` for who arranges no skills in this school; `NotPossible`, with its field, for a word or a
    letter that is missing, too long or given twice, or a digit for a letter: digits are the levels themselves.
    """
    if not may_arrange_skills(actor, school_id):
        raise NotAllowed
    if sorted(one.level for one in levels) != [0, 1, 2, 3, 4] or any(one.colour not in COLOURS for one in levels):
        raise NotAllowed
    tidy = [LevelWords(one.level, " ".join(one.label.split()), one.letter.strip(), one.colour) for one in levels]
    for one in tidy:
        _check(one, [other for other in tidy if other.level < one.level])
    if tuple(sorted(tidy, key=lambda one: one.level)) == words_of(school_id).levels:
        return
    for one in tidy:
        SkillLevel.objects.update_or_create(
            school_id=school_id,
            level=one.level,
            defaults={"label": one.label, "letter": one.letter, "colour": one.colour},
        )
    record(SkillLevelsWritten(school_id), actor=actor)


def _check(one: LevelWords, others: Sequence[LevelWords]) -> None:
    label, letter = f"label_{one.level}", f"letter_{one.level}"
    if not one.label:
        raise NotPossible(_("Donnez un mot à ce niveau."), field=label)
    if len(one.label) > LEVEL_LENGTH:
        raise NotPossible(
            _("Un niveau s’écrit en %(most)s caractères au plus.") % {"most": LEVEL_LENGTH}, field=label
        )
    if any(one.label.casefold() == other.label.casefold() for other in others):
        raise NotPossible(_("Deux niveaux ne peuvent avoir le même mot."), field=label)
    if not one.letter:
        raise NotPossible(_("Donnez une lettre à ce niveau."), field=letter)
    if len(one.letter) > LETTER_LENGTH:
        raise NotPossible(
            _("%(most)s signes au plus pour la lettre d’un niveau.") % {"most": LETTER_LENGTH}, field=letter
        )
    if any(sign.isdigit() for sign in one.letter):
        raise NotPossible(_("Un chiffre ne peut servir de lettre\u202f: 0 à 4 sont les niveaux."), field=letter)
    if any(one.letter.casefold() == other.letter.casefold() for other in others):
        raise NotPossible(_("Deux niveaux ne peuvent avoir la même lettre."), field=letter)
