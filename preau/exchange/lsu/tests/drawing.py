"""The drawing of one school by Hypothesis: texts within the limits of the version, keys of what is declared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from hypothesis import strategies as st

from preau.exchange.lsu.limits import limits_of
from preau.exchange.lsu.reports import EvaluationStatus
from preau.exchange.lsu.versions import Feature, Version
from preau.kernel.words import THIN

T = TypeVar("T")
#: Signs that go wrong easily: markup, quotes, line ends, no-break and narrow spaces, a sign of four bytes.
SIGNS = "aéœ’'\"<>&]/ \n\t\u00a0" + THIN + "\U0001f393"


class School:
    """One drawing: texts within the limits of the version, keys of what is declared."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any], version: Version) -> None:
        self.draw = draw
        self.version = version
        self.limits = limits_of(version)

    def text(self, name: str, *, is_required: bool = True) -> str:
        longest = self.limits[name].longest
        short = st.text(SIGNS, min_size=1, max_size=min(8, longest)).filter(str.strip)
        full = st.sampled_from(("é" * longest, "\n".join("x" * (longest // 2 or 1))[:longest].strip() or "x"))
        choice: str = self.draw(st.one_of(short, full) if is_required else st.one_of(st.just(""), short, full))
        return choice

    def one(self, values: Any) -> Any:
        return self.draw(st.sampled_from(sorted(values)))

    def some(self, values: Any, least: int = 0) -> tuple[Any, ...]:
        """Distinct values, at least so many."""
        ordered = sorted(values)
        drawn = st.lists(st.sampled_from(ordered), min_size=least, max_size=4, unique=True)
        return tuple(self.draw(drawn if ordered else st.just([])))

    def maybe(self, make: Callable[[], T]) -> T | None:
        return make() if self.draw(st.booleans()) else None

    def number(self, least: int, most: int) -> int:
        return int(self.draw(st.integers(least, most)))

    def distinct(self, name: str, count: int) -> list[str]:
        """So many different labels within the limit."""
        return [f"{rank}{self.text(name)}"[: self.limits[name].longest] for rank in range(count)]

    def day(self) -> date:
        drawn: date = self.draw(st.dates(date(2016, 1, 1), date(2040, 12, 31)))
        return drawn

    def lock(self) -> datetime | None:
        if not self.version.has(Feature.LOCK):
            return None
        moment: datetime = self.draw(st.datetimes(datetime(2016, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001
        moment = moment.replace(microsecond=0)
        return moment if self.version.has(Feature.LOCK_REQUIRED) else self.maybe(lambda: moment)

    def average(self) -> str:
        if self.version.has(Feature.TEXT_AVERAGES):
            return str(self.draw(st.sampled_from(("", "12.5", "18/20", "A+", "<10"))))
        return str(self.draw(st.sampled_from(("", "12.50", "20.00", "0.00", "9.25"))))

    def status(self, average: str, most: int) -> EvaluationStatus | None:
        if average:
            return None
        kept = most if self.version.has(Feature.EVALUATION_STATUS) else 1
        return self.maybe(lambda: EvaluationStatus(self.number(1, kept)))
