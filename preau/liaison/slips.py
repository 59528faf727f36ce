"""Paper slips for families without internet: the word, and what is torn off and brought back (C99, idea 3)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.foundation.bodies.reading import text_of
from preau.foundation.documents.make import pdf_of
from preau.kernel import clock, words
from preau.liaison.models import Word
from preau.liaison.queries.follow import FollowLine
from preau.liaison.slip_code import code_of


def slips_in_pdf(word: Word, school: str, lines: Sequence[FollowLine]) -> bytes:
    """A slip for each pupil, two or three a page."""
    due = _("À rendre à l’établissement")
    if word.due_on:
        due = _("À rendre le %(day)s au plus tard") % {"day": words.day(word.due_on)}
    said = {
        "title": word.title,
        "word-title": word.title,
        "text": text_of(word.html),
        "choices": _choices(word),
        "free-label": _("Réponse") if word.answer == Word.Answer.REPLY else "",
        "second-signature": word.needs_all,
        "code-label": _("Code du talon"),
        "name-label": _("Nom"),
        "date-label": _("Date"),
        "signature-label": _("Signature"),
        "slips": [
            {
                "school": school, "day": words.day(word.sent_at) if word.sent_at else "", "bring-back": due,
                "for-pupil": f"{one.name}, {one.division}" if one.division else one.name, "code": code_of(one.id),
            }
            for one in lines
        ],
    }  # fmt: skip
    return pdf_of("liaison/slips.typ", said, made_at=clock.now())


def _choices(word: Word) -> list[str]:
    if word.answer == Word.Answer.AGREE:
        return [_("J’autorise"), _("Je refuse")]
    if word.answer == Word.Answer.CHOOSE:
        return list(word.options)
    if word.answer == Word.Answer.DEPOSIT:
        return [_("Document joint")]
    return [] if word.answer == Word.Answer.REPLY else [_("J’ai pris connaissance de ce mot")]
