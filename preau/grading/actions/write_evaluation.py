"""Add an evaluation to a gradebook, or to several at once, or change one (capability C80)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.models import SchoolYear
from preau.foundation.ledger.record import record
from preau.grading.averages.given import Counts
from preau.grading.book import TERM_STATE, GradebookHead, load_gradebook
from preau.grading.entry import number
from preau.grading.evaluated import seen_of, set_skills, skills_of_evaluation
from preau.grading.events import EvaluationWritten
from preau.grading.locking import Lock, heads_of
from preau.grading.models import Evaluation, EvaluationKind, GradingSettings, SubSubject
from preau.grading.policies import may_write
from preau.grading.rules import COMMENT_LENGTH, LARGEST_COEFFICIENT, LARGEST_OUT_OF, RELEASE_HOUR, TITLE_LENGTH
from preau.kernel import clock, words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

# The states of the terms that hold a day, of the class of each pupil who was in the group then: the last one where
# she changed class, as for her cells.
_STATES = f"""
SELECT DISTINCT {TERM_STATE}, t.end_of_entry_on, t.council_on
  FROM (SELECT DISTINCT pupil_id FROM membership WHERE group_id = %(group)s AND school_id = %(school)s) x
  JOIN LATERAL (
       SELECT t.* FROM membership d
         JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division' AND g.school_id = %(school)s
         JOIN term t ON t.group_id = g.id AND %(day)s BETWEEN t.starts_on AND t.ends_on
        WHERE d.pupil_id = x.pupil_id
          AND d.begins_on <= t.ends_on AND (d.ends_on IS NULL OR d.ends_on > t.starts_on)
        ORDER BY d.begins_on DESC LIMIT 1) t ON true
  LEFT JOIN term_lock k ON k.term_id = t.id
 WHERE EXISTS (SELECT FROM membership m WHERE m.group_id = %(group)s AND m.pupil_id = x.pupil_id
                  AND m.begins_on <= t.ends_on AND (m.ends_on IS NULL OR m.ends_on > t.starts_on))
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class EvaluationWords:
    """What is said of an evaluation. `out_of` None: skills alone. `counts_on`: a day of the term it counts in.
    `published_on` None: nobody sees it yet. `skill_ids`: all the skills it evaluates.
    """

    title: str
    held_on: date
    counts_on: date
    published_on: date | None
    out_of: Decimal | None
    coefficient: Decimal = Decimal(1)
    is_rescaled: bool = True
    is_formative: bool = False
    counts: Counts = Counts.ALWAYS
    kind_id: int | None = None
    sub_subject_id: int | None = None
    comment: str = ""
    is_comment_shown: bool = True
    skill_ids: tuple[int, ...] = ()


@action
def write_evaluation(
    *,
    actor: Actor,
    school_id: int,
    gradebook_ids: Sequence[int],
    said: EvaluationWords,
    evaluation_id: int | None = None,
    key: uuid.UUID | None = None,
    seen: str = "",
) -> tuple[int, ...]:
    """Add it to each of these gradebooks, or change the one that has `evaluation_id`, which is of the first. Sent
    twice with the same `key`, it is added once. `seen`: what `evaluated.seen_of` said of the one that changes.
    Returns the ids.

    Errors: `NotAllowed` for who does not write in one of them; `NotPossible`, with its field, for what does not
    hold: no title, a day outside the year, a term that is locked, a scale under a mark that was given, or when
    a colleague changed it since it was seen.
    """
    books = [_book(actor, school_id, gradebook_id) for gradebook_id in gradebook_ids]
    if not books or (evaluation_id is not None and len(books) > 1):
        raise NotAllowed
    for book in books:
        _check(actor, book, said)
    released_at = _released_at(school_id, said)
    if evaluation_id is not None:
        return (_change(actor, books[0], evaluation_id, said, released_at, seen),)
    return tuple(_add(actor, book, said, released_at, key) for book in books)


def _book(actor: Actor, school_id: int, gradebook_id: int) -> GradebookHead:
    book = load_gradebook(gradebook_id, school_id=school_id)
    if not may_write(actor, book):
        raise NotAllowed
    if book.is_closed or not book.is_evaluable:
        raise NotPossible(_("%(name)s\u202f: cette matière n’est pas évaluée.") % {"name": book.name})
    return book


def _add(
    actor: Actor, book: GradebookHead, said: EvaluationWords, released_at: datetime | None, key: uuid.UUID | None
) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM gradebook WHERE id = %s FOR NO KEY UPDATE", [book.gradebook_id])
    known = Evaluation.objects.filter(gradebook_id=book.gradebook_id, series=key).first() if key else None
    if known is not None:
        return known.pk
    made = Evaluation.objects.create(
        school_id=book.school_id, gradebook_id=book.gradebook_id, series=key, made_at=clock.now(),
        made_by_id=actor.person_id, **_fields(said, released_at),
    )  # fmt: skip
    set_skills(made, said.skill_ids)
    record(EvaluationWritten(book.school_id, book.gradebook_id, made.pk), actor=actor)
    return made.pk


