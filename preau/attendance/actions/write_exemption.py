"""Exempt a pupil from lessons, or change what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from preau.attendance.events_exemption import ExemptionWritten
from preau.attendance.models import Exemption
from preau.attendance.policies import may_exempt
from preau.attendance.queries.enrolled import enrolled_pupil
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: Longest line for teachers, and longest comment, in characters (our choice).
NOTE_LENGTH = 80
COMMENT_LENGTH = 500


@dataclass(frozen=True, slots=True)
class ExemptionWords:
    """What is said of an exemption: see the model. Of a subject, or of hours."""

    begins_on: date
    ends_on: date
    subject_id: int | None = None
    weekday: int | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    mondays: tuple[date, ...] | None = None
    must_attend: bool = False
    note: str = ""
    comment: str = ""


@action
def write_exemption(
    *,
    actor: Actor,
    school_id: int,
    pupil_id: int,
    said: ExemptionWords,
    exemption_id: int | None = None,
    seen: int | None = None,
) -> Exemption:
    """Write it, or change the one with this id; said twice in the same words, there is one.

    Errors: `NotAllowed` for who exempts nobody here, a pupil of another school, an exemption that is not hers;
    `NotPossible` for dates or hours out of order, neither subject nor hours, or one that changed since `seen`.
    """
    if not may_exempt(actor, school_id):
        raise NotAllowed
    enrolled_pupil(school_id, pupil_id)
    _check(said)
    fields = _fields(said)
    since, until = said.begins_on, said.ends_on
    if exemption_id is None:
        known = Exemption.objects.filter(
            school_id=school_id, pupil_id=pupil_id, withdrawn_at=None, **fields
        ).first()
        if known is not None:
            return known
        made = Exemption.objects.create(
            school_id=school_id, pupil_id=pupil_id, written_at=clock.now(), written_by_id=actor.person_id, **fields
        )
    else:
        made = _held(school_id, pupil_id, exemption_id, seen)
        since, until = min(since, made.begins_on), max(until, made.ends_on)
        _change(made, fields, actor)
    record(ExemptionWritten(school_id, made.pk, pupil_id, since, until), actor=actor)
    return made


def _held(school_id: int, pupil_id: int, exemption_id: int, seen: int | None) -> Exemption:
    held = (
        Exemption.objects.select_for_update()
        .filter(pk=exemption_id, school_id=school_id, pupil_id=pupil_id, withdrawn_at=None)
        .first()
    )
    if held is None:
        raise NotAllowed
    if seen is not None and seen != held.version:
        raise NotPossible(_("Quelqu’un a changé cette dispense entre-temps\u202f: rechargez la page."))
    return held


def _change(held: Exemption, fields: dict[str, object], actor: Actor) -> None:
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.written_at, held.written_by_id = clock.now(), actor.person_id
    held.save()


def _fields(said: ExemptionWords) -> dict[str, object]:
    return {
        "begins_on": said.begins_on, "ends_on": said.ends_on, "subject_id": said.subject_id,
        "weekday": said.weekday, "starts_at": said.starts_at, "ends_at": said.ends_at,
        "mondays": None if said.mondays is None else list(said.mondays), "must_attend": said.must_attend,
        "note": said.note.strip(), "comment": said.comment.strip(),
    }  # fmt: skip


def _check(said: ExemptionWords) -> None:
    if said.ends_on < said.begins_on:
        raise NotPossible(_("Le dernier jour vient avant le premier\u202f: corrigez l’un des deux."), field="fin")
    if said.subject_id is None and (said.starts_at is None or said.ends_at is None):
        raise NotPossible(_("Choisissez une matière, ou les heures de la dispense."), field="matiere")
    if said.subject_id is not None and said.starts_at is not None:
        raise NotPossible(_("Une matière ou des heures\u202f: pas les deux."), field="matiere")
    if said.starts_at is not None and said.ends_at is not None and said.ends_at <= said.starts_at:
        raise NotPossible(_("L’heure de fin vient avant celle du début."), field="fin_heure")
    if said.subject_id is None and said.weekday is None and said.begins_on != said.ends_on:
        raise NotPossible(
            _("Choisissez le jour de la semaine, ou le même jour au début et à la fin."), field="jour"
        )
    if said.mondays is not None and not said.mondays:
        raise NotPossible(_("Aucune semaine n’est de cette sorte."), field="semaines")
    if len(said.note.strip()) > NOTE_LENGTH:
        raise NotPossible(_("%(most)s caractères au plus.") % {"most": NOTE_LENGTH}, field="note")
    if len(said.comment.strip()) > COMMENT_LENGTH:
        raise NotPossible(_("%(most)s caractères au plus.") % {"most": COMMENT_LENGTH}, field="commentaire")
