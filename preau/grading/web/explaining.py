"""An average in words: what each mark did, the sums, the formula, the rounding (« expliquée au toucher », C82)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.grading.averages.given import Average, Item, Why
from preau.grading.averages.rounding import Rounding, hundredths
from preau.grading.entry import number
from preau.grading.queries.statement_lines import SeenMark, SubjectLine
from preau.kernel import words

_WHY = {
    Why.COUNTED: "",
    Why.ADDED: gettext_noop("bonus\u202f: ses points au-dessus de la moitié s’ajoutent"),
    Why.NO_MARK: gettext_noop("ne compte pas"),
    Why.NO_WEIGHT: gettext_noop("coefficient nul\u202f: ne compte pas"),
    Why.FORMATIVE: gettext_noop("pour s’entraîner\u202f: ne compte pas"),
    Why.WOULD_LOWER: gettext_noop("ne compte que si elle fait monter\u202f: laissée de côté"),
    Why.UNDER_HALF: gettext_noop("bonus sous la moitié\u202f: n’ajoute rien"),
}
ROUNDINGS = {
    Rounding.TENTH: gettext_noop("au dixième le plus proche"),
    Rounding.TENTH_UP: gettext_noop("au dixième supérieur"),
    Rounding.HALF: gettext_noop("au demi-point le plus proche"),
    Rounding.HALF_UP: gettext_noop("au demi-point supérieur"),
    Rounding.WHOLE: gettext_noop("au point le plus proche"),
    Rounding.WHOLE_UP: gettext_noop("au point supérieur"),
}


@dataclass(frozen=True, slots=True)
class MarkItem:
    """A mark, the points and the weight it brings, or why it brings none."""

    title: str
    written: str
    points: str
    weight: str
    why: str


@dataclass(frozen=True, slots=True)
class PartItem:
    """A part of the subject (or all of it): its marks, the sums, and its average before any rounding."""

    label: str
    coefficient: str
    marks: tuple[MarkItem, ...]
    best_bonus: str
    points: str
    weight: str
    average: str


@dataclass(frozen=True, slots=True)
class Explained:
    """How the average of a subject came. `is_misconfigured`: its parts weigh nothing together."""

    parts: tuple[PartItem, ...]
    exact: str
    rounding: str
    is_misconfigured: bool


def explained(line: SubjectLine) -> Explained:
    """The average of this subject, opened."""
    marks = {mark.evaluation_id: mark for mark in line.marks}
    parts = tuple(
        _part(line.parts.get(one.part.key, ""), number(one.part.coefficient), one.average, marks)
        for one in line.computed.parts
        if one.average.items
    )
    exact = "" if line.computed.value is None else _short(line.computed.value)
    return Explained(parts, exact, _(ROUNDINGS[line.rounding]), line.computed.is_misconfigured)


def decided_words(line: SubjectLine) -> str:
    """Who decided another average than the computed one, when and why; empty when nobody did."""
    if line.decided is None:
        return ""
    said = _("Décidée le %(day)s par %(who)s, à la place de %(computed)s.") % {
        "day": words.short_day(line.decided.decided_at),
        "who": line.decided.by or _("l’enseignant"),
        "computed": line.decided.computed,
    }
    why = _(" Raison\u202f: %(why)s.") % {"why": line.decided.why.rstrip(".")} if line.decided.why else ""
    return said + why + _(" Le calcul reste ci-dessous.")


def _part(label: str, coefficient: str, average: Average, marks: dict[int, SeenMark]) -> PartItem:
    points = sum((item.points for item in average.items), Fraction(0))
    weight = sum((item.weight for item in average.items), Fraction(0))
    return PartItem(
        label,
        coefficient,
        tuple(_item(item, marks[item.key]) for item in average.items),
        _short(average.best_bonus) if average.best_bonus else "",
        _short(points),
        _short(weight),
        "" if average.value is None else _short(average.value),
    )


def _item(item: Item, mark: SeenMark) -> MarkItem:
    written = mark.written if mark.given.value is None else f"{mark.written}/{mark.out_of}"
    counts = item.why in {Why.COUNTED, Why.ADDED}
    return MarkItem(
        mark.title, written, _short(item.points) if counts else "", _short(item.weight) if counts else "",
        _(_WHY[item.why]),
    )  # fmt: skip


def _short(value: Fraction) -> str:
    """To the hundredth, with « ≈ » when that is not exact."""
    near = hundredths(value)
    return number(near) if Fraction(near) == value else f"≈\u202f{number(near)}"
