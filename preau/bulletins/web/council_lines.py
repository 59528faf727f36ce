"""What is known of a pupil, ready to print before a council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.queries.council_page import CouncilFacts, CouncilSubject
from preau.bulletins.queries.school_life import SchoolLifeLine
from preau.grading.averages.average import SCALE
from preau.grading.averages.rounding import Rounding, rounded
from preau.grading.entry import number
from preau.grading.web.wording import term_label
from preau.kernel.words import THIN

#: The drawing of an evolution: its width and height, without unit.
WIDTH, HEIGHT = 60, 20


@dataclass(frozen=True, slots=True)
class Evolution:
    """Averages term after term: `words` says them all, `points` draws them; '' under two numbers."""

    words: str
    points: str
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class SubjectShown:
    """A subject of the table."""

    subject: str
    teachers: str
    average: str
    is_decided: bool
    group_mean: str
    group_range: str
    evolution: Evolution
    text: str


@dataclass(frozen=True, slots=True)
class FactsShown:
    """Everything that the page prints before decisions. `life`: (label, number, tone)."""

    subjects: tuple[SubjectShown, ...]
    general: str
    general_mean: str
    general_evolution: Evolution
    life: tuple[tuple[str, str, str], ...]
    life_comment: str
    former: tuple[tuple[str, str], ...]


def shown_facts(term: ClassTerm, facts: CouncilFacts) -> FactsShown:
    """Sentences and numbers of a pupil's page."""
    return FactsShown(
        tuple(_subject(term, one) for one in facts.subjects),
        facts.general,
        facts.general_mean,
        evolution_of(facts.generals if facts.general else ()),
        _life(facts.life),
        facts.life.comment,
        tuple(
            (
                term_label(one.kind, one.number) + (f", {one.mention}" if one.mention else ""),
                " ".join(text for text in (one.synthesis, one.orientation) if text),
            )
            for one in facts.former
        ),
    )


def _subject(term: ClassTerm, one: CouncilSubject) -> SubjectShown:
    spread = f"{one.lowest}{THIN}–{THIN}{one.highest}" if one.mean else ""
    return SubjectShown(
        one.subject, one.teachers, one.average, one.is_decided, one.mean or "–", spread,
        evolution_of((*one.before, (term.kind, term.number, one.value))), one.text,
    )  # fmt: skip


def evolution_of(averages: Sequence[tuple[str, int, Fraction | None]]) -> Evolution:
    """The averages of the terms, one after the other; a term without one is said, and not drawn."""
    written = [(kind, rank, value, _written(value)) for kind, rank, value in averages]
    words = _("\u202f; ").join(
        _("%(term)s\u202f: %(average)s") % {"term": term_label(kind, rank).lower(), "average": text}
        for kind, rank, _value, text in written
    )
    step = WIDTH / max(len(averages) - 1, 1)
    places = [
        (round(step * at), round(HEIGHT - HEIGHT * float(value / Fraction(SCALE))))
        for at, (_kind, _rank, value) in enumerate(averages)
        if value is not None
    ]
    if len(places) < 2:
        return Evolution(words if len(averages) > 1 else "", "", (0, 0))
    return Evolution(words, " ".join(f"{x},{y}" for x, y in places), places[-1])


def _written(value: Fraction | None) -> str:
    return _("NN") if value is None else number(rounded(value, Rounding.TENTH))


def _life(life: SchoolLifeLine) -> tuple[tuple[str, str, str], ...]:
    given = life.given
    lines = [
        (_("demi-journées d’absence justifiées"), str(given.justified), "neutral"),
        (
            _("demi-journées d’absence injustifiées"),
            str(given.unjustified),
            "danger" if given.unjustified else "neutral",
        ),
        (_("retards"), str(given.late), "neutral"),
        (_("heures de cours manquées"), number(given.hours), "neutral"),
    ]
    if life.awaiting:
        lines.append((_("demi-journées attendent une réponse"), str(life.awaiting), "warning"))
    return tuple(lines)
