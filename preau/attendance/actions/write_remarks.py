"""What a sheet says of a pupil besides absent or late: left early, notebook forgotten, a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from preau.attendance.events import SheetRemarked
from preau.attendance.models import SheetRemark
from preau.attendance.remarking import lesson_to_remark, set_remark
from preau.attendance.sheet import LessonHead
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible

#: Characters of a remark, at most.
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that is remarked of a pupil at a lesson: what is not said is withdrawn."""

    left_at: datetime | None = None
    forgot_notebook: bool = False
    forgot_material: bool = False
    words: str = ""


@action
def write_remarks(*, actor: Actor, school_id: int, lesson_id: int, pupil_id: int, remarks: Remarks) -> None:
    """Write them; the same twice is once.

    Errors: `NotAllowed` for who may not call this roll or a pupil not expected there; `NotPossible` for a lesson
    that cannot be called, a departure outside its hours, or a sentence too long.
    """
    lesson = lesson_to_remark(actor, school_id, lesson_id, pupil_id)
    words = remarks.words.strip()
    if len(words) > LONGEST:
        raise NotPossible(_("Une remarque ne peut dépasser 500 caractères."), field="remarque")
    wanted: dict[str, tuple[str, int | None] | None] = {
        SheetRemark.Kind.LEFT_EARLY: ("", _minutes(lesson, remarks.left_at)) if remarks.left_at else None,
        SheetRemark.Kind.NOTEBOOK: ("", None) if remarks.forgot_notebook else None,
        SheetRemark.Kind.MATERIAL: ("", None) if remarks.forgot_material else None,
        SheetRemark.Kind.REMARK: (words, None) if words else None,
    }
    changed = [set_remark(actor, lesson, pupil_id, kind, said) for kind, said in wanted.items()]
    if any(changed):
        record(SheetRemarked(school_id, lesson_id, pupil_id), actor=actor)


def _minutes(lesson: LessonHead, left_at: datetime) -> int:
    if not lesson.starts_at <= left_at < lesson.ends_at:
        raise NotPossible(_("Le départ doit avoir lieu pendant le cours."), field="parti")
    return max(1, round((lesson.ends_at - left_at).total_seconds() / 60))