def _change(
    actor: Actor, book: GradebookHead, evaluation_id: int, said: EvaluationWords, released_at: datetime | None,
    seen: str,
) -> int:  # fmt: skip
    evaluation = (
        Evaluation.objects.select_for_update(no_key=True)
        .filter(pk=evaluation_id, gradebook_id=book.gradebook_id, withdrawn_at=None)
        .first()
    )
    if evaluation is None:
        raise NotAllowed
    check_open(actor, book, evaluation.counts_on)
    if evaluation.highest is not None and (said.out_of is None or said.out_of < evaluation.highest):
        raise NotPossible(
            _("Une note de %(mark)s est déjà donnée\u202f: le barème ne peut pas être plus petit.")
            % {"mark": number(evaluation.highest)},
            field="out_of",
        )
    changed = {
        name: value for name, value in _fields(said, released_at).items() if getattr(evaluation, name) != value
    }
    is_stale = seen not in {"", seen_of(evaluation, skills_of_evaluation(evaluation))}
    if set_skills(evaluation, said.skill_ids) or changed:
        if is_stale:
            raise NotPossible(
                _("Un collègue a changé cette évaluation entre-temps\u202f: rechargez la page, puis recommencez.")
            )
        for name, value in changed.items():
            setattr(evaluation, name, value)
        evaluation.version += 1
        evaluation.save(update_fields=[*changed, "version"])
        with connection.cursor() as cursor:
            cursor.execute("UPDATE gradebook SET version = version + 1 WHERE id = %s", [book.gradebook_id])
        record(EvaluationWritten(book.school_id, book.gradebook_id, evaluation_id), actor=actor)
    return evaluation_id


def _fields(said: EvaluationWords, released_at: datetime | None) -> dict[str, object]:
    return {
        "title": said.title.strip(), "held_on": said.held_on, "counts_on": said.counts_on,
        "published_on": said.published_on, "released_at": released_at, "out_of": said.out_of,
        "coefficient": said.coefficient, "is_rescaled": said.is_rescaled, "is_formative": said.is_formative,
        "counts": said.counts.value, "kind_id": said.kind_id, "sub_subject_id": said.sub_subject_id,
        "comment": said.comment.strip(), "is_comment_shown": said.is_comment_shown,
    }  # fmt: skip


def _released_at(school_id: int, said: EvaluationWords) -> datetime | None:
    if said.published_on is None:
        return None
    settings = GradingSettings.objects.filter(school_id=school_id).first()
    return clock.instant(said.published_on, settings.release_hour if settings else RELEASE_HOUR)


def _check(actor: Actor, book: GradebookHead, said: EvaluationWords) -> None:
    if not said.title.strip():
        raise NotPossible(_("Donnez un titre\u202f: c’est ce que lisent les familles."), field="title")
    if len(said.title.strip()) > TITLE_LENGTH:
        raise NotPossible(
            _("Un titre ne peut dépasser %(count)s caractères.") % {"count": TITLE_LENGTH}, field="title"
        )
    if len(said.comment.strip()) > COMMENT_LENGTH:
        raise NotPossible(
            _("Un commentaire ne peut dépasser %(count)s caractères.") % {"count": COMMENT_LENGTH}, field="comment"
        )
    if said.out_of is None and not said.skill_ids:
        raise NotPossible(_("Notez-la sur un nombre, ou choisissez des compétences."), field="out_of")
    if said.out_of is not None and not 0 < said.out_of <= LARGEST_OUT_OF:
        raise NotPossible(_("Le barème va de 1 à %(most)s.") % {"most": LARGEST_OUT_OF}, field="out_of")
    if not 0 <= said.coefficient <= LARGEST_COEFFICIENT:
        raise NotPossible(
            _("Le coefficient va de 0 à %(most)s.") % {"most": LARGEST_COEFFICIENT}, field="coefficient"
        )
    if said.published_on is not None and said.published_on < said.held_on:
        raise NotPossible(_("Une évaluation se publie le jour où elle a lieu, ou après."), field="published_on")
    year = SchoolYear.objects.get(pk=book.year_id)
    for field, day in (("held_on", said.held_on), ("counts_on", said.counts_on)):
        if not year.starts_on <= day <= year.ends_on:
            raise NotPossible(
                _("Ce jour n’est pas de l’année scolaire, qui va du %(first)s au %(last)s.")
                % {"first": words.full_day(year.starts_on), "last": words.full_day(year.ends_on)},
                field=field,
            )
    check_open(actor, book, said.counts_on)
    _check_choices(book, said)


def check_open(actor: Actor, book: GradebookHead, day: date) -> None:
    """Errors: `NotPossible` when every term that holds this day, of the classes of the group, is locked."""
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "school": book.school_id,
            "group": book.group_id,
            "day": day,
            "today": clock.today(),
        }
        locks = [Lock(*row) for row in cursor.execute(_STATES, asked).fetchall()]
    if locks and not any(lock.is_open for lock in locks) and not book.is_reopened_to(actor.person_id):
        why = _("La période du %(day)s est verrouillée.") % {"day": words.day(day)}
        raise NotPossible(f"{why} {locks[0].whom_to_ask(heads_of(book.school_id))}", field="counts_on")


def _check_choices(book: GradebookHead, said: EvaluationWords) -> None:
    if (
        said.kind_id is not None
        and not EvaluationKind.objects.filter(pk=said.kind_id, school_id=book.school_id).exists()
    ):
        raise NotAllowed
    if (
        said.sub_subject_id is not None
        and not SubSubject.objects.filter(
            pk=said.sub_subject_id, gradebook_id=book.gradebook_id, removed_at=None
        ).exists()
    ):
        raise NotPossible(_("Cette sous-matière n’est pas de ce carnet."), field="sub_subject_id")
