"""The appreciations of a gradebook for a period, ready to write (capability C92)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.bulletins.appreciation import LENGTH, is_closed, not_evaluated
from preau.grading.averages.rounding import rounded
from preau.grading.entry import number
from preau.grading.locking import Lock, heads_of
from preau.grading.queries.sheet import PupilMarks, Sheet
from preau.kernel import clock
from preau.kernel.actor import Actor

# What is said of each pupil, what was said in the term before in the same subject, wherever she was then; with the
# school's choices and the sentences of the reader.
_WORDS = f"""
SELECT {LENGTH}, coalesce((SELECT z.warns_of_words FROM bulletin_settings z WHERE z.school_id = %(school)s), true),
       ARRAY(SELECT s.text FROM sentence s WHERE s.person_id = %(actor)s ORDER BY s.text, s.id),
       (SELECT count(*) FROM appreciation_correction c JOIN appreciation a ON a.id = c.appreciation_id
         WHERE a.gradebook_id = %(book)s AND c.state = 'proposee'),
       w.pupil_id, coalesce(a.text, ''), coalesce(a.version, 0), coalesce(f.text, ''), f.number, t.council_on
  FROM (VALUES (1)) one
  LEFT JOIN unnest(%(pupils)s::bigint[], %(terms)s::bigint[]) AS w(pupil_id, term_id) ON true
  LEFT JOIN term t ON t.id = w.term_id
  LEFT JOIN appreciation a ON a.gradebook_id = %(book)s AND a.pupil_id = w.pupil_id AND a.term_id = w.term_id
  LEFT JOIN LATERAL (
       SELECT e.text, o.number FROM appreciation e
         JOIN gradebook g ON g.id = e.gradebook_id AND g.subject_id = %(subject)s
         JOIN term o ON o.id = e.term_id AND o.year_id = t.year_id AND o.kind = t.kind AND o.number = t.number - 1
        WHERE e.pupil_id = w.pupil_id AND e.school_id = %(school)s AND e.text <> ''
        ORDER BY g.id = %(book)s DESC, e.id DESC LIMIT 1) f ON true
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class AppreciationLine:
    """A pupil of the grid: what is said of her, since which version, her average as it is written, what was said
    in the term before. `name` of the field; '' where it cannot be written, and `obstacle` says why.
    """

    pupil_id: int
    term_id: int | None
    pupil: str
    first_name: str
    last_name: str
    note: str
    average: str
    text: str
    version: int
    before: str
    before_number: int | None
    obstacle: str

    @property
    def key(self) -> str:
        """« 345-12 »: how a form and a script name her text."""
        return f"{self.pupil_id}-{self.term_id}"


@dataclass(frozen=True, slots=True)
class AppreciationGrid:
    """The lines, and what the page needs: longest text, whether words that hurt are pointed out, sentences kept by
    the reader, how many corrections wait in this gradebook.
    """

    lines: tuple[AppreciationLine, ...]
    most: int
    warns: bool
    sentences: tuple[str, ...]
    corrections: int

    @property
    def obstacle(self) -> str:
        """Why nothing is written here, when it is the same for all; '' otherwise."""
        said = {line.obstacle for line in self.lines}
        return said.pop() if len(said) == 1 else ""

    @property
    def written(self) -> int:
        """Pupils of whom something is said."""
        return sum(1 for line in self.lines if line.text)


def appreciations_of(actor: Actor, sheet: Sheet) -> AppreciationGrid:
    """The appreciations of the pupils of this sheet, in one statement; in another, who reopens what is closed."""
    book = sheet.book
    there = [pupil for pupil in sheet.pupils if pupil.term_id is not None]
    asked: dict[str, Any] = {
        "school": book.school_id, "book": book.gradebook_id, "subject": book.subject_id, "actor": actor.person_id,
        "pupils": [pupil.pupil_id for pupil in there], "terms": [pupil.term_id for pupil in there],
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_WORDS, asked).fetchall()
    most, warns, sentences, corrections = rows[0][:4]
    said = {row[4]: row[5:] for row in rows}
    refused = _refusals(actor, sheet, {pupil_id: rest[-1] for pupil_id, rest in said.items()})
    lines = tuple(
        _line(sheet, pupil, said.get(pupil.pupil_id), refused.get(pupil.pupil_id, "")) for pupil in sheet.pupils
    )
    return AppreciationGrid(lines, most, warns, tuple(sentences), corrections)


def _refusals(actor: Actor, sheet: Sheet, councils: Mapping[int, date | None]) -> dict[int, str]:
    """Why nothing is written any more of the pupils whose term is closed, and whom to ask."""
    is_reopened = sheet.book.is_reopened_to(actor.person_id)
    locks = {one.pupil_id: Lock(one.state, None, councils.get(one.pupil_id)) for one in sheet.pupils if one.state}
    closed = {pupil_id: lock for pupil_id, lock in locks.items() if is_closed(lock, is_reopened=is_reopened)}
    if not closed:
        return {}
    heads = heads_of(sheet.book.school_id)
    return {pupil_id: lock.refusal(heads) for pupil_id, lock in closed.items()}


def _line(sheet: Sheet, pupil: PupilMarks, said: Any, refused: str) -> AppreciationLine:
    text, version, before, before_number, _council = said or ("", 0, "", None, None)
    if not sheet.book.is_evaluable or sheet.book.is_closed:
        obstacle = not_evaluated()
    elif pupil.term_id is None or pupil.state is None:
        obstacle = _("Sa classe n’a pas de période\u202f: demandez à la direction de la découper.")
    else:
        obstacle = refused
    return AppreciationLine(
        pupil.pupil_id, pupil.term_id, pupil.name, pupil.first_name, pupil.last_name, _note(pupil),
        average_written(sheet, pupil), text, version, before, before_number, obstacle,
    )  # fmt: skip


def average_written(sheet: Sheet, pupil: PupilMarks) -> str:
    """Her average as the grid of marks writes it, decided or computed; '' when there is none."""
    decided = pupil.decided
    if decided is not None and decided.average is not None:
        value: Fraction | None = Fraction(decided.average)
    elif decided is not None and decided.is_not_marked:
        value = None
    else:
        value = sheet.average_of(pupil).value
    return "" if value is None else number(rounded(value, sheet.book.rounding))


def _note(pupil: PupilMarks) -> str:
    if pupil.ends_on is not None and pupil.ends_on <= clock.today():
        return _("parti le %(day)s") % {"day": f"{pupil.ends_on:%d/%m}"}
    return ""
