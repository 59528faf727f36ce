"""What is said of a word, checked; and the word that a gesture is about, locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from preau.foundation.bodies.reading import beginning_of, text_of
from preau.kernel import clock, words
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.addressing import places_of
from preau.liaison.models import Word
from preau.liaison.policies import may_change
from preau.liaison.rules import KEPT_DAYS, MOST_OPTIONS, OPTION_LENGTH, TITLE_LENGTH


@dataclass(frozen=True, slots=True)
class WordWords:
    """What its author says of a word. `html` is cleaned (`foundation/bodies`)."""

    title: str
    html: str
    audience: Sequence[str] = ()
    purpose: str = Word.Purpose.WORD
    answer: str = Word.Answer.ACKNOWLEDGE
    options: Sequence[str] = ()
    needs_all: bool = False
    due_on: date | None = None
    kept_until: date | None = None
    shows_other: bool = False
    shows_pupils: bool = True


def hold_word(actor: Actor, school_id: int, word_id: int, *, seen: int = 0) -> Word:
    """A word of the school that this actor may change, locked. Errors: `NotAllowed`; `NotPossible` when somebody
    changed it since version `seen` was shown.
    """
    word = Word.objects.select_for_update().filter(pk=word_id, school_id=school_id).first()
    if word is None or not may_change(actor, word):
        raise NotAllowed
    if seen and word.version != seen:
        raise NotPossible(_("Quelqu’un vient de changer ce mot\u202f: rouvrez-le pour voir ce qu’il dit."))
    return word


def written(actor: Actor, school_id: int, said: WordWords) -> dict[str, Any]:
    """The fields of a word as its author says them. Errors: `NotPossible`, naming the field; `NotAllowed` for
    classes that are not hers.
    """
    offered = {place.key for place in places_of(actor, school_id)}
    if not set(said.audience) <= offered:
        raise NotAllowed
    options = checked_options(said.answer, said.options)
    asks = said.answer != Word.Answer.READ
    kept_until = said.kept_until if said.answer == Word.Answer.DEPOSIT else None
    if said.answer == Word.Answer.DEPOSIT and kept_until is None:
        kept_until = clock.today() + timedelta(days=KEPT_DAYS)
    return {
        **worded(said.title, said.html), "audience": list(dict.fromkeys(said.audience)), "purpose": said.purpose,
        "answer": said.answer, "options": options,
        "needs_all": asks and said.needs_all, "due_on": said.due_on if asks else None, "kept_until": kept_until,
        "shows_other": said.shows_other, "shows_pupils": said.shows_pupils,
    }  # fmt: skip


def worded(title: str, html: str) -> dict[str, str]:
    """The title and the text, and what is made of them."""
    title = " ".join(title.split())
    if not title:
        raise NotPossible(_("Donnez un titre à ce mot."), field="title")
    if len(title) > TITLE_LENGTH:
        raise NotPossible(
            _("Ce titre est trop long\u202f: %(most)d signes au plus.") % {"most": TITLE_LENGTH}, field="title"
        )
    if not html:
        raise NotPossible(_("Écrivez ce que ce mot dit aux familles."), field="html")
    searched = words.folded(f"{title} {text_of(html)}")
    return {"title": title, "html": html, "beginning": beginning_of(html), "searched": searched}


def checked_options(answer: str, typed: Sequence[str]) -> list[str]:
    """The answers among which a family chooses, each once; none when it chooses among none."""
    if answer != Word.Answer.CHOOSE:
        return []
    options = [option for option in dict.fromkeys(one.strip() for one in typed) if option]
    if len(options) < 2:
        raise NotPossible(_("Écrivez au moins deux réponses possibles, une par ligne."), field="options")
    if len(options) > MOST_OPTIONS or any(len(one) > OPTION_LENGTH for one in options):
        raise NotPossible(
            _("Huit réponses au plus, de quatre-vingts signes chacune : raccourcissez-les."), field="options"
        )
    return options
