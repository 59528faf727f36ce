"""Change what gradebooks weigh and how they count: one, or many at once (capability C79)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.averages.rounding import Rounding
from preau.grading.book_choices import MODALITY_WORDS, BookChoices, seen_of
from preau.grading.events_books import GradebooksArranged
from preau.grading.models import Gradebook
from preau.grading.policies import may_arrange
from preau.grading.queries.persons import names_of_books
from preau.grading.rules import LABEL_LENGTH, LARGEST_COEFFICIENT
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_MARKED = """
SELECT DISTINCT e.gradebook_id FROM evaluation e
 WHERE e.gradebook_id = ANY(%(books)s) AND e.withdrawn_at IS NULL
   AND (e.marked > 0 OR EXISTS (SELECT FROM mark m WHERE m.evaluation_id = e.id AND m.code IS NOT NULL)
        OR EXISTS (SELECT FROM skill_mark s WHERE s.evaluation_id = e.id AND s.level IS NOT NULL))
"""


@action
def arrange_gradebooks(
    *, actor: Actor, school_id: int, gradebook_ids: Collection[int], choices: BookChoices, seen: str | None = None
) -> int:
    """Give these choices to these gradebooks; what the feeds bring later leaves them as they are. Returns how many
    changed. `seen` (of one gradebook): what the page showed, so that nobody overwrites what she did not see.

    Errors: `NotAllowed` for who arranges nothing in this school, or a gradebook that is not open in it;
    `NotPossible`, with its field, for nothing chosen, a number out of its bounds, a subject that has marks and
    would not be evaluated, or a gradebook that somebody changed meanwhile.
    """
    if not may_arrange(actor, school_id):
        raise NotAllowed
    wanted, said = sorted(set(gradebook_ids)), choices.said()
    if not wanted:
        raise NotPossible(_("Cochez au moins un carnet."), field="carnets")
    if not said:
        raise NotPossible(_("Choisissez ce qui change."))
    _check(choices)
    books = list(
        Gradebook.objects.select_for_update(no_key=True)
        .filter(school_id=school_id, pk__in=wanted, closed_at=None)
        .order_by("pk")
    )
    if len(books) < len(wanted):
        raise NotAllowed
    to_change = [book for book in books if any(getattr(book, name) != value for name, value in said.items())]
    if not to_change:
        return 0
    if seen is not None and any(seen_of(book) != seen for book in books):
        raise NotPossible(
            _("Quelqu’un a changé ce carnet entre-temps\u202f: rechargez la page, puis recommencez.")
        )
    if choices.is_evaluable is False:
        _check_unmarked([book for book in to_change if book.is_evaluable])
    for book in to_change:
        for name, value in said.items():
            setattr(book, name, value)
        book.version += "best_bonus" in said
    Gradebook.objects.bulk_update(to_change, [*said, "version"])
    record(GradebooksArranged(school_id, [book.pk for book in to_change], sorted(said)), actor=actor)
    return len(to_change)


def marked_among(books: Sequence[Gradebook]) -> set[int]:
    """The ids of those that hold a mark, a code or the level of a skill."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_MARKED, {"books": [book.pk for book in books]}).fetchall()
    return {int(pk) for (pk,) in rows}


def _check_unmarked(books: Sequence[Gradebook]) -> None:
    marked = marked_among(books)
    if marked:
        raise NotPossible(
            _("%(names)s\u202f: des notes y sont données. Une matière notée reste évaluée.")
            % {"names": " ; ".join(names_of_books(marked).values()).replace(" ;", "\u202f;")},
            field="is_evaluable",
        )


def _check(choices: BookChoices) -> None:
    for field, weight in (("coefficient", choices.coefficient), ("best_bonus", choices.best_bonus)):
        check_weight(field, weight)
    if choices.modality is not None and choices.modality not in MODALITY_WORDS:
        raise NotAllowed
    if choices.rounding and choices.rounding not in set(Rounding):
        raise NotAllowed
    if choices.label is not None and len(choices.label) > LABEL_LENGTH:
        raise NotPossible(
            _("Un intitulé ne dépasse pas %(most)s caractères.") % {"most": LABEL_LENGTH}, field="label"
        )


def check_weight(field: str, weight: Decimal | None) -> None:
    """Errors: `NotPossible` for a weight that is negative or too big."""
    if weight is not None and not 0 <= weight <= LARGEST_COEFFICIENT:
        raise NotPossible(_("Choisissez un nombre de 0 à %(most)s.") % {"most": LARGEST_COEFFICIENT}, field=field)
