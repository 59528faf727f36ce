"""What report cards leave to be done: gradebooks where something is to be written before the council."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.queries.writing import WRITING, WritingLine
from preau.bulletins.rules import DUE_BEFORE_COUNCIL, SHOWN_BEFORE_COUNCIL
from preau.bulletins.web.wording import writing_items
from preau.foundation.rooms.duties import Asked, Duty, DutySource, ends_on
from preau.kernel.actor import Actor, Profile

_DUE_ON = f"coalesce(w.council_on - {DUE_BEFORE_COUNCIL}, w.end_of_entry_on, w.ends_on)"

# As `WritingLine.is_near`: corrections wait, or something is left and the council comes.
_TO_WRITE = f"""
SELECT ARRAY[w.id, w.number, w.pupils, w.written, w.elements, w.corrections], NULL::bigint, w.school_id,
       ARRAY[w.subject, w.class, w.kind, coalesce(w.council_on::text, ''), coalesce(w.end_of_entry_on::text, ''),
             w.ends_on::text],
       {ends_on(_DUE_ON)}, {ends_on(f"(coalesce(w.council_on, w.ends_on) - {SHOWN_BEFORE_COUNCIL + 1})")}
  FROM ({WRITING}) w (id, school_id, subject, class, kind, number, council_on, end_of_entry_on, ends_on,
                      pupils, written, elements, corrections)
 WHERE w.corrections > 0
    OR (%(day)s >= coalesce(w.council_on, w.ends_on) - {SHOWN_BEFORE_COUNCIL}
        AND (w.written < w.pupils OR w.elements = 0))
"""  # noqa: S608 - our own pieces


def _to_write(actor: Actor, asked: Asked) -> Duty:
    gradebook_id, number, pupils, written, elements, corrections = asked.keys
    subject, group, kind, council_on, end_of_entry_on, last_day = asked.texts
    line = WritingLine(
        gradebook_id=gradebook_id, school_id=asked.school_id or 0, subject=subject, group=group, kind=kind,
        number=number, council_on=_day(council_on), end_of_entry_on=_day(end_of_entry_on),
        ends_on=date.fromisoformat(last_day), pupils=pupils, written=written, elements=elements,
        corrections=corrections,
    )  # fmt: skip
    (item,) = writing_items([line], {one.id: one for one in actor.schools if one.id == asked.school_id})
    return Duty(verb=_("Écrire"), title=item.title, detail=item.detail, path=item.url)


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _gradebooks(count: int) -> str:
    said = ngettext(
        "%(count)s carnet à compléter pour les bulletins",
        "%(count)s carnets à compléter pour les bulletins",
        count,
    )
    return said % {"count": count}


DUTIES = (
    DutySource(
        name="appreciations",
        profiles=frozenset({Profile.TEACHER}),
        statement=_TO_WRITE,
        told=_to_write,
        many=_gradebooks,
    ),
)
